# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an .xls must be before a reader may touch it: chains of sectors that end; and its stream.

A file whose chains bite their own tail would keep the reader going round for ever (the layout is
that of [MS-CFB], sections 2.2 to 2.6).
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from app.adapters.excel.guards import damaged

_HEADER, _ENTRY = 512, 4
_SHIFTS = frozenset({9, 12})
"""Sectors of 512 or 4 096 bytes."""
_FIRST_SPECIAL = 0xFFFFFFFA
"""From here on an entry is no sector: end of chain, free, a table's own."""
_STREAMS = ("Workbook", "Book")
"""Where the cells are: since 1997, and before."""
_ENTRY_SIZE, _STREAM, _ROOT = 128, 2, 5
_MINI_SHIFT, _MINI_CUTOFF = 6, 4096
"""Shorter streams lie in sectors of 64 bytes, within the stream of the root."""


@dataclass(frozen=True, slots=True)
class _Chains:
    """A file, and the tables that lead from each of its sectors to the next."""

    body: bytes
    shift: int
    table: list[int]
    mini: list[int]

    def whole(self, first: int) -> bytes:
        """Return what the chain that begins at a sector holds; sectors cut off hold nothing."""
        parts = []
        while first < len(self.table):
            start = (first + 1) << self.shift
            parts.append(self.body[start : start + (1 << self.shift)])
            first = self.table[first]
        return b"".join(parts)

    def short(self, first: int, container: bytes) -> bytes:
        """Return what a chain of small sectors holds."""
        parts = []
        while first < len(self.mini):
            start = first << _MINI_SHIFT
            parts.append(container[start : start + (1 << _MINI_SHIFT)])
            first = self.mini[first]
        return b"".join(parts)


def check_compound(path: Path) -> bytes:
    """Return the stream of cells of an .xls whose chains all end, or nothing where it has none.

    Raises:
        Trouble: When it is damaged.
    """
    body = path.read_bytes()
    if len(body) < _HEADER:
        raise damaged(path)
    (shift,) = struct.unpack_from("<H", body, 30)
    first_mini, _count, first_more = struct.unpack_from("<III", body, 60)
    if shift not in _SHIFTS:
        raise damaged(path)
    places = list(struct.unpack_from("<109I", body, 76))
    seen: set[int] = set()
    while first_more < _FIRST_SPECIAL:
        more = _sector(body, first_more, shift)
        if first_more in seen or not more:
            raise damaged(path)
        seen.add(first_more)
        places += more[:-1]
        first_more = more[-1]
    table = [entry for place in places for entry in _sector(body, place, shift)]
    if not _ends(table):
        raise damaged(path)
    mini: list[int] = []
    while first_mini < len(table):
        mini += _sector(body, first_mini, shift)
        first_mini = table[first_mini]
    if not _ends(mini):
        raise damaged(path)
    return _cells(_Chains(body, shift, table, mini))


def _cells(chains: _Chains) -> bytes:
    (first,) = struct.unpack_from("<I", chains.body, 48)
    entries = chains.whole(first)
    container, found = b"", dict[str, tuple[int, int]]()
    for at in range(0, len(entries) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
        (length, kind) = struct.unpack_from("<HB", entries, at + 64)
        (start, size) = struct.unpack_from("<II", entries, at + 116)
        if kind == _ROOT:
            container = chains.whole(start)
        elif kind == _STREAM:
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            found.setdefault(name, (start, size))
    start, size = next((found[name] for name in _STREAMS if name in found), (_FIRST_SPECIAL, 0))
    whole = chains.short(start, container) if size < _MINI_CUTOFF else chains.whole(start)
    return whole[:size]


def _sector(body: bytes, place: int, shift: int) -> tuple[int, ...]:
    """Return the entries of a sector that is all there, else none."""
    start = (place + 1) << shift
    size = 1 << shift
    if place >= _FIRST_SPECIAL or start + size > len(body):
        return ()
    return struct.unpack_from(f"<{size // _ENTRY}I", body, start)


def _ends(table: list[int]) -> bool:
    """Tell whether every chain of a table comes to an end."""
    done = [False] * len(table)
    for start in range(len(table)):
        place, chain = start, set[int]()
        while place < len(table) and not done[place]:
            if place in chain:
                return False
            chain.add(place)
            place = table[place]
        for one in chain:
            done[one] = True
    return True
