# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""France, individuals: the mentions of form 2041-RD (Cerfa 11580), arts. 200 and 978 CGI."""

from collections.abc import Sequence

from app.domain.donors import Donor, DonorKind
from app.domain.gifts import GiftNature
from app.domain.households import joint_names
from app.domain.paper import Item, Page
from app.domain.receipts import ReceiptLine, Recipient, Snapshot
from app.schemes.dated import descriptions, plain, street_lines
from app.schemes.fr_form import FrenchForm
from app.schemes.fr_layout import Layout


class FrenchIndividuals(FrenchForm):
    """Form 2041-RD."""

    code = "fr.2041rd"
    kinds = frozenset({DonorKind.PERSON})
    data_file = "fr_2041rd.json"

    def _recipient(self, donor: Donor, partners: Sequence[Donor]) -> Recipient:
        address = donor.address
        last_name, first_name = joint_names(
            [(one.last_name.upper(), one.first_name or one.civility) for one in (donor, *partners)],
            "et",
        )
        return Recipient(
            number=donor.number_text,
            last_name=plain(last_name),
            first_name=plain(first_name),
            street=street_lines(address),
            postal_code=address.postal_code,
            city=plain(address.city),
            country=self._country(address),
        )

    def _described(self, lines: Sequence[ReceiptLine]) -> str:
        """Return what the box of other natures is asked to say."""
        return descriptions(line for line in lines if line.nature is GiftNature.OTHER)

    def background(self, snapshot: Snapshot) -> tuple[Item, ...]:
        """Return what the first sheets of all receipts of the association share."""
        return Layout(self._form(snapshot.form), snapshot).background()

    def pages(self, snapshot: Snapshot) -> tuple[Page, ...]:
        """Return the sheets of a receipt."""
        return Layout(self._form(snapshot.form), snapshot).pages()


SCHEMES = (FrenchIndividuals(),)
