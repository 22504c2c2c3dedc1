# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents before a printer: looked at, one sheet first, then all, at their true size."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.adapters.pdf.printer import PdfPrinter
from app.domain.lists.labels import label_pages, label_sheet
from app.domain.paper import Box, Page, Text
from app.ui.kit import papers
from app.ui.kit.printing import Paper, PrintDialog
from app.ui.kit.screen import Services
from app.usecases.documents import RulerSheet
from app.usecases.office import Office
from tests.support.pdf import is_sound, text_of

Settle = Callable[[], None]
_DPI = 72


@pytest.fixture(scope="module")
def body() -> bytes:
    """Three sheets, a black square at 100 mm from the left and 50 mm from the top of each."""
    pages = [
        Page((Box(100, 50, 20, 20, fill=0.0), Text(20, 20, f"Sheet {number}", 14)))
        for number in (1, 2, 3)
    ]
    return PdfPrinter().render(pages, title="Three")


def to_file(path: Path) -> QPrinter:
    """Return a printer that writes into a file what it would put on paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


Open = Callable[[Path], PrintDialog]


@pytest.fixture
def opened(services: Services, window: QWidget, qtbot: QtBot, settle: Settle, body: bytes) -> Open:
    """Return what opens the dialog on the three sheets, with a printer that writes to a file."""

    def made(path: Path) -> PrintDialog:
        window.show()
        paper = Paper(body, "three", "letters", bulk=True)
        dialog = PrintDialog(services, window, paper, to_file(path))
        qtbot.addWidget(dialog)
        dialog.open()
        settle()
        return dialog

    return made


def picture(path: Path, page: int = 0) -> Image.Image:
    """Return a printed sheet as a grey picture, a point to a pixel."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        drawn: Image.Image = pdf[page].render(scale=_DPI / 72).to_pil()
        return drawn.convert("L")
    finally:
        pdf.close()


def corner(image: Image.Image) -> tuple[float, float]:
    """Return where the black square begins, in mm."""
    left, top, _right, _bottom = image.crop((200, 100, 400, 300)).point(
        lambda grey: 255 if grey < 60 else 0
    ).getbbox() or (0, 0, 0, 0)
    return ((left + 200) / _DPI * 25.4, (top + 100) / _DPI * 25.4)


def test_without_a_printer_another_program_is_proposed(
    services: Services,
    window: QWidget,
    qtbot: QtBot,
    settle: Settle,
    body: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    window.show()
    dialog = PrintDialog(services, window, Paper(body, "three", "letters", bulk=True))
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    QTest.keyClick(dialog.one, Qt.Key.Key_Space)
    settle()
    assert dialog.bar.label.text() == "No printer: open the document with another program."
    assert dialog.one.isEnabled()


def test_one_sheet_is_tried_then_all_leave_at_their_true_size(
    opened: Open, body: bytes, settle: Settle, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    dialog = opened(out)
    assert dialog.place.text() == "Page 1 of 3"
    assert dialog.all.text() == "Print &all 3 pages"
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    settle()
    assert dialog.place.text() == "Page 2 of 3"
    assert dialog.one.isVisible()
    QTest.keyClick(dialog.one, Qt.Key.Key_Space)
    settle()
    assert dialog.bar.label.text() == "1 page left for the printer."
    assert dialog.all.hasFocus()
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
    QTest.keyClick(dialog.all, Qt.Key.Key_Space)
    settle()
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 3
        assert [round(side) for side in pdf[2].get_size()] == [595, 842]
    original = tmp_path / "original.pdf"
    original.write_bytes(body)
    for page in range(3):
        printed, drawn = picture(out, page), picture(original, page)
        difference = ImageChops.difference(printed, drawn.resize(printed.size))
        assert ImageStat.Stat(difference).mean[0] < 1
    assert corner(picture(out)) == pytest.approx((100, 50), abs=0.6)


def test_a_printer_that_is_off_is_told_once_and_every_page_moves(
    opened: Open, services: Services, settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(tmp_path / "moved.pdf")
    dialog.right.setValue(3.5)
    dialog.down.setValue(-2)
    dialog.all.click()
    settle()
    assert corner(picture(tmp_path / "moved.pdf", 2)) == pytest.approx((103.5, 48), abs=0.6)
    again = opened(tmp_path / "again.pdf")
    assert (again.right.value(), again.down.value()) == (3.5, -2)
    assert services.state.number("print/shift/file/right", 0) == 35
    again.ruler.click()
    settle()
    with pypdfium2.PdfDocument(tmp_path / "again.pdf") as pdf:
        assert len(pdf) == 1


def test_the_ruler_sheet_has_its_lines_where_it_says(office: Office, tmp_path: Path) -> None:
    sheet = office.ask(RulerSheet())
    assert is_sound(sheet)
    assert "Window of the envelope" in text_of(sheet)
    path = tmp_path / "ruler.pdf"
    path.write_bytes(sheet)
    grey = picture(path)
    row = round(190 / 25.4 * _DPI)
    dark = grey.crop((0, row, grey.width, row + 1)).point(lambda one: 255 if one < 200 else 0)
    box = dark.getbbox()
    assert box is not None
    assert [round(x / _DPI * 25.4) for x in (box[0], box[2] - 1)] == [100, 100]


def test_stopped_pages_do_not_leave_and_the_window_stays(
    opened: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(tmp_path / "stopped.pdf")
    dialog.all.click()
    dialog.reject()
    assert dialog.isVisible(), "the page under way is finished first"
    settle()
    assert dialog.bar.label.text() == "0 pages left for the printer."
    dialog.reject()
    assert not dialog.isVisible()


def test_without_a_printer_another_program_opens_the_document(
    services: Services,
    window: QWidget,
    qtbot: QtBot,
    settle: Settle,
    body: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(papers, "show_pdf", lambda _parent, _body, name: shown.append(name))
    dialog = PrintDialog(services, window, Paper(body, "three", "slips"))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert "open the document with another program" in dialog.device.text()
    assert not dialog.one.isVisible(), "a slip is no bulk"
    dialog.elsewhere.click()
    assert shown == ["three"]


def test_a_damaged_document_is_told(
    services: Services, window: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    dialog = PrintDialog(services, window, Paper(b"%PDF-1.4 cut", "cut", "slips"))
    qtbot.addWidget(dialog)
    settle()
    assert "damaged" in dialog.bar.label.text()


def test_an_envelope_lies_on_its_side_at_its_own_size(
    services: Services, window: QWidget, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    printer = PdfPrinter()
    sheet = label_sheet("C5", date(2026, 1, 6))
    pages = label_pages([["MME ZOE ESSAI", "35000 RENNES"]], sheet, sender=["Les Amis"])
    assert sheet.page is not None
    envelope = printer.trim(printer.render(pages, title="C5"), *sheet.page)
    assert is_sound(envelope)
    dialog = PrintDialog(
        services, window, Paper(envelope, "c5", "labels"), to_file(tmp_path / "c5.pdf")
    )
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.ruler.click()
    settle()
    dialog.all.click()
    settle()
    with pypdfium2.PdfDocument(tmp_path / "c5.pdf") as pdf:
        assert [round(side / 72 * 25.4) for side in pdf[0].get_size()] == [229, 162]
    drawn = tmp_path / "drawn.pdf"
    drawn.write_bytes(envelope)
    printed, wanted = picture(tmp_path / "c5.pdf"), picture(drawn)
    difference = ImageChops.difference(printed, wanted.resize(printed.size))
    assert ImageStat.Stat(difference).mean[0] < 1
    left, top, right, bottom = wanted.crop((200, 0, *wanted.size)).point(
        lambda grey: 255 if grey < 128 else 0
    ).getbbox() or (0, 0, 0, 0)
    assert (left + 200) / _DPI * 25.4 > 115
    assert (wanted.height - bottom) / _DPI * 25.4 > 20, "the bar of the post stays free"
    assert top < bottom
    assert left < right
