# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of letters: nothing is lost between page and dossier, chips hold, nothing foreign."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.letters.body import (
    Body,
    Bullet,
    Emblem,
    GiftsBlock,
    PictureBlock,
    Span,
    TextBlock,
    fields_in,
    read_body,
    write_body,
)
from app.domain.letters.conditions import Condition
from app.domain.letters.fields import Field
from app.domain.letters.shipped import shipped_templates
from app.domain.letters.values import LetterKind
from app.domain.paper import Align
from app.domain.users import Role, User
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.kit.theme import Theme
from app.ui.screens.letters.chips import SIGN, field_token
from app.ui.screens.letters.templates import TemplatesPage
from app.ui.screens.letters.writer import LetterEdit
from app.usecases.letters.templates import ShowTemplate
from tests.support.giving import give, new_donor

Settle = Callable[[], None]
RICH: Body = (
    TextBlock((Span("Un "), Span("gros", bold=True), Span(" mot", italic=True)), Align.RIGHT, 14),
    TextBlock((Span("premier"),), bullet=Bullet.NUMBER),
    TextBlock((Span("second"),), bullet=Bullet.NUMBER),
    TextBlock((Span("point"),), bullet=Bullet.DOT),
    TextBlock((Span("suite", bold=True),), when=Condition(first=True)),
    TextBlock(),
    GiftsBlock(Condition(from_cents=15_000)),
    PictureBlock(Emblem.LOGO, Align.CENTRE, 45),
    TextBlock(
        (Span(field=Field.TOTAL), Span(field=Field.TOTAL), Span("\u202f; fin")), Align.CENTRE
    ),
)


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> LetterEdit:
    """An editor that shows nothing yet."""
    assert theme.zoom
    made = LetterEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_shown_is_read_back_whole(editor: LetterEdit) -> None:
    bodies = [read_body(text) for one in shipped_templates() for text in (one.french, one.english)]
    for body in (*bodies, RICH):
        editor.show_body(body)
        assert write_body(editor.body()) == write_body(body)
        assert not editor.document().isModified()


def test_a_chip_is_deleted_whole_and_never_typed(editor: LetterEdit) -> None:
    said = Span("Bonjour "), Span(field=Field.NAME), Span(", merci")
    editor.show_body((TextBlock(said),))
    cursor = editor.textCursor()
    cursor.setPosition(len("Bonjour ") + 1)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.body() == (TextBlock((Span("Bonjour , merci"),)),)
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fields_in(editor.body()) == {Field.NAME}
    editor.put_chip(field_token(Field.NUMBER))
    QTest.keyClicks(editor, "x")
    assert fields_in(editor.body()) == {Field.NAME, Field.NUMBER}
    assert "x" in editor.toPlainText()


def test_letters_of_ours_are_pasted_whole_and_the_web_as_text(editor: LetterEdit) -> None:
    editor.show_body(RICH)
    editor.selectAll()
    taken = editor.createMimeDataFromSelection()
    assert SIGN not in taken.text()
    editor.show_body(())
    editor.insertFromMimeData(taken)
    assert fields_in(editor.body()) == {Field.TOTAL}
    assert GiftsBlock(Condition(from_cents=15_000)) in editor.body()
    web = QMimeData()
    web.setHtml("<b>gras</b><img src='http://exemple.fr/espion.png'>")
    web.setText(f"gras{SIGN}")
    editor.show_body(())
    editor.insertFromMimeData(web)
    assert editor.body() == (TextBlock((Span("gras"),)),)
    broken = QMimeData()
    broken.setData("application/x-obole-letter", b"<b>")
    editor.insertFromMimeData(broken)
    assert editor.toPlainText() == "gras"
    assert not editor.canInsertFromMimeData(QMimeData())


def test_looks_apply_to_the_paragraph_or_the_selection(editor: LetterEdit) -> None:
    editor.show_body((TextBlock((Span("un mot"),)), TextBlock((Span("deux"),))))
    editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    QTest.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    editor.toggle_italic()
    editor.set_align(Align.CENTRE)
    editor.set_size(14)
    editor.set_bullet(Bullet.DOT)
    editor.set_condition(Condition(first=True))
    first = Span("un mot", bold=True, italic=True)
    wanted = TextBlock((first,), Align.CENTRE, 14, Bullet.DOT, Condition(first=True))
    assert editor.body() == (wanted, TextBlock((Span("deux"),)))
    editor.set_bullet(Bullet.NONE)
    assert editor.body()[0] == replace(wanted, bullet=Bullet.NONE)


@pytest.fixture
def page(services: Services, window: QWidget, settle: Settle) -> TemplatesPage:
    """The page of templates, with one donor who waits for thanks."""
    give(services.office, (new_donor(services.office, "Ada"), 5_000), day=date(2026, 1, 2))
    made = TemplatesPage(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    choose(made, "thanks", settle)
    return made


def choose(page: TemplatesPage, code: str, settle: Settle) -> None:
    settle()
    codes = [page.templates.itemData(row).code for row in range(page.templates.count())]
    page.templates.setCurrentIndex(codes.index(code))
    page.templates.activated.emit(page.templates.currentIndex())
    settle()
    page._pause.stop()
    page._preview()
    settle()


def test_a_template_is_written_seen_saved_and_given_back(
    services: Services, page: TemplatesPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "As ADA Zoé would get it" in page.shown.text()
    assert "50,00" in page.view.text()
    assert not page.restore.isEnabled()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    QTest.keyClicks(page.editor, "Vive le moulin")
    page._preview()
    settle()
    assert "Vive le moulin" in page.view.text()
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    kept = services.office.ask(ShowTemplate("thanks"))
    assert "Vive le moulin" in kept.french
    assert kept.english == next(one for one in shipped_templates() if one.code == "thanks").english
    assert page.bar.label.text() == "“Thank you” is saved."
    monkeypatch.setattr(dialogs, "ask", lambda *_told, **_kept: True)
    page.restore.click()
    settle()
    assert "Vive le moulin" not in services.office.ask(ShowTemplate("thanks")).french
    page._pause.stop()


def test_both_languages_are_written_and_a_copy_is_ones_own(
    services: Services, page: TemplatesPage, settle: Settle
) -> None:
    page.language.setCurrentIndex(1)
    page.language.activated.emit(1)
    assert "tax receipt" in page.editor.toPlainText()
    page._preview()
    settle()
    assert "Dear Madam" in page.view.text()
    page.copy.click()
    settle()
    codes = [page.templates.itemData(row).code for row in range(page.templates.count())]
    assert "thank-you-copy" in codes
    assert page.name.text() == "Thank you (copy)"
    page._pause.stop()


def test_conditions_are_set_and_told_for_the_paragraph(page: TemplatesPage, settle: Settle) -> None:
    row = page.controls.condition
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    row.choice.setCurrentIndex(1)
    row.choice.activated.emit(1)
    assert row.amount.isVisibleTo(row)
    row.amount.set_cents(10_000)
    row.amount.editingFinished.emit()
    assert page.editor.body()[0].when == Condition(from_cents=10_000)
    page._preview()
    settle()
    assert "Madame," not in page.view.text()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert row.choice.currentIndex() == 0
    page._pause.stop()


def test_what_is_not_saved_is_not_left_without_a_question(
    page: TemplatesPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.name.setText("Autre")
    monkeypatch.setattr(dialogs, "ask", lambda *_told, **_kept: False)
    choose(page, "renewal", settle)
    assert page.templates.currentData().code == "thanks"
    monkeypatch.setattr(dialogs, "ask", lambda *_told, **_kept: True)
    choose(page, "renewal", settle)
    assert page.name.text() == "Renewal"
    kinds = {one.text() for one in page.controls.field.menu().actions()}
    assert "Last gift" in kinds
    assert "Total of the gifts" not in kinds
    page._pause.stop()


def test_whoever_may_not_write_is_told_why(
    services: Services, window: QWidget, settle: Settle
) -> None:
    reader = services.office.as_user(User(name="Léa", role=Role.READER))
    made = TemplatesPage(replace(services, office=reader))
    QVBoxLayout(window).addWidget(made)
    window.show()
    settle()
    assert made.editor.isReadOnly()
    assert "Your role" in made.save.toolTip()
    assert made.templates.currentData().kind is LetterKind.THANKS
    made._pause.stop()
    made._preview()
    settle()
    assert made.shown.text() == "There is no donor yet to show it with."
