# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an .xls must be before a reader may touch it: chains of sectors that end.

A file whose chains bite their own tail would keep the reader going round for ever (the layout is
that of [MS-CFB], sections 2.2 to 2.5).
"""

import struct
from pathlib import Path

from app.adapters.excel.guards import damaged

_HEADER, _ENTRY = 512, 4
_SHIFTS = frozenset({9, 12})
"""Sectors of 512 or 4 096 bytes."""
_FIRST_SPECIAL = 0xFFFFFFFA
"""From here on an entry is no sector: end of chain, free, a table's own."""


def check_compound(path: Path) -> None:
    """Refuse an .xls whose chains do not end.

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
