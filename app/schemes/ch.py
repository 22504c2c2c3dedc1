# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switzerland: the attestation of gifts to a tax-exempt body, art. 33a LIFD and cantonal laws.

No form and no numbering are prescribed: a yearly attestation is usual. Gifts under the yearly
minimum the law deducts from are attested all the same: it counts the gifts to all bodies.
"""

from stdnum.ch import uid

from app.domain.gifts import GiftNature
from app.domain.receipts import Asked
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm


class SwissAttestation(FreeForm):
    """The attestation of a gift, or of those of a year."""

    code = "ch.33a"
    country = "CH"
    currency = "CHF"
    data_file = "ch_attestation.json"
    natures = frozenset({GiftNature.MONEY, GiftNature.LISTED_SECURITIES, GiftNature.OTHER})
    mentions = (
        Asked(
            code="exemption",
            label=N_("Tax exemption"),
            hint=N_("The decision of the canton's tax office and its day."),
        ),
        Asked(
            code="uid",
            label=N_("Business identification number (UID)"),
            hint=N_("CHE and nine digits, where the association has one."),
            needed=False,
            right=uid.is_valid,
        ),
    )


SCHEMES = (SwissAttestation(),)
