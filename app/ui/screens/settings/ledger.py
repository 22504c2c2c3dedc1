# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What gifts and deposits are booked under: the chart's accounts, or the association's own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.domain.accounting import LedgerRule, Subject, subject_words
from app.kernel.i18n import N_, _
from app.ui.kit.binding import Form
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Services
from app.ui.screens.settings.list_page import ListPage
from app.usecases.accounting import AccountLine, ListAccounts, SaveAccount


def _own(line: AccountLine) -> Mark:
    return Mark.BOLD if line.rule.number else Mark.PLAIN


class LedgerPage(ListPage[AccountLine]):
    """Accounts, journals, analytic codes."""

    def __init__(self, services: Services) -> None:
        """Show everything that is booked."""
        columns: Sequence[Column[AccountLine]] = (
            Column("subject", N_("What"), lambda line: subject_words()[line.subject], 20, spare=2),
            Column("name", N_("Name"), lambda line: line.what),
            Column("number", N_("Number"), lambda line: line.number, 10, mark=_own),
            Column("analytic", N_("Analytic"), lambda line: line.rule.analytic, 12),
        )
        super().__init__(
            services,
            title=_("Accounting"),
            why=_(
                "The chart of accounts of associations (ANC 2018-06) decides where you type "
                "nothing. Years that are closed keep the accounts they were closed with."
            ),
            columns=columns,
            rooms=("accounting", "organisation"),
        )
        self.new.hide()

    def _list(self) -> ListAccounts:
        return ListAccounts()

    def _reload(self) -> None:
        self.services.jobs.read(self._list(), self._show, self._failed, owner=self)

    def _blank(self) -> AccountLine:
        nothing = LedgerRule(subject=Subject.ACCOUNT, key="")
        return AccountLine(0, Subject.ACCOUNT, "", "", "", nothing)

    def _fields(self, form: Form) -> None:
        self._number = QLineEdit()
        form.add("number", _("Account, or code of the journal"), self._number, 4)
        form.add("label", _("Its name"), QLineEdit(), 8)
        form.add("analytic", _("Analytic code"), QLineEdit(), 4, _("Of the gifts for a fund only."))

    def _choose(self) -> None:
        super()._choose()
        self._number.setPlaceholderText(self._line.preset)

    def _values(self, line: AccountLine) -> dict[str, Any]:
        return {name: getattr(line.rule, name) for name in self.form.names}

    def _save(self, line: AccountLine, values: dict[str, Any]) -> SaveAccount:
        return SaveAccount(replace(line.rule, **values))
