# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-alikes are shown before a double is made, on a real dossier."""

from dataclasses import replace

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.kernel.progress import Cancelled, Progress
from app.usecases.donors import CreateDonor
from app.usecases.duplicates import Likeness, LookAlikes, ScanDuplicates
from app.usecases.office import Office

_MARIE = Donor(
    last_name="Dupont",
    first_name="Marie",
    address=Address(street="12 rue du Pré", postal_code="35000", city="Rennes"),
    phone="06 12 34 56 78",
    email="marie@exemple.fr",
)


@pytest.fixture
def with_marie(office: Office) -> Office:
    """A dossier with one donor on file."""
    office.do(CreateDonor(_MARIE))
    return office


@pytest.mark.parametrize(
    ("draft", "reasons", "strong"),
    [
        (Donor(last_name="DUPONT", first_name="marie"), (Likeness.NAME,), False),
        (
            Donor(last_name="Dupont", first_name="M.", address=Address(postal_code="35000")),
            (Likeness.SURNAME, Likeness.PLACE),
            False,
        ),
        (Donor(last_name="Durand", phone="+33 6 12 34 56 78"), (Likeness.PHONE,), False),
        (
            Donor(last_name="Dupont", first_name="Marie", email="MARIE@exemple.fr"),
            (Likeness.NAME, Likeness.EMAIL),
            True,
        ),
    ],
)
def test_tells_why_a_donor_looks_alike(
    with_marie: Office, draft: Donor, reasons: tuple[Likeness, ...], *, strong: bool
) -> None:
    """Name, place, telephone and e-mail each count, and together they are strong."""
    (alike,) = with_marie.ask(LookAlikes(draft))
    assert alike.reasons == reasons
    assert alike.strong is strong


def test_surname_alone_or_oneself_is_no_likeness(with_marie: Office) -> None:
    """Half of a village may be called Dupont; a donor is not her own double."""
    assert with_marie.ask(LookAlikes(Donor(last_name="Dupont", first_name="Henri"))) == []
    known = with_marie.do(CreateDonor(Donor(last_name="Seul")))
    assert with_marie.ask(LookAlikes(known)) == []


class _StopsHalfWay(Progress):
    """Somebody who presses *Stop* when half of the comparisons are made."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append(done * 100 // total)
        if self.told[-1] >= 50:
            raise Cancelled(what)


def test_a_scan_tells_each_percent_once_and_stops_when_asked(office: Office) -> None:
    for place in range(12):
        office.do(CreateDonor(replace(_MARIE, email=f"m{place}@exemple.fr")))
    listener = _StopsHalfWay()
    with pytest.raises(Cancelled):
        office.ask(ScanDuplicates(), listener)
    assert listener.told == sorted(set(listener.told))
    assert listener.told[-1] < 100
    assert len(office.ask(ScanDuplicates())) == 12 * 11 // 2
