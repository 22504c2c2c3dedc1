# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Belgium: the yearly attestation of gifts in money, art. 145/33 CIR 92.

Only recognised bodies attest, and only donors whose gifts of a calendar year reach the least sum:
the order numbers, which Belcotax takes over, run without a gap over these attestations alone.
"""

from stdnum.be import vat

from app.domain.receipts import Asked
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm


class BelgianAttestation(FreeForm):
    """The attestation of a year's gifts."""

    code = "be.145_33"
    country = "BE"
    currency = "EUR"
    data_file = "be_attestation.json"
    mentions = (
        Asked(
            code="enterprise_number",
            label=N_("Enterprise number"),
            hint=N_("Ten digits that begin with 0 or 1, as the Crossroads Bank gives them."),
            right=vat.is_valid,
        ),
    )


SCHEMES = (BelgianAttestation(),)
