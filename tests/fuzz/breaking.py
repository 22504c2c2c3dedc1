# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways a table gets broken: bytes lost, doubled, changed, in the file or inside its archive."""

import io
import zipfile
from contextlib import suppress
from random import Random

from app.adapters.excel.guards import BROKEN

_TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b";", b",", b"\r", b"\n", b"-", b"1e308",
    b"9" * 30, b"NaN", b"1904", b"31/02/2025", b"&#0;", b"<!ENTITY a 'b'>", b"]]>", b't="e"',
    b'r="XFD1048576"', b'number-rows-repeated="1048576"', b"\xed\xa0\x80", b"Total",
)  # fmt: skip
_ZIP = b"PK\x03\x04"
_MOST = 8


def broken(body: bytes, chance: Random) -> bytes:
    """Return a file with a few faults; half of the archives are broken inside their parts."""
    if body.startswith(_ZIP) and chance.random() < 0.6:
        with suppress(*BROKEN):  # it may have been broken before
            return _broken_inside(body, chance)
    return _broken_bytes(body, chance)


def _broken_inside(body: bytes, chance: Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole,
    ):
        names = archive.namelist()
        victim = chance.choice(names)
        for name in names:
            part = archive.read(name)
            if name == victim:
                if chance.random() < 0.1:
                    continue
                part = _broken_bytes(part, chance)
            whole.writestr(name, part)
    return out.getvalue()


def _broken_bytes(body: bytes, chance: Random) -> bytes:
    changed = bytearray(body)
    for _fault in range(chance.randint(1, _MOST)):
        place = chance.randrange(len(changed) + 1)
        length = chance.randint(1, 1 + len(changed) // 20)
        match chance.randrange(6):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = changed[place : place + length]
            case 3:
                changed[place:place] = chance.choice(_TOKENS)
            case 4:
                other = chance.randrange(len(changed) + 1)
                piece = changed[other : other + length]
                changed[place : place + length] = piece
            case _:
                del changed[max(place, 1) :]
    return bytes(changed)
