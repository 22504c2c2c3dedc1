# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Form 2041-RD: every mention of the model, in its order, and who may use it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind
from app.domain.gifts import Means
from app.domain.organisation import Organisation
from app.domain.paper import Page, Paragraph, Picture, Text, Tick
from app.domain.receipts import ReceiptLine, Scope, Snapshot
from app.schemes import Schemes, shipped
from app.schemes.fr_2041rd import FrenchIndividuals
from app.usecases.ports.receipts import Occasion

TODAY = date(2026, 1, 6)
DONOR = Donor(
    id=1,
    number=10428,
    civility="Mme",
    last_name="Dupont-Essai",
    first_name="Marie",
    address=Address(
        complement="Bât. B", street="12 rue du Pré", postal_code="35000", city="Rennes"
    ),
)
LINES = tuple(
    ReceiptLine(i, date(2025, 1 + i, 5), means, 1_050)
    for i, means in enumerate((Means.CHEQUE, Means.CASH, Means.CARD))
)
_ACKNOWLEDGED = (
    "Le bénéficiaire reconnaît avoir reçu des dons et versements ouvrant droit à"
    " réduction d’impôt d’un montant de :"
)
_CERTIFIED = (
    "Le bénéficiaire certifie sur l’honneur que les dons et versements qu’il reçoit"
    " ouvrent droit à la réduction d’impôt prévue à l’article :"
)
MENTIONS = (
    "Reçu des dons et versements effectués par les particuliers",
    "au titre des articles 200 et 978 du code général des impôts",
    "2041-RD",
    "N° 11580*05",
    "Numéro d’ordre du reçu",
    "Organisme bénéficiaire des dons et versements",
    "Nom ou dénomination :",
    "Numéro SIREN ou RNA :",
    "Adresse (n° et rue) :",
    "Code postal :",
    "Commune :",
    "Pays :",
    "Objet :",
    "Association loi 1901",
    "Donateur",
    "Nom :",
    "Prénoms :",
    _ACKNOWLEDGED,
    "Euros",
    "Somme en toutes lettres :",
    "Date du versement ou du don :",
    _CERTIFIED,
    "200 du CGI",
    "978 du CGI",
    "Forme du don",
    "Acte authentique",
    "Acte sous seing privé",
    "Déclaration de don manuel",
    "Autres",
    "Nature du don",
    "Numéraire",
    "Titres de sociétés cotés",
    "Abandon exprès de revenus ou de produits",
    "Frais engagés par les bénévoles, dont ils renoncent expressément au remboursement",
    "Autres (précisez)",
    "En cas de don en numéraire, mode de versement",
    "Remise d’espèces",
    "Chèque",
    "Virement, prélèvement, carte bancaire",
    "Date et signature",
)


def snapshot_of(
    organisation: Organisation, lines: tuple[ReceiptLine, ...] = LINES, **told: object
) -> Snapshot:
    occasion = Occasion(
        number="2025-000001",
        year=2025,
        scope=Scope.ANNUAL,
        lines=lines,
        supplementary=False,
        replaces="",
        issued_on=TODAY,
    )
    return FrenchIndividuals().snapshot(organisation, DONOR, replace(occasion, **told))  # type: ignore[arg-type]


def texts(page: Page) -> list[str]:
    items = (*page.background, *page.items)
    return [item.text for item in items if isinstance(item, Text | Paragraph)]


def ticked(page: Page) -> set[str]:
    """Return the texts beside the boxes that are ticked."""
    items = (*page.background, *page.items)
    found = set()
    for box, beside in pairwise(items):
        if isinstance(box, Tick) and box.on and isinstance(beside, Text | Paragraph):
            found.add(beside.text)
    return found


def test_every_mention_of_the_model_is_there(organisation: Organisation) -> None:
    (page,) = FrenchIndividuals().pages(snapshot_of(organisation))
    shown = texts(page)
    assert [mention for mention in MENTIONS if mention not in shown] == []
    assert any("1740 A" in text for text in shown)
    assert any("L. 80 C" in text for text in shown)
    assert "***31,50***" in shown
    assert "trente et un euros et cinquante centimes" in shown


def test_mentions_stand_in_the_order_of_the_model(organisation: Organisation) -> None:
    (page,) = FrenchIndividuals().pages(snapshot_of(organisation))
    items = (*page.background, *page.items)
    places: dict[str, tuple[float, float]] = {}
    for item in items:
        if isinstance(item, Text | Paragraph):
            places.setdefault(item.text, (round(item.y), item.x))
    order = [
        places[mention][0] for mention in MENTIONS if mention not in {"2041-RD", "N° 11580*05"}
    ]
    assert all(later >= earlier - 4 for earlier, later in pairwise(order))


def test_only_what_concerns_the_gifts_is_ticked(organisation: Organisation) -> None:
    (page,) = FrenchIndividuals().pages(snapshot_of(organisation))
    general = next(text for text in texts(page) if text.startswith("Œuvre ou organisme"))
    assert ticked(page) == {
        general,
        "Association loi 1901",
        "200 du CGI",
        "Déclaration de don manuel",
        "Numéraire",
        "Remise d’espèces",
        "Chèque",
        "Virement, prélèvement, carte bancaire",
    }


def test_a_single_payment_shows_its_day_and_no_list(organisation: Organisation) -> None:
    one = snapshot_of(organisation, LINES[:1])
    (page,) = FrenchIndividuals().pages(one)
    assert "05/01/2025" in texts(page)
    assert "Liste des versements" not in texts(page)


@pytest.mark.parametrize(("count", "sheets"), [(2, 1), (9, 1), (10, 2), (49, 2), (50, 3), (60, 3)])
def test_a_long_list_goes_on_as_many_sheets_as_it_needs(
    organisation: Organisation, count: int, sheets: int
) -> None:
    lines = tuple(
        ReceiptLine(i, date(2025, 1 + i % 12, 1 + i % 28), Means.DIRECT_DEBIT, 100 + i)
        for i in range(count)
    )
    pages = FrenchIndividuals().pages(snapshot_of(organisation, lines))
    assert len(pages) == sheets
    shown = [text for page in pages for text in texts(page)]
    assert shown.count("Prélèvement") == count
    assert sum(text.startswith("Total :") for text in shown) == 1
    lowest = max(i.y for page in pages for i in page.items if isinstance(i, Text))
    assert lowest < 285


def test_replacing_and_supplementing_are_told(organisation: Organisation) -> None:
    snapshot = snapshot_of(organisation, supplementary=True, replaces="2025-000009")
    (page,) = FrenchIndividuals().pages(snapshot)
    assert "Reçu complémentaire — Annule et remplace le reçu n° 2025-000009" in texts(page)


def test_the_background_is_that_of_every_donor(organisation: Organisation) -> None:
    scheme = FrenchIndividuals()
    one, other = snapshot_of(organisation), snapshot_of(organisation, LINES[:1], number="")
    assert scheme.background(one) == scheme.background(other)
    assert scheme.pages(one)[0].background == scheme.background(one)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"receipts_allowed": False}, "receipts.not_allowed"),
        ({"receipt_status": ""}, "receipts.category"),
        ({"receipt_status": "oig_rup"}, "receipts.category_detail"),
        ({"siren": "", "rna": ""}, "receipts.siren.missing"),
        ({"purpose": ""}, "receipts.purpose.missing"),
        ({"address": Address()}, "receipts.street.missing"),
        ({"receipt_articles": "200 978"}, "receipts.articles"),
        ({"receipt_articles": ""}, "receipts.articles"),
    ],
)
def test_what_keeps_an_association_from_issuing(
    organisation: Organisation, changed: dict[str, object], code: str
) -> None:
    scheme = FrenchIndividuals()
    assert scheme.obstacles(organisation, TODAY) == []
    told = scheme.obstacles(replace(organisation, **changed), TODAY)  # type: ignore[arg-type]
    assert code in {problem.code for problem in told}


def test_wealth_tax_only_for_bodies_the_law_lists(organisation: Organisation) -> None:
    scheme = FrenchIndividuals()
    research = replace(organisation, receipt_status="recherche", receipt_articles="200, 978")
    assert scheme.obstacles(research, TODAY) == []
    (page,) = scheme.pages(snapshot_of(research))
    assert {"200 du CGI", "978 du CGI"} <= ticked(page)
    assert "Association loi 1901" not in texts(page)


@pytest.mark.parametrize("category", FrenchIndividuals().categories(TODAY))
def test_every_category_can_be_printed(organisation: Organisation, category: str) -> None:
    scheme = FrenchIndividuals()
    (page,) = scheme.pages(snapshot_of(replace(organisation, receipt_status=category)))
    assert scheme.categories(TODAY)[category] in texts(page)


def test_a_decree_is_printed_beside_its_box(organisation: Organisation) -> None:
    scheme = FrenchIndividuals()
    decree = "par décret en date du 12/05/2001 publié au Journal officiel du 20/05/2001"
    body = replace(organisation, receipt_status="oig_rup", receipt_status_detail=decree)
    assert scheme.obstacles(body, TODAY) == []
    (page,) = scheme.pages(snapshot_of(body))
    assert f"Association ou fondation reconnue d’utilité publique {decree}" in texts(page)


def test_articles_of_other_forms_are_left_to_them(organisation: Organisation) -> None:
    both = replace(organisation, receipt_articles="200, 238 bis")
    assert FrenchIndividuals().obstacles(both, TODAY) == []
    assert snapshot_of(both).issuer.articles == ("200",)


def test_a_form_serves_its_donors_in_its_time() -> None:
    schemes = shipped()
    scheme = schemes.serving("FR", DonorKind.PERSON, TODAY)
    assert scheme is schemes.of("fr.2041rd")
    assert schemes.serving("FR", DonorKind.ORGANISATION, TODAY) is schemes.of("fr.2041mec")
    before = date(2020, 1, 1)
    assert schemes.serving("FR", DonorKind.PERSON, before) is None
    assert FrenchIndividuals().obstacles(Organisation(name="x"), before)[0].code == "receipts.form"
    assert not FrenchIndividuals().categories(before)


def test_no_receipt_without_a_form_in_force(organisation: Organisation) -> None:
    with pytest.raises(ValueError, match="no form is in force"):
        snapshot_of(organisation, issued_on=date(2020, 1, 1))


def test_logo_and_signature_have_their_place(organisation: Organisation) -> None:
    pictured = replace(organisation, logo_sha256="a" * 64, signature_sha256="b" * 64)
    (page,) = FrenchIndividuals().pages(snapshot_of(pictured))
    shown = [item.sha256 for item in page.background if isinstance(item, Picture)]
    assert shown == ["a" * 64, "b" * 64]


def test_two_schemes_of_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two receipt schemes are called fr\.2041rd"):
        Schemes([FrenchIndividuals(), FrenchIndividuals()])
