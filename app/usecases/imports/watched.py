# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table whose rows are told as they pass: a long look at them shows, and can be stopped."""

from collections.abc import Iterator

from app.domain.imports.cells import Cell
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.usecases.ports.tables import TableFile

_TOLD_EVERY = 2_000


class WatchedTable:
    """A file of rows and columns, the same to whoever reads it.

    Args:
        file: The file, open.
        progress: Where each block of rows is told; it may raise to stop.
    """

    def __init__(self, file: TableFile, progress: Progress) -> None:
        """Take over what the file is."""
        self._file, self._progress = file, progress
        self.name, self.sha256 = file.name, file.sha256
        self.sheets, self.conventions = file.sheets, file.conventions
        self.epoch_1904, self.form = file.epoch_1904, file.form

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield row number and cells; see ``app.usecases.ports.tables``.

        Raises:
            Cancelled: When the person asked to stop.
            Trouble: When the file is damaged.
        """
        last = max((one.rows for one in self.sheets if one.name == sheet), default=0)
        for number, cells in self._file.rows(sheet):
            if number % _TOLD_EVERY == 0:
                self._progress.step(number, max(number, last), _("rows looked at"))
            yield number, cells

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
