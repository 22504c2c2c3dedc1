# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small awkward tables of our own, and where those of others may be found."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

OTHERS = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Files nobody here wrote; they are not part of the project."""


def others(*parts: str) -> Path:
    """Return somebody else's file, or skip the test visibly where it is absent."""
    path = OTHERS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} of the shared test material is absent")
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook of these sheets by openpyxl."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """Write a text table as it stands."""
    path.write_bytes(content.encode(encoding))
    return path
