# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages on their way to a printer, one after the other, while the window stays alive."""

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.domain.documents import PagePicture
from app.kernel.errors import OboleError, Trouble
from app.kernel.i18n import _
from app.ui.kit.screen import Services
from app.usecases.documents import DrawPage

_MM_PER_INCH = 25.4
_MOST_DPI = 300
"""Letters drawn finer than this are no clearer on paper, and four times as heavy."""
_A4_MM = 210.0


class Pressing(QObject):
    """Prints pages of a PDF at their true size.

    Args:
        services: To draw the pages.
        body: The document.
        printer: Chosen and set; each page has the size of its sheet.
        shift_mm: How far right and down each page is moved, for a printer that is off.
    """

    moved = Signal(int)
    """Carries how many pages left."""
    ended = Signal(int)
    """Carries how many pages left in all."""
    failed = Signal(object)

    def __init__(
        self, services: Services, body: bytes, printer: QPrinter, shift_mm: tuple[float, float]
    ) -> None:
        """Be ready to begin."""
        super().__init__()
        self._services = services
        self._body, self._printer, self._shift = body, printer, shift_mm
        self._painter = QPainter()
        self._page = self._last = self._left = 0
        self._across_mm = _A4_MM
        self._stopping = False

    def begin(self, first: int, last: int) -> None:
        """Print the pages from ``first`` to before ``last``, counted from 0."""
        self._page, self._last = first, last
        self._ask()

    def stop(self) -> None:
        """Stop before the next page; those that left are on paper."""
        self._stopping = True

    def _ask(self) -> None:
        dots = min(self._printer.resolution(), _MOST_DPI)
        width = round(self._across_mm / _MM_PER_INCH * dots)
        query = DrawPage(self._body, self._page, width)
        self._services.jobs.read(query, self._put, self._fail, owner=self)

    def _put(self, drawn: PagePicture) -> None:
        if self._stopping:
            self._end()
            return
        if drawn.across_mm > self._across_mm:
            self._across_mm = drawn.across_mm  # drawn again, as fine as an A4 sheet
            self._ask()
            return
        if not self._sheet(drawn):
            message = _("The printer did not take the page: look at it, then print again.")
            self._fail(Trouble("printer.refused", message))
            return
        image = QImage(
            drawn.rgba, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBA8888
        )
        self._painter.drawImage(self._place(drawn), image)
        self._left += 1
        self._page += 1
        self.moved.emit(self._left)
        if self._page < self._last:
            self._ask()
        else:
            self._end()

    def _sheet(self, drawn: PagePicture) -> bool:
        """Take a sheet of the page's own size; False when the printer gives none.

        A sheet is named by its short side first, as printers know it: an envelope lies on its side.
        """
        sides = sorted((drawn.across_mm, drawn.down_mm))
        lies = drawn.across_mm > drawn.down_mm
        size = QPageSize(QSizeF(*sides), QPageSize.Unit.Millimeter)
        way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        layout = QPageLayout(size, way, QMarginsF())
        layout.setMode(QPageLayout.Mode.FullPageMode)
        self._printer.setPageLayout(layout)
        self._printer.setFullPage(True)
        return self._printer.newPage() if self._left else self._painter.begin(self._printer)

    def _place(self, drawn: PagePicture) -> QRectF:
        dots = self._printer.resolution() / _MM_PER_INCH
        right, down = self._shift
        return QRectF(right * dots, down * dots, drawn.across_mm * dots, drawn.down_mm * dots)

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(self._left)

    def _fail(self, error: OboleError) -> None:
        if self._painter.isActive():
            self._painter.end()
        self.failed.emit(error)
