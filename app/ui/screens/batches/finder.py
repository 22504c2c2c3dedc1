# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Enter means in the finder of a batch; no Qt.

Enter accepts a number with its key, a single answer, or a row reached with the arrows. It never
chooses among several donors, nor one whose name is only near what was typed; a number without its
key, or a few digits of a telephone, a cheque or a postal code, want a second Enter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.damm import is_valid
from app.kernel.i18n import _, ngettext
from app.kernel.text import digits
from app.usecases.ports.people import DonorLine

SHOWN = 8
"""Donors in the pop-up; more would have to be scrolled."""
ASKED = 51
"""Donors asked for: enough to tell fifty homonyms apart from more than fifty."""

_NUMBER = re.compile(r"\d[\d ]*(-\d)?")
_BARE_LENGTHS = (5, 6)
"""Digits of a donor number without its key: five, six once they are all given out."""
_WHOLE = 9
"""Digits of the shortest number that is nobody else's: a SIREN, a telephone abroad."""


class Verdict(StrEnum):
    """What the finder does with Enter."""

    ACCEPT = "accept"
    CONFIRM = "confirm"
    CHOOSE = "choose"
    NOBODY = "nobody"
    MISCOPIED = "miscopied"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Enter means, and what to say.

    Attributes:
        donor: Whom to accept, or who is shown for a second Enter.
    """

    verdict: Verdict
    donor: DonorLine | None = None
    message: str = ""


def judge(
    text: str,
    answers: Sequence[DonorLine],
    *,
    reached: DonorLine | None = None,
    shown_twice: bool = False,
) -> Judgement:
    """Tell what Enter means.

    Args:
        text: What stands in the finder.
        answers: Every donor that answers it, best first.
        reached: The row the arrows stand on.
        shown_twice: Whether a first Enter on this very text already showed the donor.
    """
    if reached is not None:
        return Judgement(Verdict.ACCEPT, reached)
    if not text.strip():
        return Judgement(Verdict.NOBODY, None, _("Type a name, a number, a telephone or a town."))
    if _NUMBER.fullmatch(text.strip()):
        judged = _judge_number(text.strip(), answers, shown_twice=shown_twice)
        if judged is not None:
            return judged
    if not shown_twice and not any(character.isalpha() for character in text):
        judged = _judge_digits(text, answers)
        if judged is not None:
            return judged
    return _judge_name(text.strip(), answers, shown_twice=shown_twice)


def _judge_number(
    text: str, answers: Sequence[DonorLine], *, shown_twice: bool
) -> Judgement | None:
    typed = digits(text)
    if typed.startswith("0"):
        return None
    keyed = len(typed) - 1 in _BARE_LENGTHS and ("-" in text or len(typed) > min(_BARE_LENGTHS))
    if keyed and is_valid(typed):
        owner = _bearer(answers, int(typed[:-1]))
        if owner is not None:
            return Judgement(Verdict.ACCEPT, owner)
        message = _("No donor bears number {number}: look the donor up by name.")
        return Judgement(Verdict.NOBODY, None, message.format(number=f"{typed[:-1]}-{typed[-1]}"))
    if len(typed) in _BARE_LENGTHS and "-" not in text:
        owner = _bearer(answers, int(typed))
        if owner is not None:
            return _second_enter(owner, shown_twice=shown_twice)
    if keyed:
        return Judgement(Verdict.MISCOPIED, None, _("Number miscopied: check it on the coupon."))
    return None


def _judge_digits(text: str, found: Sequence[DonorLine]) -> Judgement | None:
    """Ask before the only donor of a few digits is taken: they may be an amount gone astray."""
    answers = [donor for donor in found if not donor.near]
    if len(answers) != 1 or len(digits(text)) >= _WHOLE:
        return None
    message = _("A few digits only: is it {name}? Enter once more to accept.")
    return Judgement(Verdict.CONFIRM, answers[0], message.format(name=answers[0].name))


def _bearer(answers: Sequence[DonorLine], number: int) -> DonorLine | None:
    return next((line for line in answers if line.number == number), None)


def _second_enter(donor: DonorLine, *, shown_twice: bool) -> Judgement:
    if shown_twice:
        return Judgement(Verdict.ACCEPT, donor)
    message = _("Number without its key: is it {name}? Enter once more to accept.")
    return Judgement(Verdict.CONFIRM, donor, message.format(name=donor.name))


def _judge_name(text: str, found: Sequence[DonorLine], *, shown_twice: bool) -> Judgement:
    answers = [donor for donor in found if not donor.near]
    if found and not answers:
        message = ngettext(
            "Nobody is written “{text}”: {count} donor nearly is, choose with ↓.",
            "Nobody is written “{text}”: {count} donors nearly are, choose with ↓.",
            len(found),
        )
        return Judgement(Verdict.CHOOSE, None, message.format(text=text, count=len(found)))
    if not answers:
        message = _("Nobody answers “{text}”: create the donor, or set the gift aside.")
        return Judgement(Verdict.NOBODY, None, message.format(text=text))
    if len(answers) > 1:
        return Judgement(Verdict.CHOOSE, None, _many(len(answers)))
    donor = answers[0]
    if not is_gone(donor) or shown_twice:
        return Judgement(Verdict.ACCEPT, donor)
    message = _("{name} is {state}. Enter once more to accept all the same.")
    return Judgement(
        Verdict.CONFIRM, donor, message.format(name=donor.name, state=gone_word(donor).lower())
    )


def _many(count: int) -> str:
    if count >= ASKED:
        return _("More than 50 donors: type more letters, or choose with ↓.")
    message = ngettext("{count} donor: choose with ↓.", "{count} donors: choose with ↓.", count)
    return message.format(count=count)


def is_gone(donor: DonorLine) -> bool:
    """Tell whether the donor stands in the list for the record only."""
    return donor.deceased_on is not None or donor.archived_on is not None


def gone_word(donor: DonorLine) -> str:
    """Name why a donor is greyed, or nothing."""
    if donor.deceased_on is not None:
        return _("Deceased in {year}").format(year=donor.deceased_on.year)
    return _("Archived") if donor.archived_on is not None else ""
