# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text table alone in a .zip, as platforms send theirs."""

import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from app.adapters.excel.guards import BROKEN, damaged, too_big
from app.adapters.excel.text import TEXT_ENDINGS, TextTable
from app.usecases.ports.tables import TextForm

_MOST = 2**30
"""Bytes of text no association's list comes near."""
_BLOCK = 1 << 20


def lone_table(path: Path) -> str:
    """Return the name of the text table that is alone in an archive, or empty."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [part.filename for part in archive.infolist() if not part.is_dir()]
    except BROKEN:
        return ""
    alone = len(names) == 1 and PurePosixPath(names[0]).suffix.lower() in TEXT_ENDINGS
    return names[0] if alone else ""


class PackedTable(TextTable):
    """A text table in a .zip; it is unpacked in a folder of its own until it is closed."""

    def __init__(self, path: Path, sha256: str, member: str, form: TextForm) -> None:
        """Unpack it and find out how it is written.

        Raises:
            Trouble: When it is damaged, no text, or made to fill the disk.
        """
        self._folder = tempfile.TemporaryDirectory(prefix="obole-table-")
        target = Path(self._folder.name) / PurePosixPath(member).name
        try:
            _unpack(path, member, target)
            super().__init__(target, sha256, form)
        except BaseException:
            self._folder.cleanup()
            raise
        self.name = path.name

    def close(self) -> None:
        """Remove what was unpacked."""
        self._folder.cleanup()


def _unpack(path: Path, member: str, target: Path) -> None:
    size = 0
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(member) as packed,
            target.open("wb") as whole,
        ):
            while block := packed.read(_BLOCK):
                size += len(block)
                if size > _MOST:
                    raise too_big(path)
                whole.write(block)
    except BROKEN as error:
        raise damaged(path) from error
