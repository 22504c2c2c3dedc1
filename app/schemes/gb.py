# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""United Kingdom: a statement of donations, which is no receipt.

Under Gift Aid the charity reclaims the tax on the strength of the donor's declaration; what the
donor is sent is a statement to keep. The claim itself is the schedule of ``GiftAidSchedule``.
"""

from app.domain.gifts import GiftNature
from app.domain.receipts import Asked
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm


class BritishStatement(FreeForm):
    """The statement of a donation, or of those of a year."""

    code = "gb.statement"
    country = "GB"
    currency = "GBP"
    data_file = "gb_statement.json"
    natures = frozenset({GiftNature.MONEY})
    mentions = (
        Asked(
            code="hmrc_reference",
            label=N_("HMRC charity reference"),
            hint=N_("One or two letters and up to five digits."),
        ),
        Asked(code="charity_number", label=N_("Registered charity number"), needed=False),
    )


SCHEMES = (BritishStatement(),)
