# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Germany: the confirmations of § 10b EStG and § 50 EStDV, after the models of the BMF.

Wording and order of the models are binding; passages that do not apply are left out. Gifts in money
of a year are told on one collective confirmation with its annex, a thing has one of its own. None
is given once the notice of the tax office is too old: it would not be recognised (§ 63 Abs. 5 AO).
"""

from dataclasses import replace
from datetime import date, datetime

from stdnum.de import stnr

from app.domain.gifts import GiftNature
from app.domain.organisation import Organisation
from app.domain.receipts import Asked, Snapshot, Terms
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.kernel.problem import Problem
from app.schemes.free_form import FreeForm
from app.schemes.sheet import payments_of

_THINGS = frozenset({GiftNature.OTHER, GiftNature.LISTED_SECURITIES})
_EXEMPTED, _STATUTES = "exempted", "statutes"


def _read_day(text: str) -> date | None:
    """Read a day as German papers write it, ``12.05.2025``."""
    try:
        return datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return None


class GermanConfirmation(FreeForm):
    """The confirmation of a gift, or of those of a year."""

    code = "de.10b"
    country = "DE"
    currency = "EUR"
    data_file = "de_confirmation.json"
    natures = frozenset({GiftNature.MONEY, GiftNature.EXPENSES, *_THINGS})
    mentions = (
        Asked(
            code="purposes",
            label=N_("Tax-privileged purposes"),
            hint=N_("In German, as the notice words them; “Förderung” stands before."),
        ),
        Asked(
            code="notice",
            label=N_("Notice of the tax office"),
            choices=(
                (_EXEMPTED, N_("Freistellungsbescheid, or annex to the corporation tax notice")),
                (_STATUTES, N_("Finding under § 60a AO")),
            ),
        ),
        Asked(
            code="tax_office",
            label=N_("Tax office"),
            hint=N_("Such as Berlin für Körperschaften I."),
        ),
        Asked(code="tax_number", label=N_("Tax number"), right=stnr.is_valid),
        Asked(
            code="notice_on",
            label=N_("Day of the notice"),
            hint=N_("As 12.05.2025."),
            right=lambda told: _read_day(told) is not None,
        ),
        Asked(
            code="notice_year",
            label=N_("Last assessment period"),
            hint=N_("The year the Freistellungsbescheid is for."),
            needed=False,
        ),
        Asked(
            code="fees",
            label=N_("Membership fees"),
            needed=False,
            choices=(
                ("deductible", N_("Deductible: they are confirmed as gifts are")),
                ("excluded", N_("Not deductible (§ 10b Abs. 1 EStG)")),
            ),
        ),
    )

    def terms(self, day: date) -> Terms:
        """Return what the law of a day asks: a thing has a confirmation of its own."""
        return replace(super().terms(day), apart=_THINGS)

    def obstacles(self, organisation: Organisation, day: date) -> list[Problem]:
        """Return what of the association's identity keeps it from issuing."""
        problems = super().obstacles(organisation, day)
        if problems:
            return problems
        told = organisation.mentions.values
        since = _read_day(told["notice_on"])
        years: int = self._in_force(day)["valid_years"][told["notice"]]
        if since is None or (day.year - years, day.month, day.day) <= (
            since.year,
            since.month,
            since.day,
        ):
            return []
        message = _(
            "The notice of the tax office of {day} is more than {years} years old: confirmations "
            "are not recognised any more (§ 63 Abs. 5 AO). Type the new one in the settings."
        )
        text = message.format(day=format_day(since), years=years)
        return [Problem("notice_on", "receipts.notice", text)]

    def more_values(self, snapshot: Snapshot) -> dict[str, str]:
        """Return which of the models it is, and what its passages hold."""
        told = dict(snapshot.issuer.mentions)
        thing = any(line.nature in _THINGS for line in snapshot.lines)
        collective = not thing and len(payments_of(snapshot.lines)) > 1
        yes = "X"
        return {
            "thing": yes if thing else "",
            "collective": yes if collective else "",
            "exempted": yes if told["notice"] == _EXEMPTED else "",
            "excluded": yes if told["fees"] == "excluded" else "",
            "title": self._title(snapshot, thing=thing, collective=collective),
        }

    def _title(self, snapshot: Snapshot, *, thing: bool, collective: bool) -> str:
        titles: dict[str, str] = self._form(snapshot.form)["titles"]
        return titles["thing" if thing else "collective" if collective else "money"]


SCHEMES = (GermanConfirmation(),)
