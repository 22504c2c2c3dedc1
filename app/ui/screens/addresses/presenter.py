# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the returned mail page says; no Qt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.addresses import DESK_REASONS, ReturnedLetter, ReturnReason, reason_words
from app.domain.donors import number_text
from app.domain.users import Permission, User
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.ports.addresses import Unreachable
from app.usecases.ports.people import DonorLine

_FIGURES = "12345"
_FRENCH_FIGURES = "&é\"'("
"""What the same five keys write on a French keyboard without Shift."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A letter of the pile: what was noted, and about whom."""

    letter: ReturnedLetter
    donor: DonorLine


def reason_of_key(text: str) -> ReturnReason | None:
    """Return the reason a key stands for, shifted or not; None for any other key."""
    for row in (_FIGURES, _FRENCH_FIGURES):
        if len(text) == 1 and text in row:
            return DESK_REASONS[row.index(text)]
    return None


def reason_buttons() -> list[tuple[ReturnReason, str]]:
    """Return each reason with its key: ``1 gone away``."""
    return [(one, f"{place} {reason_words(one)}") for place, one in enumerate(DESK_REASONS, 1)]


def described(line: DonorLine) -> str:
    """Say who a donor is, in one line of the finder's answers."""
    return f"{number_text(line.number)}  {line.found_name} · {_place(line)}"


def asked(line: DonorLine) -> str:
    """Say whose letter it is, and where it went."""
    since = ""
    if line.returned_on is not None:
        told = _("mail already held since {day}")
        since = " · " + told.format(day=format_day(line.returned_on))
    return f"{line.name} · {number_text(line.number)} · {_place(line)}{since}"


def _place(line: DonorLine | Unreachable) -> str:
    return f"{line.street} {line.postal_code} {line.city}".strip() or _("no address")


def noted_text(noted: Noted) -> str:
    """Say what was just written."""
    told = _("{name}: {reason}, the address is closed. U takes it back.")
    return told.format(name=noted.donor.name, reason=reason_words(noted.letter.reason))


def undone_text(noted: Noted) -> str:
    """Say what was taken back."""
    return _("The letter to {name} is taken back.").format(name=noted.donor.name)


def pile_count(count: int) -> str:
    """Say how many letters of the pile are noted."""
    text = ngettext("{count} letter noted", "{count} letters noted", count)
    return text.format(count=format_count(count))


def pile_summary(pile: Sequence[Noted]) -> str:
    """Say what the pile was: letters by reason, donors, and what they have given in all."""
    if not pile:
        return _("No letter was noted: pass the first envelope.")
    reasons = Counter(noted.letter.reason for noted in pile)
    parts = [f"{reason_words(one)} {reasons[one]}" for one in DESK_REASONS if reasons[one]]
    donors = {noted.donor.id: noted.donor.cents for noted in pile}
    told = ngettext(
        "{letters}: {reasons}. {count} donor, who gave {amount} in all.",
        "{letters}: {reasons}. {count} donors, who gave {amount} in all.",
        len(donors),
    )
    return told.format(
        letters=pile_count(len(pile)),
        reasons=", ".join(parts),
        count=format_count(len(donors)),
        amount=format_amount(sum(donors.values())),
    )


def unreachable_text(lines: Sequence[Unreachable], year: int) -> str:
    """Say how many cannot be reached, and what is at stake."""
    if not lines:
        return _("Everybody can be reached by letter.")
    told = ngettext(
        "{count} donor no letter reaches: {cents} given in {year}, {missing} of it on no receipt.",
        "{count} donors no letter reaches: {cents} given in {year}, {missing} of it on no receipt.",
        len(lines),
    )
    return told.format(
        count=format_count(len(lines)),
        cents=format_amount(sum(line.cents for line in lines)),
        missing=format_amount(sum(line.unreceipted_cents for line in lines)),
        year=year,
    )


def why_unreachable(line: Unreachable) -> str:
    """Say why no letter reaches a donor."""
    if line.returned_on is None:
        return _("incomplete address")
    return reason_words(line.reason or ReturnReason.UNSAID)


def place(line: Unreachable) -> str:
    """Return the address on file in one line."""
    return _place(line)


def why_not(actor: User) -> str:
    """Say why the person may not note letters, or nothing."""
    if actor.may(Permission.DONORS_EDIT):
        return ""
    return _("Only those who may change donors note returned mail.")
