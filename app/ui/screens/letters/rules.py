# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which template thanks for which gifts, and how the association writes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFormLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.campaigns import Appeal
from app.domain.donors import DonorKind
from app.domain.gifts import Means, means_words
from app.domain.letters.conditions import Condition, Names
from app.domain.letters.values import LetterKind, LetterSettings, LetterTemplate, Rule
from app.domain.organisation import Fund
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.panes import Panes
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Card, button, scrolling, text_label
from app.ui.screens.letters import presenter
from app.ui.screens.letters.columns import rule_columns
from app.usecases.letters.templates import (
    LetterOffice,
    LetterTemplates,
    SaveLetterOffice,
    ShowLetterOffice,
)
from app.usecases.organisation import ListAppeals, ListFunds

_ANY: tuple[str, object] = ("", None)


class RulesPage(QWidget):
    """An ordered list of rules: the first that answers chooses the letter."""

    def __init__(self, services: Services) -> None:
        """Read the rules."""
        super().__init__()
        self._services = services
        self._office: LetterOffice | None = None
        self._rules: list[Rule] = []
        self.bar = Bar("success")
        self.table: RowsTable[Rule] = RowsTable(
            rule_columns(self._place, self._names, self._template_name), _("Rules of thanks")
        )
        self.table.setObjectName("letterRules")
        self.table.setMinimumHeight(120)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_rule())
        self.up = button(_("Earlier"), lambda: self._move(-1))
        self.down = button(_("Later"), lambda: self._move(1))
        self.add = button(_("Add a rule"), self._add, icon_name="plus")
        self.add.setObjectName("addRule")
        self.remove = button(_("Remove the rule"), self._remove)
        self.usual = button(_("The rules the program brings"), self._usual)
        self.condition = ConditionForm()
        self.apply = button(_("Change the rule"), self._apply)
        self.apply.setObjectName("changeRule")
        self.settings = SettingsForm(services)
        self.save = button(_("Save rules and delays"), self._save, role="primary")
        self.save.setObjectName("saveRules")
        self._lay_out()
        services.feed.watch(self, ("letters", "organisation"), lambda _changes: self.refresh())
        self.refresh()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        rules, asked = QVBoxLayout(left), QVBoxLayout(right)
        for inner in (rules, asked):
            inner.setContentsMargins(0, 0, 0, 0)
        rules.addWidget(self.table, 1)
        rules.addLayout(Flow(self.up, self.down, self.add, self.remove, self.usual))
        for title, form, acts in (
            (_("The rule chosen"), self.condition, (self.apply,)),
            (_("Delay and window"), self.settings, ()),
        ):
            card = Card()
            card.box.addWidget(text_label(title, "heading"))
            card.box.addWidget(form)
            card.box.addLayout(Flow(*acts))
            asked.addWidget(card)
        asked.addStretch()
        area = scrolling(right)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        framed = QWidget()  # a splitter asks what it holds how high it would like to be
        inside = QVBoxLayout(framed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(area)
        hint = _("The first rule that answers chooses the letter; who gets none is told so.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.bar)
        box.addWidget(text_label(hint, "muted", wrap=True))
        box.addWidget(Panes(left, framed, (1, 1)), 1)
        box.addLayout(Flow(self.save))

    def focus_first(self) -> None:
        """Put the focus on the rules."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the rules, and what they may name."""
        self._services.jobs.read(LetterTemplates(), self._take_templates, owner=self)

    def _take_templates(self, templates: Sequence[LetterTemplate]) -> None:
        self.condition.offer_templates(templates)
        self._services.jobs.read(ListFunds(), self._take_funds, owner=self)

    def _take_funds(self, funds: Sequence[Fund]) -> None:
        self.condition.offer_funds(funds)
        self._services.jobs.read(ListAppeals(), self._take_appeals, owner=self)

    def _take_appeals(self, appeals: Sequence[Appeal]) -> None:
        """Read the rules last: they are shown in the words of what was read before."""
        self.condition.offer_appeals(appeals)
        self._services.jobs.read(ShowLetterOffice(), self._take, owner=self)

    def _take(self, office: LetterOffice) -> None:
        self._office = office
        self._rules = list(office.rules)
        self.settings.show_settings(office)
        why = presenter.why_not(self._services.office.actor, Permission.LETTERS_EDIT)
        for act in (self.up, self.down, self.add, self.remove, self.usual, self.apply, self.save):
            act.setEnabled(not why)
            act.setToolTip(why)
            act.setAccessibleDescription(why)
        self._draw(max(self.table.current_row(), 0))

    def _draw(self, row: int) -> None:
        self.table.set_rows(self._rules)
        if self._rules:
            self.table.selectRow(min(row, len(self._rules) - 1))
        self._show_rule()

    def _place(self, rule: Rule) -> int:
        return next(place for place, one in enumerate(self._rules, 1) if one is rule)

    def _names(self) -> Names:
        return self._office.names if self._office else Names()

    def _template_name(self, code: str) -> str:
        return self.condition.template_name(code)

    def _show_rule(self) -> None:
        rule = self.table.current()
        if rule is not None:
            self.condition.show_rule(rule)

    def _move(self, step: int) -> None:
        row = self.table.current_row()
        if 0 <= row + step < len(self._rules) and row >= 0:
            self._rules.insert(row + step, self._rules.pop(row))
            self._draw(row + step)

    def _add(self) -> None:
        rule = self.condition.rule()
        if rule is not None:
            # Another object, though it says the same: rows are told apart by what they are.
            self._rules.insert(0, replace(rule))
            self._draw(0)

    def _remove(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            del self._rules[row]
            self._draw(row)

    def _apply(self) -> None:
        row, rule = self.table.current_row(), self.condition.rule()
        if row >= 0 and rule is not None:
            self._rules[row] = rule
            self._draw(row)

    def _usual(self) -> None:
        self._write(None)

    def _save(self) -> None:
        unchanged = self._office is not None and tuple(self._rules) == self._office.rules
        usual = unchanged and self._office is not None and self._office.usual
        self._write(None if usual else tuple(self._rules))

    def _write(self, rules: tuple[Rule, ...] | None) -> None:
        if self._office is None:
            return
        command = SaveLetterOffice(self.settings.settings(self._office.settings), rules)
        self._services.jobs.write(command, lambda _kept: self._saved(), self._tell, owner=self)

    def _saved(self) -> None:
        told = _("Rules and delays are saved.")
        self.bar.tell(told, "success")
        say(self, told)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


class ConditionForm(QWidget):
    """What a rule asks, and the template it chooses."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.template = ChoiceField()
        self.template.setObjectName("ruleTemplate")
        self.above, self.below = MoneyField(), MoneyField()
        self.above.setObjectName("ruleFrom")
        self.first = ChoiceField(
            (_ANY, (_("it is the first gift"), True), (_("the donor gave before"), False))
        )
        self.fund, self.appeal = ChoiceField((_ANY,)), ChoiceField((_ANY,))
        self.means = ChoiceField((_ANY, *((name, one) for one, name in means_words().items())))
        kinds = ((_("a person"), DonorKind.PERSON), (_("an organisation"), DonorKind.ORGANISATION))
        self.kind = ChoiceField((_ANY, *kinds))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            (_("Template"), self.template),
            (_("From the amount of"), self.above),
            (_("Below the amount of"), self.below),
            (_("If"), self.first),
            (_("A gift is for the fund"), self.fund),
            (_("A gift answers the appeal"), self.appeal),
            (_("A gift was made by"), self.means),
            (_("The donor is"), self.kind),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)

    def offer_templates(self, templates: Sequence[LetterTemplate]) -> None:
        """Offer the thank-you letters."""
        thanks = [one for one in templates if one.kind is LetterKind.THANKS]
        self.template.offer(tuple((one.name, one.code) for one in thanks))

    def offer_funds(self, funds: Sequence[Fund]) -> None:
        """Offer the funds."""
        self.fund.offer((_ANY, *((one.name, one.id) for one in funds)))

    def offer_appeals(self, appeals: Sequence[Appeal]) -> None:
        """Offer the appeals."""
        self.appeal.offer((_ANY, *((one.name, one.id) for one in appeals)))

    def template_name(self, code: str) -> str:
        """Return what a template is called."""
        row = self.template.findData(code)
        return self.template.itemText(row) if row >= 0 else code

    def show_rule(self, rule: Rule) -> None:
        """Show what a rule asks."""
        asked = rule.condition
        self.above.set_cents(asked.from_cents)
        self.below.set_cents(asked.below_cents)
        for field, value in (
            (self.template, rule.template),
            (self.first, asked.first),
            (self.fund, asked.fund_id),
            (self.appeal, asked.appeal_id),
            (self.means, asked.means),
            (self.kind, asked.kind),
        ):
            field.setCurrentIndex(0 if value is None else max(field.findData(value), 0))

    def rule(self) -> Rule | None:
        """Return what is asked, None while there is no template."""
        code = self.template.currentData()
        if code is None:
            return None
        means, kind = self.means.currentData(), self.kind.currentData()
        return Rule(
            str(code),
            Condition(
                from_cents=self.above.cents(),
                below_cents=self.below.cents(),
                first=self.first.currentData(),
                fund_id=self.fund.currentData(),
                appeal_id=self.appeal.currentData(),
                means=Means(means) if means else None,
                kind=DonorKind(kind) if kind else None,
            ),
        )


class SettingsForm(QWidget):
    """In how many days one thanks, since when, and where the window is."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet."""
        super().__init__()
        self.within, self.left, self.top = QLineEdit(), QLineEdit(), QLineEdit()
        self.within.setObjectName("withinDays")
        self.since = DateField(services.office.clock.today)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            (_("Thank within so many days"), self.within),
            (_("Gifts received since"), self.since),
            (_("Window: mm from the left edge"), self.left),
            (_("Window: mm from the top edge"), self.top),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)

    def show_settings(self, office: LetterOffice) -> None:
        """Show what is in force."""
        settings = office.settings
        self.within.setText(str(settings.within_days))
        self.since.set_day(settings.since)
        left, top = presenter.window_words(settings)
        self.left.setText(left)
        self.top.setText(top)

    def settings(self, before: LetterSettings) -> LetterSettings:
        """Return what is typed."""
        return replace(
            before,
            since=self.since.day(),
            within_days=presenter.read_days(self.within.text()),
            window_left=presenter.read_tenths(self.left.text()),
            window_top=presenter.read_tenths(self.top.text()),
        )
