# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Form 2041-MEC-SD: every mention of the model, and what companies ask besides."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind
from app.domain.gifts import GiftForm, GiftNature, Means
from app.domain.organisation import Organisation
from app.domain.paper import Page, Paragraph, Text, Tick
from app.domain.receipts import ReceiptLine, Scope, Snapshot, read_snapshot
from app.schemes.fr_2041mec import FrenchCompanies
from app.schemes.fr_2041rd import FrenchIndividuals
from app.usecases.ports.receipts import Occasion

TODAY = date(2026, 1, 6)
COMPANY = Donor(
    id=1,
    number=10428,
    kind=DonorKind.ORGANISATION,
    organisation_name="Menuiserie Fictive",
    legal_form="SARL",
    siren="552100554",
    address=Address(street="12 zone du Pré", postal_code="35410", city="Châteaugiron"),
)
MONEY = (
    ReceiptLine(1, date(2025, 1, 15), Means.CHEQUE, 150_000),
    ReceiptLine(2, date(2025, 3, 2), Means.TRANSFER, 25_050),
)
CHAIRS = ReceiptLine(
    3, date(2025, 5, 20), Means.IN_KIND, 84_000, 3, GiftNature.OTHER, GiftForm.OTHER, "12 chaises"
)
MENTIONS = (
    "Reçu des dons et versements effectués par les entreprises",
    "au titre de l’article 238 bis du code général des impôts",
    "2041-MEC-SD",
    "N° 16216*03",
    "Numéro d’ordre du reçu",
    "Organisme bénéficiaire des dons et versements",
    "Numéro SIREN ou RNA :",
    "Objet :",
    "Association loi 1901",
    "Entreprise donatrice",
    "Dénomination :",
    "Forme juridique :",
    "Numéro SIREN :",
    "Dons et versements effectués par l’entreprise",
    "Valeur totale des dons en nature en toutes lettres :",
    "Total des versements en toutes lettres :",
    "Forme des versements :",
    "Remise d’espèces",
    "Chèque",
    "Virement, prélèvement ou carte bancaire",
    "Autre (4)",
    "Montant total des dons et versements reçus par l’organisme :",
    "Montant total en toutes lettres :",
    "Date ou période (5) au cours de laquelle les dons et versements ont été effectués :",
    "Date et signature",
)


@pytest.fixture
def patron(organisation: Organisation) -> Organisation:
    """An association that gives right under article 238 bis too."""
    return replace(organisation, receipt_articles="200, 238 bis")


def snapshot_of(patron: Organisation, *lines: ReceiptLine, donor: Donor = COMPANY) -> Snapshot:
    occasion = Occasion(
        number="2025-000017",
        year=2025,
        scope=Scope.ANNUAL,
        lines=lines,
        supplementary=False,
        replaces="",
        issued_on=TODAY,
    )
    return FrenchCompanies().snapshot(patron, donor, occasion)


def texts(page: Page) -> list[str]:
    items = (*page.background, *page.items)
    return [item.text for item in items if isinstance(item, Text | Paragraph)]


def amounts(page: Page) -> list[str]:
    return [text for text in texts(page) if text.startswith("***")]


def sheet(patron: Organisation, *lines: ReceiptLine) -> Page:
    (page,) = FrenchCompanies().pages(snapshot_of(patron, *lines))
    return page


def test_every_mention_of_the_model_is_there_in_its_order(patron: Organisation) -> None:
    page = sheet(patron, *MONEY, CHAIRS)
    assert [mention for mention in MENTIONS if mention not in texts(page)] == []
    items = [i for i in (*page.background, *page.items) if isinstance(i, Text | Paragraph)]
    heights = [next(i.y for i in items if i.text == mention) for mention in MENTIONS[5:]]
    assert all(above <= below + 3 for above, below in pairwise(heights)), "words beside a box"
    assert any("à cheval sur deux exercices" in text for text in texts(page))


def test_goods_payments_and_their_sum_are_told_apart_in_figures_and_words(
    patron: Organisation,
) -> None:
    page = sheet(patron, *MONEY, CHAIRS)
    shown = texts(page)
    assert [text.replace("\u202f", " ") for text in amounts(page)] == [
        "***840,00***",
        "***1 750,50***",
        "***2 590,50***",
    ]
    assert "huit cent quarante euros" in shown
    assert "mille sept cent cinquante euros et cinquante centimes" in shown
    assert "deux mille cinq cent quatre-vingt-dix euros et cinquante centimes" in shown
    assert "12 chaises" in shown
    assert "du 15/01/2025 au 20/05/2025" in shown


def test_money_alone_leaves_the_goods_at_nothing(patron: Organisation) -> None:
    page = sheet(patron, MONEY[0])
    kind, money, whole = amounts(page)
    assert kind == "***0,00***"
    assert money == whole
    assert "15/01/2025" in texts(page)
    ticked = [
        beside.text
        for box, beside in pairwise(page.items)
        if isinstance(box, Tick) and box.on and isinstance(beside, Text)
    ]
    assert ticked == ["Chèque"]


def test_the_company_is_named_with_legal_form_and_siren(patron: Organisation) -> None:
    shown = texts(sheet(patron, MONEY[0]))
    assert {"Menuiserie Fictive", "SARL", "552100554", "Châteaugiron"} <= set(shown)
    abroad = replace(COMPANY, address=replace(COMPANY.address, country="BE", city="Namur"))
    (page,) = FrenchCompanies().pages(snapshot_of(patron, MONEY[0], donor=abroad))
    assert "Namur (Belgique)" in texts(page)


def test_what_is_long_has_sheets_of_its_own(patron: Organisation) -> None:
    """Note 7: the description may be on a sheet of its own, signed and dated."""
    long = replace(CHAIRS, description="12 chaises de salle en hêtre, " * 12)
    first, described = FrenchCompanies().pages(snapshot_of(patron, long))
    assert "Voir la description ci-jointe." in texts(first)
    assert "Annexe au reçu n° 2025-000017" in texts(described)
    assert {"Date et signature", "Rennes, le 06/01/2026"} <= set(texts(described))
    many = [replace(MONEY[0], gift_id=i, payment=i) for i in range(1, 8)]
    first, listed = FrenchCompanies().pages(snapshot_of(patron, *many))
    assert texts(listed).count("Chèque") == len(many)


def test_only_who_gives_right_under_238_bis_issues_it(patron: Organisation) -> None:
    scheme = FrenchCompanies()
    assert scheme.obstacles(patron, TODAY) == []
    (problem,) = scheme.obstacles(replace(patron, receipt_articles="200, 978"), TODAY)
    assert problem.code == "receipts.articles"
    assert "238 bis" in problem.message
    (problem,) = scheme.obstacles(replace(patron, receipt_status="presse"), TODAY)
    assert problem.code == "receipts.category"
    assert scheme.serves(DonorKind.ORGANISATION, TODAY)
    assert not scheme.serves(DonorKind.PERSON, TODAY)


def test_its_categories_are_among_those_the_settings_offer() -> None:
    offered = FrenchIndividuals().categories(TODAY).keys()
    assert FrenchCompanies().categories(TODAY).keys() <= offered


def test_a_snapshot_is_read_back_and_prints_the_same(patron: Organisation) -> None:
    snapshot = snapshot_of(patron, *MONEY, CHAIRS)
    again = read_snapshot(snapshot.canonical())
    assert again == snapshot
    assert FrenchCompanies().pages(again) == FrenchCompanies().pages(snapshot)
