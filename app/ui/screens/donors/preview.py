# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document of the sheet before the eyes: its pages drawn, larger or smaller, saved or opened."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.documents import PagePicture, scan_type
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import papers
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import button, scrolling, text_label
from app.usecases.documents import DrawPage

_PDF = "application/pdf"
_SUFFIXES = {_PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
_LARGER = 1.25
_LEAST, _MOST = 0.25, 4.0
"""Of the width of the page: smaller is not read, larger is not seen whole."""


class Preview(QWidget):
    """A PDF or a picture, as wide as there is room for; ``+`` and ``-``, PgUp and PgDn."""

    left = Signal()
    """The table is wanted again."""

    def __init__(self, services: Services) -> None:
        """Show none yet."""
        super().__init__()
        self.services = services
        self._body, self._name = b"", ""
        self._page, self._pages, self._zoom = 0, 1, 1.0
        self._picture = QPixmap()
        self._asked: DrawPage | None = None
        self.title = text_label(role="label", wrap=True)
        self.view = QLabel()
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setWordWrap(True)
        self.area = scrolling(self.view)
        # Always there: a page drawn as wide as the room would else lose some to it.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.back = button(_("Go back"), self.left.emit)
        self.before = button(_("&Page before"), lambda: self._turn(-1))
        self.after = button(_("&Next page"), lambda: self._turn(1))
        self.smaller = button(_("S&maller"), lambda: self._scale(1 / _LARGER))
        self.larger = button(_("&Larger"), lambda: self._scale(_LARGER))
        self.elsewhere = button(_("Open &with another program"), self._open)
        self.save = button(_("&Save…"), self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.area, 1)
        turning = (self.before, self.after, self.smaller, self.larger)
        column.addLayout(Flow(*turning, self.elsewhere, self.save, self.back))

    def show_document(self, name: str, body: bytes) -> None:
        """Show a document from its first page; one that cannot be read says so."""
        self._name, self._body = name, body
        self._page, self._pages, self._zoom = 0, 1, 1.0
        self._picture = QPixmap()
        self.view.clear()
        self.view.setAccessibleName(name)
        self._draw()

    def sizeHint(self) -> QSize:
        """Ask for no more room than the table does: the picture scrolls."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is shown as wide as there is room for."""
        super().resizeEvent(event)
        if self._is_pdf():
            self._draw()
        else:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages, scale, and go back on Escape."""
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_PageDown: lambda: self._turn(1),
            Qt.Key.Key_PageUp: lambda: self._turn(-1),
            Qt.Key.Key_Plus: lambda: self._scale(_LARGER),
            Qt.Key.Key_Equal: lambda: self._scale(_LARGER),
            Qt.Key.Key_Minus: lambda: self._scale(1 / _LARGER),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _is_pdf(self) -> bool:
        return scan_type(self._body) == _PDF

    def _width(self) -> int:
        """Return how wide the picture is to be, in points of the screen."""
        # Of the page itself: what it holds is laid out after it.
        room = self.width() - self.area.verticalScrollBar().sizeHint().width()
        return max(int(room * self._zoom * self.devicePixelRatioF()), 1)

    def _draw(self) -> None:
        self._tell()
        if self._is_pdf():
            self._asked = query = DrawPage(self._body, self._page, self._width())
            self.services.jobs.read(
                query, lambda drawn: self._drawn(query, drawn), self._failed, owner=self
            )
        elif self._picture.loadFromData(QByteArray(self._body)):
            self._fit()
        else:
            self.view.setText(_("This picture cannot be read: it was damaged before it came here."))

    def _drawn(self, query: DrawPage, drawn: PagePicture) -> None:
        if query is not self._asked:
            return  # the window was made wider, or the page turned, meanwhile
        self._pages = drawn.pages
        image = QImage(
            drawn.rgba, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBA8888
        )
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.view.setPixmap(shown)
        self._tell()

    def _failed(self, error: OboleError) -> None:
        self.view.setText(error.message)
        self._tell()

    def _fit(self) -> None:
        if not self._picture.isNull():
            ratio = self.devicePixelRatioF()
            natural = self._picture.width() * max(self._zoom, 1.0)
            width = int(min(self._width(), natural * ratio))
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = self._picture.scaledToWidth(max(width, 1), smooth)
            shown.setDevicePixelRatio(ratio)
            self.view.setPixmap(shown)

    def _tell(self) -> None:
        """Say which page of how many, and leave only what can be done."""
        several = self._pages > 1
        page = _("{name}, page {page} of {pages}")
        told = page.format(name=self._name, page=self._page + 1, pages=self._pages)
        self.title.setText(told if several else self._name)
        for one, able in (
            (self.before, self._page > 0),
            (self.after, self._page + 1 < self._pages),
        ):
            one.setVisible(several)
            one.setEnabled(able)
            one.setToolTip("" if able else _("There is no page there."))

    def _turn(self, pages: int) -> None:
        page = self._page + pages
        if 0 <= page < self._pages:
            self._page = page
            self.area.verticalScrollBar().setValue(0)
            self._draw()

    def _scale(self, times: float) -> None:
        self._zoom = min(max(self._zoom * times, _LEAST), _MOST)
        self._draw()

    def _file_name(self) -> str:
        """Return the name with the suffix of what the document is, whatever it was called."""
        suffix = _SUFFIXES.get(scan_type(self._body), "")
        return f"{PurePath(self._name).stem}{suffix}" if suffix else PurePath(self._name).name

    def _open(self) -> None:
        papers.show_file(self, self._body, self._file_name())

    def _save(self) -> None:
        name = self._file_name()
        kinds = _("Documents (*{suffix})").format(suffix=PurePath(name).suffix)
        papers.save_file(self, self._body, _("Save the document"), name, kinds)
