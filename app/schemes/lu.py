# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Luxembourg: the certificate of gifts in money, arts. 109 and 112 LIR.

Only bodies the law or a grand-ducal decree lists may give it. The least yearly total the law
deducts from counts the gifts to all of them, so a smaller gift is certified all the same.
"""

from app.domain.receipts import Asked
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm


class LuxembourgCertificate(FreeForm):
    """The certificate of a gift, or of those of a year."""

    code = "lu.112"
    country = "LU"
    currency = "EUR"
    data_file = "lu_certificate.json"
    mentions = (
        Asked(
            code="approval",
            label=N_("Right to receive deductible gifts"),
            hint=N_("The law, or the grand-ducal decree and its day."),
        ),
        Asked(code="rcs", label=N_("Trade register number (RCS)"), needed=False),
    )


SCHEMES = (LuxembourgCertificate(),)
