# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid in the window: shown to the British alone, declared on the sheet, claimed on a card."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.addresses import Address
from app.domain.donors import AidWay, GiftAid
from app.kernel.currency import set_currency
from app.kernel.home import use_home
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.donors.drafting import LineKind, blank, followed, values_of, with_values
from app.ui.screens.donors.lineform import LineForm
from app.ui.screens.receipts.giftaid import GiftAidCard
from app.ui.screens.receipts.what import WhatPage
from app.usecases.donors.details import AddDetail
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation
from app.usecases.receipts.countries import ChooseCountry
from tests.conftest import TODAY
from tests.support.giving import give, new_donor

Settle = Callable[[], None]
LONDON = Address(street="12 Fictive Road", postal_code="SW1A 1AA", city="London", country="GB")
SAID = date(2025, 3, 1)


def test_the_schedule_is_written_from_its_card(
    services: Services,
    qtbot: QtBot,
    settle: Settle,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    card = GiftAidCard(services)
    qtbot.addWidget(card)
    settle()
    assert card.isHidden()
    office.do(ChooseCountry("GB", {"hmrc_reference": "AB12345"}))
    set_currency("GBP")
    donor = new_donor(office, "Essai", address=LONDON)
    office.do(AddDetail(GiftAid(donor_id=donor.id, said_on=SAID, from_on=SAID)))
    give(office, (donor, 10_000))
    card.load()
    settle()
    assert card.figures.text() == "Gift Aid: 1 gift to claim · £100.00"
    out = tmp_path / "gift-aid.ods"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: out)
    card.write.click()
    settle()
    assert out.exists()
    assert services.toast.text == "Claimed on 06/01/2026 by Anne: £100.00"
    assert not card.write.isEnabled()

    page = WhatPage(2026)
    qtbot.addWidget(page)
    page.show_organisation(office.ask(GetOrganisation()))
    assert page.archive.text() == "Gift Ai&d"


def test_a_declaration_is_typed_on_the_sheet_of_a_british_donor(qtbot: QtBot) -> None:
    assert LineKind.GIFT_AID not in followed()
    with use_home("GB"):
        form = LineForm(followed(), lambda: TODAY, "aid")
    qtbot.addWidget(form)
    form.begin_with(blank(LineKind.GIFT_AID, 7))
    assert not form.form.field("said_on").isHidden()
    typed = {**values_of(GiftAid()), "said_on": SAID, "way": "oral", "from_on": SAID}
    made = with_values(GiftAid(donor_id=7), typed)
    assert made == GiftAid(donor_id=7, said_on=SAID, from_on=SAID, way=AidWay.ORAL)
