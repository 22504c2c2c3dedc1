# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Persons without a title; the first name of others tells which it may be."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from app.domain.donors import DonorKind
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Finding
from app.kernel.i18n import N_, _
from app.kernel.text import fold

_KNOWN_BY, _SURE_SHARE = 3, 0.98
"""How many others must bear the first name, and how many in a hundred the title."""


class _Titles:
    def __init__(self, _today: date) -> None:
        self._borne: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._without: list[Facts] = []

    def see(self, one: Facts) -> None:
        """Note the title a first name is borne with, and who has none."""
        if one.kind != DonorKind.PERSON or one.deceased_on:
            return
        if one.civility:
            self._borne[fold(one.first_name)][one.civility] += 1
        else:
            self._without.append(one)

    def end(self) -> Iterator[Finding]:
        """Return those without a title, with the one their first name tells."""
        told = _("no title: letters begin “Dear Sir or Madam”")
        for one in self._without:
            proposal = self._title_of(fold(one.first_name))
            yield Finding(
                *(CHECK.id, one, told, one.first_name), proposal=proposal, sure=bool(proposal)
            )

    def _title_of(self, first: str) -> str:
        borne = self._borne.get(first)
        if not first or borne is None:
            return ""
        title, times = borne.most_common(1)[0]
        known = times >= _KNOWN_BY and times >= _SURE_SHARE * borne.total()
        return title if known else ""


CHECK = Check(
    "civility",
    N_("Person without a title"),
    N_("Type M., Mme or M. et Mme; the title proposed is that of others with the same first name."),
    _Titles,
    "civility",
)
