# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Printing a document: looked at, one sheet first, then all; the printer chosen by the system."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.documents import PagePicture
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _, current_language, ngettext
from app.ui.kit import papers
from app.ui.kit.announce import say
from app.ui.kit.chooser import printer_dialog
from app.ui.kit.pressing import Pressing
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, row, scrolling, tab_path, text_label
from app.usecases.documents import DrawPage, RulerSheet

_WIDE, _HIGH = 920, 640
_SHARE = 0.46
"""Of the window: what the page before the eyes takes."""
_MOST_SHIFT, _STEP, _TENTHS = 20.0, 0.5, 10


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed.

    Attributes:
        name: What it is called, also as a file.
        kind: What the printer is remembered for, such as ``receipts``.
        bulk: Whether it is many alike, of which one is tried first.
    """

    body: bytes
    name: str
    kind: str
    bulk: bool = False


def print_paper(services: Services, parent: QWidget, paper: Paper) -> None:
    """Show a document and print it."""
    made = PrintDialog(services, parent, paper)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.open()


class PrintDialog(QDialog):
    """A document before it is printed.

    Args:
        services: To draw the pages, and to remember the printer.
        parent: Over which it opens.
        paper: What is to be printed.
        printer: Set already; by default the one remembered for this kind of document.
    """

    def __init__(
        self, services: Services, parent: QWidget, paper: Paper, printer: QPrinter | None = None
    ) -> None:
        """Show the first page."""
        super().__init__(parent)
        self._services, self._paper = services, paper
        self._page, self._pages = 0, 1
        self._picture: QPixmap | None = None
        self._pressing: Pressing | None = None
        self._tried = self._measuring = False
        self.chosen = printer is not None
        self.printer = printer or self._remembered()
        self.setWindowTitle(_("Print: {name}").format(name=paper.name))
        self.view = QLabel()
        self.view.setAccessibleName(paper.name)
        self.place = text_label(role="muted")
        self.before = button(_("&Page before"), lambda: self._turn(-1))
        self.after = button(_("&Next page"), lambda: self._turn(1))
        self.bar = Bar("info")
        self.device = text_label(wrap=True)
        self.choose = button(_("Choose the printe&r…"), self._choose)
        self.right, self.down = self._shift_field(), self._shift_field()
        self.ruler = button(_("Print the ru&ler sheet"), self._print_ruler)
        self.one = button(_("Print one sh&eet first"), self._print_one, icon_name="print")
        self.all = button("", self._print_all, icon_name="print")
        self.stop = button(_("&Stop"), self._stop)
        self.elsewhere = button(_("Open with another progra&m"), self._open)
        self.close_button = button(_("&Close"), self.reject)
        self._lay_out(parent.window().size())
        self._show_printer()
        self._allow()
        self._draw()

    def _shift_field(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(-_MOST_SHIFT, _MOST_SHIFT)
        field.setSingleStep(_STEP)
        field.setDecimals(1)
        field.setSuffix(_(" mm"))
        field.setLocale(QLocale(current_language()))
        field.valueChanged.connect(self._keep_shift)
        return field

    def _lay_out(self, room: QSize) -> None:
        wanted = QSize(theme_of().px(_WIDE), theme_of().px(_HIGH))
        self.resize(wanted.boundedTo(room))
        left = QVBoxLayout()
        left.addWidget(scrolling(self.view), 1)
        left.addLayout(row(self.before, self.after, self.place, None))
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 8, 0)
        side.addWidget(text_label(self._paper.name, "heading", wrap=True))
        side.addWidget(self.bar)
        side.addWidget(text_label(_("Printer"), "label"))
        side.addWidget(self.device)
        side.addLayout(row(self.choose, None))
        side.addWidget(text_label(_("If this printer is off, move the page"), "label"))
        for words, field in ((_("To the righ&t"), self.right), (_("Down&wards"), self.down)):
            label = text_label(words)
            label.setBuddy(field)
            for named in (field, field.lineEdit()):
                named.setAccessibleName(words.replace("&", ""))
            side.addLayout(row(label, None, field))
        side.addLayout(row(self.ruler, None))
        side.addStretch()
        acts = (self.one, self.all, self.stop, self.elsewhere, self.close_button)
        for act in acts:
            side.addWidget(act)
        box = QHBoxLayout(self)
        box.addLayout(left, 1)
        box.addWidget(scrolling(beside), 1)
        tab_path(self.one, *acts[1:], self.choose, self.right, self.down, self.ruler, self.before)

    # ---- the page before the eyes

    def _turn(self, by: int) -> None:
        wanted = self._page + by
        if 0 <= wanted < self._pages:
            self._page = wanted
            self._draw()

    def _draw(self) -> None:
        width = round(self.width() * _SHARE * self.devicePixelRatioF())
        query = DrawPage(self._paper.body, self._page, width)
        self._services.jobs.read(query, self._drawn, self._fail, owner=self)

    def _drawn(self, drawn: PagePicture) -> None:
        first, self._pages = self._picture is None, drawn.pages
        image = QImage(
            drawn.rgba, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBA8888
        )
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture = shown
        self.view.setPixmap(shown)
        told = _("Page {page} of {pages}")
        self.place.setText(told.format(page=self._page + 1, pages=self._pages))
        self._allow()
        if first:
            (self.one if self.one.isVisibleTo(self) else self.all).setFocus()

    # ---- the printer

    def _remembered(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        known = self._services.state.text(f"print/{self._paper.kind}/printer")
        if known and not QPrinterInfo.printerInfo(known).isNull():
            printer.setPrinterName(known)
            sides = self._services.state.number(f"print/{self._paper.kind}/sides", 0)
            printer.setDuplex(QPrinter.DuplexMode(sides))
            self.chosen = True
        return printer

    def _show_printer(self) -> None:
        name = self.printer.printerName() or self.printer.outputFileName()
        if not QPrinterInfo.availablePrinterNames() and not self.chosen:
            name = ""
        self.device.setText(name or _no_printer())
        for field, axis in ((self.right, "right"), (self.down, "down")):
            field.blockSignals(True)  # noqa: FBT003 - Qt's own way
            field.setValue(self._services.state.number(self._shift_key(axis), 0) / _TENTHS)
            field.blockSignals(False)  # noqa: FBT003

    def _shift_key(self, axis: str) -> str:
        return f"print/shift/{self.printer.printerName() or 'file'}/{axis}"

    def _keep_shift(self) -> None:
        for field, axis in ((self.right, "right"), (self.down, "down")):
            self._services.state.keep(self._shift_key(axis), round(field.value() * _TENTHS))

    def _choose(self) -> bool:
        """Open the dialog on printers; False when the person goes back, or there is none."""
        if not QPrinterInfo.availablePrinterNames():
            self._fail(Refused("print.none", _no_printer()))
            return False
        dialog = printer_dialog(self.printer, self)
        dialog.setWindowTitle(_("Choose the printer"))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted:
            return False
        self.chosen = True
        key = f"print/{self._paper.kind}"
        self._services.state.keep(f"{key}/printer", self.printer.printerName())
        self._services.state.keep(f"{key}/sides", self.printer.duplex().value)
        self._show_printer()
        return True

    # ---- printing

    def _print_one(self) -> None:
        self._measuring = False
        self._begin(self._paper.body, 0, 1)

    def _print_all(self) -> None:
        self._measuring = False
        self._begin(self._paper.body, 0, self._pages)

    def _print_ruler(self) -> None:
        self._measuring = True
        self._services.jobs.read(
            RulerSheet(), lambda body: self._begin(body, 0, 1), self._fail, owner=self
        )

    def _begin(self, body: bytes, first: int, last: int) -> None:
        if self._pressing is not None or not (self.chosen or self._choose()):
            return
        shift = (self.right.value(), self.down.value())
        self._pressing = Pressing(self._services, body, self.printer, shift)
        self._pressing.moved.connect(lambda left: self._tell_moved(left, last - first))
        self._pressing.ended.connect(self._ended)
        self._pressing.failed.connect(self._fail)
        self._allow()
        self._pressing.begin(first, last)

    def _tell_moved(self, left: int, of: int) -> None:
        told = _("{left} of {pages} sent to the printer")
        self.bar.tell(told.format(left=left, pages=of), "info")

    def _ended(self, left: int) -> None:
        self._pressing = None
        self._tried = self._tried or (left > 0 and not self._measuring)
        told = ngettext("{count} page left for the printer.", "{count} pages left for the printer.",
                        left)  # fmt: skip
        self.bar.tell(told.format(count=left), "success")
        say(self, told.format(count=left))
        self._allow()
        (self.all if self._tried else self.one if self._paper.bulk else self.all).setFocus()

    def _fail(self, error: OboleError) -> None:
        self._pressing = None
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
        self._allow()

    def _stop(self) -> None:
        if self._pressing is not None:
            self._pressing.stop()

    def _allow(self) -> None:
        busy = self._pressing is not None
        told = ngettext("Print the p&age", "Print &all {count} pages", self._pages)
        self.all.setText(told.format(count=self._pages))
        self.one.setVisible(self._paper.bulk and self._pages > 1)
        self.stop.setVisible(busy)
        for act in (self.one, self.all, self.ruler, self.choose):
            act.setEnabled(not busy)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < self._pages)
        first = self.one.isVisibleTo(self) and not self._tried
        for act, leads in ((self.one, first), (self.all, not first)):
            act.setDefault(leads)

    def _open(self) -> None:
        papers.show_pdf(self, self._paper.body, self._paper.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages."""
        if event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stop what leaves first: the window closes once the page under way has left."""
        if self._pressing is not None:
            self._pressing.stop()
        else:
            super().reject()


def _no_printer() -> str:
    return _("No printer: open the document with another program.")
