# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody of whom everything is known, and where anything of that person is still said."""

from datetime import date

import sqlalchemy as sa

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent
from app.domain.donors import (
    Contact,
    ContactKind,
    DatedAddress,
    Donor,
    DonorEvent,
    DonorTask,
    EventKind,
    ExternalNumber,
    Tag,
)
from app.domain.privacy import PrivacyRequest, RequestKind
from app.usecases.audit import VerifyAudit
from app.usecases.donors import (
    AddDetail,
    AttachDocument,
    CreateDonor,
    ShowDonor,
)
from app.usecases.dossier import Examine
from app.usecases.office import Office
from app.usecases.privacy import (
    ErasePerson,
    PreviewErasure,
    WriteRequest,
)
from app.usecases.receipts.verify import VerifyReceipts
from db.base import metadata
from tests.conftest import TODAY

SECRETS = (
    *("Zyxomorphe", "Wilhelmine", "rue des Quarks", "Trifouillis", "zyx@exemple.fr", "612345678"),
    *(
        "Vieux-Moulin",
        "pro@exemple.fr",
        "Fidélissime",
        "GESTDON-77",
        "Vue au marché",
        "Rappeler-la",
    ),
    *("Mme Zyx, banque Postale", "salutation-particuliere", "remarque-intime", "carte-identite"),
    *("passeport-vu", "Ernestine"),
)
FULL = Donor(
    civility="Mme",
    last_name="Zyxomorphe",
    first_name="Wilhelmine",
    address=Address(street="7 rue des Quarks", postal_code="35000", city="Trifouillis"),
    email="zyx@exemple.fr",
    phone="+33612345678",
    notes="remarque-intime",
    salutation="salutation-particuliere",
)


def known(office: Office, donor: Donor = FULL) -> Donor:
    """Put somebody on file of whom everything is known."""
    one = office.do(CreateDonor(donor))
    away = Address(street="Le Vieux-Moulin", postal_code="56000", city="Vannes")
    for detail in (
        Contact(donor_id=one.id, kind=ContactKind.EMAIL, value="pro@exemple.fr"),
        DatedAddress(donor_id=one.id, label="été", address=away, from_on=date(2025, 6, 1)),
        Tag(donor_id=one.id, name="Fidélissime"),
        ExternalNumber(donor_id=one.id, source="Ancien", number="GESTDON-77"),
        DonorEvent(donor_id=one.id, kind=EventKind.VISIT, on_day=TODAY, text="Vue au marché"),
        DonorTask(donor_id=one.id, text="Rappeler-la", due_on=TODAY),
        Consent(donor_id=one.id, channel=Channel.POST, on_day=TODAY, source="Ernestine"),
    ):
        office.do(AddDetail(detail))
    office.do(AttachDocument(one.id, "carte-identite.pdf", b"%PDF-1.4 Zyxomorphe"))
    office.do(
        WriteRequest(
            PrivacyRequest(
                donor_id=one.id, kind=RequestKind.ERASURE, asked_on=TODAY, proof="passeport-vu"
            )
        )
    )
    return office.ask(ShowDonor(one.id)).donor


def rows_of(office: Office) -> dict[str, str]:
    """Return every row of every table as text, by table."""
    engine = office._store.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        found = {
            name: "\n".join(str(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in metadata.tables.items()
        }
        index = connection.execute(sa.text("SELECT * FROM donor_search"))
        return {**found, "donor_search": "\n".join(str(tuple(row)) for row in index)}


def told(office: Office) -> dict[str, list[str]]:
    """Return where something of the person is still said."""
    return {
        name: said
        for name, text in rows_of(office).items()
        if (said := [word for word in SECRETS if word.lower() in text.lower()])
    }


def proved(office: Office) -> None:
    """Prove the trail, the register and the file."""
    for query in (VerifyAudit(), VerifyReceipts(), Examine()):
        verdict = office.ask(query)
        assert verdict.ok, verdict.problems


def erase(office: Office, donor: Donor) -> None:
    """Erase somebody; what was told before is what was done."""
    plan = office.ask(PreviewErasure(donor.id)).erasure
    assert office.do(ErasePerson(donor.id, donor.number_text)) == plan
