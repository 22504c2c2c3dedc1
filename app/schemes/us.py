# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""United States: the written acknowledgment and the quid pro quo disclosure, IRS Publication 1771.

A donor needs one for each single contribution of 250 dollars or more; where goods or services were
given for a payment above 75 dollars, the disclosure is due whatever is deducted. Things are
described, never valued. There is no official number: ours is a reference.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.domain.gifts import Counterpart, GiftNature
from app.domain.receipts import Asked, Snapshot, Terms
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm

_THINGS = frozenset({GiftNature.OTHER, GiftNature.LISTED_SECURITIES})


def _nothing_withheld(_payments: Iterable[Counterpart]) -> frozenset[int]:
    return frozenset()


class AmericanAcknowledgment(FreeForm):
    """The acknowledgment of a contribution, or of those of a year."""

    code = "us.1771"
    country = "US"
    currency = "USD"
    data_file = "us_acknowledgment.json"
    natures = frozenset({GiftNature.MONEY, GiftNature.EXPENSES, *_THINGS})
    mentions = (
        Asked(
            code="ein",
            label=N_("Employer identification number (EIN)"),
            hint=N_("Two digits, a hyphen, seven digits."),
            needed=False,
            right=lambda told: len([c for c in told if c.isdecimal()]) == 9,  # noqa: PLR2004
        ),
        Asked(
            code="religious",
            label=N_("What donors may get in return"),
            needed=False,
            choices=(
                ("no", N_("Nothing, or what is typed on the gift")),
                ("yes", N_("Intangible religious benefits only")),
            ),
        ),
    )

    def terms(self, day: date) -> Terms:
        """Return what the law of a day asks: what was given in return is told, never a bar."""
        return replace(super().terms(day), apart=_THINGS, withheld=_nothing_withheld)

    def more_values(self, snapshot: Snapshot) -> dict[str, str]:
        """Return what was given in return, and what is left of the contribution."""
        religious = dict(snapshot.issuer.mentions)["religious"] == "yes"
        given = sum(line.benefit_cents for line in snapshot.lines)
        thing = any(line.nature in _THINGS for line in snapshot.lines)
        return {
            "thing": "X" if thing else "",
            "advantage": self.written(given, snapshot) if given else "",
            "eligible": self.written(snapshot.cents - given, snapshot) if given else "",
            "goods": snapshot.precision if given and not thing else "",
            "religious": "X" if religious and not given else "",
        }


SCHEMES = (AmericanAcknowledgment(),)
