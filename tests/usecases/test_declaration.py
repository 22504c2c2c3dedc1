# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The yearly declaration of receipts: counted by its article, kept as it was declared."""

from datetime import date

import pytest

from app.domain.organisation import Fund
from app.domain.receipts import Figures
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.dashboards import ShowHome
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from app.usecases.receipts import (
    CancelReceipt,
    CopyReceipt,
    DeclaredList,
    DeclareReceipts,
    IssueReceipts,
    NoteDeclared,
    PreviewReceipts,
)
from tests.support.giving import give, new_donor


def _issue(office: Office, year: int) -> None:
    office.do(IssueReceipts(year, office.ask(PreviewReceipts(year)).count))


def test_documents_count_by_their_day_and_money_by_its_own(any_office: Office) -> None:
    """CGI art. 222 bis: what was received in the year, and the documents delivered in it."""
    office = any_office
    donor, other = new_donor(office, "Encore"), new_donor(office, "Annulé")
    give(office, (donor, 1_000), (other, 400), day=date(2024, 3, 1))
    give(office, (donor, 5_000), day=date(2025, 3, 1))
    today, office.clock = office.clock, FixedClock(date(2025, 2, 3))
    _issue(office, 2024)
    office.do(CancelReceipt("2024-000001", "asked twice"))
    office.do(CopyReceipt("2024-000002", "lost"))
    office.clock = today
    _issue(office, 2025)

    assert office.ask(DeclareReceipts(2024)).figures == Figures(
        count=0, cents=1_000, covering=1, cancelled=0
    )
    assert office.ask(DeclareReceipts(2025)).figures == Figures(
        count=1, cents=5_000, covering=1, cancelled=1
    )
    assert office.ask(DeclareReceipts(2026)).figures == Figures(
        count=1, cents=0, covering=0, cancelled=0
    )


def test_what_was_declared_stays_whatever_becomes_of_receipts(
    any_office: Office, clock: FixedClock
) -> None:
    office = any_office
    give(office, (new_donor(office, "Un"), 1_000), (new_donor(office, "Deux"), 2_000))
    _issue(office, 2025)
    told = office.ask(DeclareReceipts(2025))
    assert (told.declared, told.changed, told.due_on) == (None, False, date(2026, 5, 5))
    with pytest.raises(Refused, match="Nothing was noted as declared for 2025"):
        office.ask(DeclaredList(2025))

    made = office.do(NoteDeclared(2025, told.figures))
    assert (made.count, made.cents, made.covering) == (0, 3_000, 2)
    assert (made.declared_on, made.by) == (clock.today(), "Anne")
    kept = office.ask(DeclaredList(2025))
    assert kept.decode("utf-8-sig").splitlines() == [
        "number;delivered_on;delivered_in_period;cents_received_in_period",
        "2025-000001;2026-01-06;0;2000",
        "2025-000002;2026-01-06;0;1000",
    ]
    with pytest.raises(Refused, match="nothing changed"):
        office.do(NoteDeclared(2025, told.figures))

    office.do(CancelReceipt("2025-000001", "wrong name"))
    told = office.ask(DeclareReceipts(2025))
    assert (told.declared, told.changed, told.figures.cents) == (made, True, 1_000)
    assert office.ask(DeclaredList(2025)) == kept
    with pytest.raises(Refused, match="changed since these figures were read"):
        office.do(NoteDeclared(2025, Figures(count=0, cents=3_000, covering=2, cancelled=0)))

    again = office.do(NoteDeclared(2025, told.figures))
    assert office.ask(DeclareReceipts(2025)).declared == again
    assert len(office.ask(DeclaredList(2025)).splitlines()) == 2


def test_a_year_is_declared_once_it_is_over(office: Office) -> None:
    told = office.ask(DeclareReceipts(2026))
    with pytest.raises(Refused, match="declared after 31/12/2026"):
        office.do(NoteDeclared(2026, told.figures))


def test_gifts_that_come_near_153_000_euros_are_told_on_the_home_page(
    any_office: Office,
) -> None:
    """Code de commerce, art. L. 612-4, D. 612-5: only gifts that give right to a receipt count."""
    office = any_office
    service = office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False)))
    donor, today = new_donor(office, "Grand"), date(2026, 1, 5)
    give(office, (donor, 15_000_000), day=today, fund_id=service.id)
    assert office.ask(ShowHome()).accounts is None
    give(office, (donor, 13_800_000), day=today)
    near = office.ask(ShowHome()).accounts
    assert near is not None
    assert (near[0], near[1].is_over(near[0])) == (13_800_000, False)
    give(office, (donor, 1_600_000), day=today)
    over = office.ask(ShowHome()).accounts
    assert over is not None
    assert over[1].is_over(over[0])
