# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of a sheet before the eyes: pages turned, scaled, broken ones told, saved."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.errors import Trouble
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.donors.preview import Preview
from app.usecases.documents import DrawPage


def pdf(pages: int, *, password: str = "", size: tuple[float, float] = (595, 842)) -> bytes:
    """Return a PDF of blank pages."""
    out = BytesIO()
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=size)
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=locked)
    return out.getvalue()


@pytest.fixture
def preview(services: Services, window: QWidget, settle: Callable[[], None]) -> Preview:
    """An empty preview, shown."""
    made = Preview(services)
    QVBoxLayout(window).addWidget(made)
    window.resize(600, 500)
    window.show()
    settle()
    return made


def test_the_pages_of_a_pdf_are_turned_and_scaled_by_keys(
    preview: Preview, settle: Callable[[], None]
) -> None:
    preview.show_document("bulletin.pdf", pdf(2))
    settle()
    assert preview.title.text() == "bulletin.pdf, page 1 of 2"
    width = preview.view.pixmap().deviceIndependentSize().width()
    assert abs(width - preview.area.viewport().width()) <= 1
    assert not preview.before.isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    settle()
    assert preview.title.text() == "bulletin.pdf, page 2 of 2"
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    settle()
    larger = preview.view.pixmap().deviceIndependentSize().width()
    assert larger == pytest.approx(width * 1.25, abs=2)
    left: list[bool] = []
    preview.left.connect(lambda: left.append(True))
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_broken_document_says_so_and_can_still_be_saved(
    preview: Preview,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_told: tmp_path / "copie.pdf")
    for body in (b"%PDF-1.4 and then nothing", pdf(1, password="secret")):
        preview.show_document("scan.pdf", body)
        settle()
        assert "damaged, or asks for a password" in preview.view.text()
        preview.save.click()
        assert (tmp_path / "copie.pdf").read_bytes() == body
    preview.show_document("photo.png", b"\x89PNG and then nothing")
    settle()
    assert "cannot be read" in preview.view.text()
    preview.show_document("bulletin.pdf", pdf(1))
    settle()
    assert not preview.view.text()
    assert not preview.after.isVisible()


def test_a_page_as_long_as_a_roll_is_drawn_smaller_than_asked(services: Services) -> None:
    roll = services.office.ask(DrawPage(pdf(1, size=(200, 14000)), 0, 4000))
    assert roll.width * roll.height <= 24_300_000
    assert len(roll.rgba) == roll.stride * roll.height
    with pytest.raises(Trouble):
        services.office.ask(DrawPage(pdf(1), 7, 100))
