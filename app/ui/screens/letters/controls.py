# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is above and below the text of a letter: looks, fields, pictures, conditions."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain.campaigns import Appeal
from app.domain.donors import DonorKind
from app.domain.letters.body import SIZES, Bullet, Emblem
from app.domain.letters.conditions import ALWAYS, Condition
from app.domain.letters.fields import field_words, fields_of
from app.domain.letters.values import LetterKind
from app.domain.organisation import Fund
from app.domain.paper import Align
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField, MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.widgets import button, text_label
from app.ui.screens.letters import texts
from app.ui.screens.letters.chips import GIFTS, field_token, picture_token
from app.ui.screens.letters.writer import LetterEdit

_LOGO_WIDTH, _SIGNATURE_WIDTH = 45, 40
_FROM, _BELOW = "from", "below"


class Controls(QWidget):
    """Buttons and choices that act on the paragraph, or the letters, where the caret is."""

    def __init__(self, editor: LetterEdit) -> None:
        """Act on an editor."""
        super().__init__()
        self._editor = editor
        self.bold = _switch(_("Bold"), editor.toggle_bold)
        self.italic = _switch(_("Italic"), editor.toggle_italic)
        self.align = ChoiceField(
            (
                (_("Aligned left"), Align.LEFT),
                (_("Centred"), Align.CENTRE),
                (_("Aligned right"), Align.RIGHT),
            )
        )
        self.align.setAccessibleName(_("Alignment"))
        self.points = ChoiceField(tuple((_("{size} pt").format(size=one), one) for one in SIZES))
        self.points.setAccessibleName(_("Size of the letters"))
        self.bullet = ChoiceField(
            (
                (_("Plain"), Bullet.NONE),
                (_("• List"), Bullet.DOT),
                (_("1. List"), Bullet.NUMBER),
            )
        )
        self.bullet.setAccessibleName(_("List"))
        self.field = _menu_button(_("Insert a field"))
        self.picture = _menu_button(_("Insert a picture"))
        self.condition = ConditionRow(editor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        looks = (self.bold, self.italic, self.align, self.points, self.bullet)
        box.addLayout(Flow(self.field, self.picture, *looks))
        box.addWidget(self.condition)
        self.align.activated.connect(lambda _row: self._align())
        self.points.activated.connect(lambda _row: self._size())
        self.bullet.activated.connect(lambda _row: self._bullet())
        editor.moved.connect(self._follow)
        editor.currentCharFormatChanged.connect(lambda _look: self._follow())

    def offer(self, kind: LetterKind) -> None:
        """Offer what a letter of a kind knows."""
        words = field_words()
        self._fill(self.field, [(words[one], field_token(one)) for one in fields_of(kind)])
        pictures = [
            (_("Signature"), picture_token(Emblem.SIGNATURE, _SIGNATURE_WIDTH)),
            (_("Logo"), picture_token(Emblem.LOGO, _LOGO_WIDTH)),
        ]
        if kind is LetterKind.THANKS:
            pictures.append((_("List of the gifts"), GIFTS))
        self._fill(self.picture, pictures)

    def _fill(self, into: QPushButton, choices: Sequence[tuple[str, str]]) -> None:
        menu = QMenu(into)
        for words, token in choices:
            menu.addAction(words.replace("&", "&&"), partial(self._editor.put_chip, token))
        into.setMenu(menu)

    def _align(self) -> None:
        self._editor.set_align(Align(self.align.currentData()))
        self._editor.setFocus()

    def _size(self) -> None:
        self._editor.set_size(int(self.points.currentData()))
        self._editor.setFocus()

    def _bullet(self) -> None:
        self._editor.set_bullet(Bullet(self.bullet.currentData()))
        self._editor.setFocus()

    def _follow(self) -> None:
        """Show the look where the caret is."""
        block, look = self._editor.paragraph(), self._editor.textCursor().charFormat()
        self.bold.setChecked(texts.is_bold(look))
        self.italic.setChecked(look.fontItalic())
        for field, value in (
            (self.align, texts.align_of(block)),
            (self.points, texts.size_of(block)),
            (self.bullet, texts.bullet_of(block)),
        ):
            field.setCurrentIndex(max(field.findData(value), 0))


class ConditionRow(QWidget):
    """When the paragraph is printed."""

    changed = Signal()

    def __init__(self, editor: LetterEdit) -> None:
        """Show the condition of the paragraph the caret is in."""
        super().__init__()
        self._editor = editor
        self._funds: Sequence[Fund] = ()
        self._appeals: Sequence[Appeal] = ()
        self.label = text_label(_("This paragraph is printed"), "label")
        self.choice = ChoiceField()
        self.choice.setObjectName("paragraphWhen")
        self.choice.setAccessibleName(self.label.text())
        self.label.setBuddy(self.choice)
        self.amount = MoneyField()
        self.amount.setAccessibleName(_("Amount"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(Flow(self.label, self.choice, self.amount))
        self.offer((), ())
        self.choice.activated.connect(lambda _row: self._set())
        self.amount.editingFinished.connect(self._set)
        editor.moved.connect(self._follow)

    def offer(self, funds: Sequence[Fund], appeals: Sequence[Appeal]) -> None:
        """Offer these funds and appeals too."""
        told_fund, told_appeal = _("if a gift is for {name}"), _("if a gift answers {name}")
        self.choice.offer(
            (
                (_("always"), ALWAYS),
                (_("from an amount on"), _FROM),
                (_("below an amount"), _BELOW),
                (_("if it is the first gift"), Condition(first=True)),
                (_("if the donor gave before"), Condition(first=False)),
                (_("to persons"), Condition(kind=DonorKind.PERSON)),
                (_("to organisations"), Condition(kind=DonorKind.ORGANISATION)),
                (_("to who takes the newsletter by post"), Condition(newsletter=True)),
                (_("to who does not take the newsletter"), Condition(newsletter=False)),
                *((told_fund.format(name=one.name), Condition(fund_id=one.id)) for one in funds),
                *(
                    (told_appeal.format(name=one.name), Condition(appeal_id=one.id))
                    for one in appeals
                ),
            )
        )
        self._follow()

    def _place(self, when: Condition) -> int:
        """Return the row of a condition; data of a choice are compared as they are, in Python."""
        wanted: object = when
        if when.from_cents is not None:
            wanted = _FROM
        elif when.below_cents is not None:
            wanted = _BELOW
        rows = range(self.choice.count())
        return next((row for row in rows if self.choice.itemData(row) == wanted), 0)

    def _follow(self) -> None:
        when = self._editor.condition()
        self.choice.setCurrentIndex(self._place(when))
        cents = when.from_cents if when.from_cents is not None else when.below_cents
        self.amount.setVisible(cents is not None)
        if not self.amount.hasFocus():
            self.amount.set_cents(cents)

    def _set(self) -> None:
        data, cents = self.choice.currentData(), self.amount.cents() or 0
        if data == _FROM:
            data = Condition(from_cents=cents)
        elif data == _BELOW:
            data = Condition(below_cents=cents)
        if isinstance(data, Condition) and data != self._editor.condition():
            self._editor.set_condition(data)
            self.changed.emit()


def _switch(words: str, act: Callable[[], None]) -> QPushButton:
    made = button(words, act)
    made.setCheckable(True)
    return made


def _menu_button(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setAutoDefault(True)
    return made
