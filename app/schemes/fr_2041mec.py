# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""France, companies: the mentions of form 2041-MEC-SD (Cerfa 16216), art. 238 bis CGI.

A company must be able to produce it (art. 238 bis, 5 bis). It bears its name, legal form and SIREN,
tells gifts in kind, valued by the company, from payments, and may cover several of a period, which
never straddles two fiscal years of the company (note 9 of the form).
"""

from collections.abc import Sequence

from app.domain.donors import Donor, DonorKind
from app.domain.gifts import GiftNature
from app.domain.paper import Item, Page
from app.domain.receipts import ReceiptLine, Recipient, Snapshot
from app.schemes.dated import descriptions, plain, street_lines
from app.schemes.fr_company_layout import CompanyLayout
from app.schemes.fr_form import FrenchForm


class FrenchCompanies(FrenchForm):
    """Form 2041-MEC-SD."""

    code = "fr.2041mec"
    kinds = frozenset({DonorKind.ORGANISATION})
    data_file = "fr_2041mec.json"

    def _recipient(self, donor: Donor, _partners: Sequence[Donor]) -> Recipient:
        address = donor.address
        return Recipient(
            number=donor.number_text,
            last_name=plain(donor.organisation_name),
            first_name="",
            street=street_lines(address),
            postal_code=address.postal_code,
            city=plain(address.city),
            country=self._country(address),
            legal_form=plain(donor.legal_form),
            registration=donor.siren,
        )

    def _described(self, lines: Sequence[ReceiptLine]) -> str:
        """Return the goods and services received and accepted."""
        return descriptions(line for line in lines if line.nature is not GiftNature.MONEY)

    def background(self, snapshot: Snapshot) -> tuple[Item, ...]:
        """Return what the first sheets of all receipts of the association share."""
        return CompanyLayout(self._form(snapshot.form), snapshot).background()

    def pages(self, snapshot: Snapshot) -> tuple[Page, ...]:
        """Return the sheets of a receipt."""
        return CompanyLayout(self._form(snapshot.form), snapshot).pages()


SCHEMES = (FrenchCompanies(),)
