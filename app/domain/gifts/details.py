# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gift is besides an amount: its nature and form in law, what was given in return."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.gifts.means import MONEY_MEANS, Means
from app.kernel.i18n import _
from app.kernel.problem import Problem


class GiftNature(StrEnum):
    """What was given (*nature du don*, form 2041-RD)."""

    MONEY = "money"
    LISTED_SECURITIES = "listed_securities"
    WAIVED_INCOME = "waived_income"
    EXPENSES = "expenses"
    OTHER = "other"


def nature_words() -> dict[GiftNature, str]:
    """Name the natures."""
    return {
        GiftNature.MONEY: _("Money"),
        GiftNature.LISTED_SECURITIES: _("Listed securities"),
        GiftNature.WAIVED_INCOME: _("Waived income or product"),
        GiftNature.EXPENSES: _("Volunteer's expenses, refund waived"),
        GiftNature.OTHER: _("Something else"),
    }


class GiftForm(StrEnum):
    """By which deed it was given (*forme du don*, form 2041-RD)."""

    NOTARIAL = "notarial_deed"
    PRIVATE = "private_deed"
    MANUAL = "manual"
    OTHER = "other"


def form_words() -> dict[GiftForm, str]:
    """Name the forms."""
    return {
        GiftForm.MANUAL: _("From hand to hand"),
        GiftForm.PRIVATE: _("Private deed"),
        GiftForm.NOTARIAL: _("Notarial deed"),
        GiftForm.OTHER: _("Another form"),
    }


class GiftPurpose(StrEnum):
    """Why it was paid; only a membership fee with services in return gives no right."""

    DONATION = "donation"
    MEMBERSHIP = "membership"
    MEMBERSHIP_SERVED = "membership_served"


def purpose_words() -> dict[GiftPurpose, str]:
    """Name the purposes."""
    return {
        GiftPurpose.DONATION: _("Gift"),
        GiftPurpose.MEMBERSHIP: _("Membership fee, nothing in return"),
        GiftPurpose.MEMBERSHIP_SERVED: _("Membership fee with services"),
    }


class Tribute(StrEnum):
    """For whose sake it was given."""

    NONE = ""
    MEMORY = "memory"
    HONOUR = "honour"


def tribute_words() -> dict[Tribute, str]:
    """Name the tributes."""
    return {
        Tribute.NONE: _("No tribute"),
        Tribute.MEMORY: _("In memory of"),
        Tribute.HONOUR: _("In honour of"),
    }


NATURES = {
    **dict.fromkeys(MONEY_MEANS, (GiftNature.MONEY,)),
    Means.IN_KIND: (GiftNature.OTHER, GiftNature.WAIVED_INCOME),
    Means.EXPENSES: (GiftNature.EXPENSES,),
    Means.SECURITIES: (GiftNature.LISTED_SECURITIES, GiftNature.OTHER),
}
"""What may be given by each means, the usual first; unlisted securities are something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDetails:
    """What most gifts leave as it is.

    Attributes:
        benefit_cents: What the donor was given in return is worth (*contrepartie*).
        tribute_name: In whose memory or honour.
        payer_id: The donor whose account paid, when it is somebody else.
        thanked_id: The donor who is thanked for it, when it is somebody else (soft credit).
        description: What was given, and how many: goods, or the name of the securities; of money,
            what was given in return.
        units: How many securities.
        valued_on: The day whose price was taken for them.
    """

    nature: GiftNature = GiftNature.MONEY
    form: GiftForm = GiftForm.MANUAL
    purpose: GiftPurpose = GiftPurpose.DONATION
    benefit_cents: int = 0
    tribute: Tribute = Tribute.NONE
    tribute_name: str = ""
    payer_id: int | None = None
    thanked_id: int | None = None
    description: str = ""
    units: int = 0
    valued_on: date | None = None

    @property
    def gives_right(self) -> bool:
        """Tell whether such a payment can be receipted at all (BOI-IR-RICI-250-20)."""
        return self.purpose is not GiftPurpose.MEMBERSHIP_SERVED


PLAIN = GiftDetails()
"""Money given from hand to hand, with nothing more to say: nearly every gift."""


def suited(details: GiftDetails, means: Means, donor_id: int | None) -> GiftDetails:
    """Return the details with what the payment method decides, and nobody named twice."""
    natures = NATURES[means]
    nature = details.nature if details.nature in natures else natures[0]
    if details == PLAIN and nature is GiftNature.MONEY:
        return details
    return replace(
        details,
        nature=nature,
        form=GiftForm.OTHER if nature is GiftNature.EXPENSES else details.form,
        tribute_name=details.tribute_name.strip(),
        description=details.description.strip(),
        payer_id=None if details.payer_id == donor_id else details.payer_id,
        thanked_id=None if details.thanked_id == donor_id else details.thanked_id,
    )


def check_details(details: GiftDetails, means: Means, cents: int) -> list[Problem]:
    """Return what is wrong with the details of a gift."""
    problems = []
    if details.nature not in NATURES[means]:
        message = _("Nothing of this nature comes by this payment method: change one of them.")
        problems.append(Problem("nature", "gift.nature", message))
    if details.benefit_cents < 0:
        message = _("What was given in return is worth less than nothing: type its value, or 0.")
        problems.append(Problem("benefit", "gift.benefit_negative", message))
    if details.benefit_cents >= cents > 0:
        message = _("What was given in return is worth the payment: this is a sale, not a gift.")
        problems.append(Problem("benefit", "gift.sale", message))
    if details.tribute and not details.tribute_name:
        message = _("Type in whose memory or honour it was given.")
        problems.append(Problem("tribute_name", "gift.tribute_name", message))
    if details.tribute_name and not details.tribute:
        message = _("Say whether it was given in memory or in honour of {name}.")
        told = message.format(name=details.tribute_name)
        problems.append(Problem("tribute", "gift.tribute", told))
    return [*problems, *_check_things(details, means)]


def _check_things(details: GiftDetails, means: Means) -> list[Problem]:
    if means is Means.SECURITIES:
        return _check_securities(details)
    problems = []
    if means is Means.IN_KIND and not details.description:
        message = _("Say what was given and how many: the receipt describes it.")
        problems.append(Problem("description", "gift.undescribed", message))
    if details.units or details.valued_on:
        message = _("Only securities have a number and a day of value: clear them.")
        problems.append(Problem("units", "gift.units", message))
    return problems


def _check_securities(details: GiftDetails) -> list[Problem]:
    problems = []
    if not details.description:
        message = _("Name the securities, such as “shares of the Moulin cooperative”.")
        problems.append(Problem("description", "gift.undescribed", message))
    if details.units <= 0:
        message = _("Type how many securities were given.")
        problems.append(Problem("units", "gift.no_units", message))
    if details.valued_on is None:
        message = _("Type the day whose price gives the value of the securities.")
        problems.append(Problem("valued_on", "gift.no_value_day", message))
    return problems
