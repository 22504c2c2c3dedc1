# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of other countries: mentions in their order, amounts, what is asked, what blocks."""

from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from app.adapters.pdf.printer import PdfPrinter
from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind
from app.domain.gifts import Counterpart, GiftNature, Means
from app.domain.organisation import Mentions, Organisation
from app.domain.paper import Page, Paragraph, Text, Tick
from app.domain.receipts import ReceiptLine, Scope, Snapshot, read_snapshot
from app.schemes import shipped
from app.usecases.ports.receipts import Occasion
from tests.conftest import TODAY
from tests.support.pdf import text_of

SCHEMES = shipped()
GERMAN = {
    "purposes": "der Jugendhilfe",
    "notice": "exempted",
    "tax_office": "Musterstadt",
    "tax_number": "27/123/45678",
    "notice_on": "12.05.2023",
    "notice_year": "2022",
}
AMERICAN = {"ein": "04-2103580"}
CANADIAN = {"registration": "123456789RR0001"}
CHEQUE = ReceiptLine(1, date(2025, 3, 5), Means.CHEQUE, 50_000)
CASH = ReceiptLine(2, date(2025, 9, 9), Means.CASH, 10_000)
BICYCLE = ReceiptLine(
    3, date(2025, 4, 4), Means.IN_KIND, 20_000, nature=GiftNature.OTHER, description="Un vélo"
)


@dataclass(frozen=True)
class Case:
    """What a form prints for some gifts, in this order."""

    code: str
    language: str
    mentions: dict[str, str]
    lines: tuple[ReceiptLine, ...]
    order: tuple[str, ...]
    absent: tuple[str, ...] = field(default=())


CASES = {
    "be fr": Case(
        "be.145_33", "fr", {"enterprise_number": "0403.019.261"}, (CHEQUE, CASH),
        (
            "Numéro d’entreprise : 0403.019.261", "Numéro d’ordre", "2025-000001",
            "Attestation de don — année 2025",
            "Attestation délivrée en application de l’article 145/33, § 1er, alinéa 2, du Code",
            "Marie Essai", "12 rue Fictive", "Numéro national (ou",
            "600,00\u00a0€", "six cents euros",
            "du 05/03/2025 au 09/09/2025", "à titre définitif et irrévocable",
            "Liste des versements", "500,00\u00a0€", "Total : 600,00\u00a0€",
        ),
    ),
    "be nl": Case(
        "be.145_33", "nl", {"enterprise_number": "0403.019.261"}, (CHEQUE,),
        ("Volgnummer", "Attest van gift — jaar 2025", "€\u00a0500,00", "vijfhonderd euro"),
    ),
    "ch fr": Case(
        "ch.33a", "fr", {"exemption": "Décision du 12.05.2015"}, (CHEQUE, BICYCLE),
        (
            "Attestation de don", "700,00\u00a0CHF", "sept cents francs", "Un vélo",
            "Décision du 12.05.2015", "volontairement et sans contrepartie",
        ),
        ("CHE",),
    ),
    "ch de": Case(
        "ch.33a", "de", {"exemption": "Verfügung vom 12.05.2015"}, (CHEQUE,),
        ("Spendenbescheinigung", "Art. 33a DBG", "CHF\u00a0500.00", "fünfhundert Franken"),
    ),
    "lu fr": Case(
        "lu.112", "fr", {"approval": "Loi du 2 avril"}, (replace(CHEQUE, cents=7_100),),
        (
            "Certificat de don", "articles 109 et 112", "71,00\u00a0€", "septante et un euros",
            "05/03/2025", "Loi du 2 avril", "sans contrepartie",
        ),
    ),
    "de money": Case(
        "de.10b", "de", GERMAN, (CHEQUE,),
        (
            "Bestätigung über Geldzuwendungen/Mitgliedsbeitrag",
            "im Sinne des § 10b des Einkommensteuergesetzes", "Name und Anschrift des Zuwendenden",
            "500,00\u00a0€", "fünfhundert Euro", "05.03.2025",
            "Es handelt sich um den Verzicht auf Erstattung von Aufwendungen", "Ja", "Nein",
            "Wir sind wegen Förderung der Jugendhilfe nach dem Freistellungsbescheid",
            "nur zur Förderung der Jugendhilfe verwendet wird",
        ),
        ("Sammelbestätigung", "§ 60a AO gesondert", "keine weiteren Bestätigungen"),
    ),
    "de collective": Case(
        "de.10b", "de", {**GERMAN, "notice": "statutes", "fees": "excluded"}, (CHEQUE, CASH),
        (
            "Sammelbestätigung über Geldzuwendungen/Mitgliedsbeiträge", "Gesamtbetrag",
            "600,00\u00a0€", "sechshundert Euro", "vom 05.03.2025 bis 09.09.2025",
            "nach § 60a AO gesondert festgestellt", "dass es sich nicht um einen Mitgliedsbeitrag",
            "keine weiteren Bestätigungen, weder formelle Zuwendungsbestätigungen noch",
            "ist der Anlage zur Sammelbestätigung zu entnehmen",
            "Anlage zur Sammelbestätigung vom 06.01.2026", "Verzicht auf Erstattung", "nein",
            "Gesamtsumme: 600,00\u00a0€",
        ),
        ("Freistellungsbescheid bzw.",),
    ),
    "de thing": Case(
        "de.10b", "de", GERMAN, (BICYCLE,),
        ("Bestätigung über Sachzuwendungen", "Wert der Zuwendung", "Genaue Bezeichnung", "Un vélo"),
        ("Verzicht auf Erstattung von Aufwendungen",),
    ),
    "us money": Case(
        "us.1771", "en", AMERICAN, (CHEQUE,),
        (
            "EIN 04-2103580", "Acknowledgment of charitable contribution", "$500.00", "03/05/2025",
            "No goods or services were provided in exchange for this contribution.",
        ),
    ),
    "us quid pro quo": Case(
        "us.1771", "en", {}, (replace(CHEQUE, benefit_cents=8_000, description="Dinner"),),
        ("Dinner", "good-faith estimate, is $80.00", "limited to the excess", "$420.00"),
        ("EIN", "No goods or services"),
    ),
    "us thing": Case(
        "us.1771", "en", {}, (BICYCLE,),
        ("Description of the property given", "Un vélo", "No goods or services"),
        ("200.00",),
    ),
    "us religious": Case(
        "us.1771", "en", {"religious": "yes"}, (CHEQUE,),
        ("intangible religious benefits only",), ("No goods or services",),
    ),
    "ca en": Case(
        "ca.3501", "en", CANADIAN, (replace(CHEQUE, benefit_cents=20_000, description="Ticket"),),
        (
            "Charity registration number 123456789RR0001", "Receipt number",
            "Official receipt for income tax purposes", "2025-03-05", "2026-01-06", "$500.00",
            "Amount of advantage", "$200.00", "Ticket", "Eligible amount", "$300.00",
            "canada.ca/charities-giving",
        ),
    ),
    "ca fr de minimis": Case(
        "ca.3501", "fr", CANADIAN, (replace(CHEQUE, benefit_cents=4_000),),
        (
            "Reçu officiel aux fins de l’impôt sur le revenu", "500,00\u00a0$",
            "Montant de l’avantage", "0,00\u00a0$", "Montant admissible", "500,00\u00a0$",
            "canada.ca/organismes-bienfaisance-dons",
        ),
    ),
    "gb": Case(
        "gb.statement", "en", {"hmrc_reference": "AB12345"}, (CHEQUE,),
        ("HMRC charity reference AB12345", "Statement of donations", "£500.00", "not a tax"),
    ),
}  # fmt: skip


def body_of(code: str, mentions: dict[str, str]) -> Organisation:
    """Return an association under the law of a form."""
    scheme = SCHEMES.of(code)
    return Organisation(
        name="Exemple",
        address=Address(street="3 rue Type", city="Ville", country=scheme.country),
        receipts_allowed=True,
        receipt_country=scheme.country,
        currency=scheme.currency,
        mentions=Mentions.of(mentions),
    )


def snapshot_of(case: Case, **told: object) -> Snapshot:
    """Return what a receipt of the case says."""
    scheme = SCHEMES.of(case.code)
    donor = Donor(
        id=1,
        number=10428,
        last_name="Essai",
        first_name="Marie",
        address=Address(street="12 rue Fictive", city="Ville", country=scheme.country),
    )
    occasion = Occasion(
        number="2025-000001",
        year=2025,
        scope=Scope.ANNUAL,
        lines=case.lines,
        supplementary=False,
        replaces="",
        issued_on=TODAY,
    )
    asked = {**case.mentions, "language": case.language}
    body = body_of(case.code, asked)
    return scheme.snapshot(body, donor, replace(occasion, **told))  # type: ignore[arg-type]


def words_on(pages: tuple[Page, ...]) -> str:
    """Return all that is written, the shared parts first."""
    items = [item for page in pages for item in (*page.background, *page.items)]
    return "\n".join(item.text for item in items if isinstance(item, Text | Paragraph))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_mention_is_printed_in_its_order(case: Case) -> None:
    snapshot = snapshot_of(case)
    assert SCHEMES.of(case.code).obstacles(body_of(case.code, case.mentions), TODAY) == []
    assert snapshot.language == case.language
    assert read_snapshot(snapshot.canonical()) == snapshot
    told = words_on(SCHEMES.of(case.code).pages(snapshot))
    shared = words_on((Page((), SCHEMES.of(case.code).background(snapshot)),))
    at = 0
    for mention in case.order:
        if mention in shared:
            continue
        found = told.find(mention, at)
        assert found >= 0, mention
        at = found
    assert [mention for mention in case.absent if mention in told] == []
    assert all(mention in told for mention in case.order)


def test_the_pages_are_documents_whose_text_comes_back() -> None:
    for case in (CASES["de collective"], CASES["ch de"], CASES["ca fr de minimis"]):
        pages = SCHEMES.of(case.code).pages(snapshot_of(case))
        body = PdfPrinter().render(pages, title="x", pictures={})
        with pikepdf.open(BytesIO(body)) as pdf:
            assert pdf.check_pdf_syntax() == []
        assert case.order[0].split("\u00a0")[0] in text_of(body)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_stands_below_the_signature_or_the_sheet(case: Case) -> None:
    long = replace(case, lines=tuple(replace(case.lines[0], gift_id=n) for n in range(1, 90)))
    for one in (case, long):
        first, *_others = SCHEMES.of(case.code).pages(snapshot_of(one))
        low = [item.y for item in first.items if isinstance(item, Text | Paragraph | Tick)]
        assert max(y for y in low if y < 234) < 229
        notes = [item.y for item in first.background if isinstance(item, Paragraph)]
        assert all(y < 285 for y in notes)


@pytest.mark.parametrize("code", sorted({case.code for case in CASES.values()}))
def test_what_is_missing_is_named_and_blocks(code: str) -> None:
    scheme = SCHEMES.of(code)
    day_before = date(1990, 1, 1)
    assert [p.code for p in scheme.obstacles(body_of(code, {}), day_before)] == ["receipts.form"]
    refused = replace(body_of(code, {}), receipts_allowed=False)
    assert [p.code for p in scheme.obstacles(refused, TODAY)] == ["receipts.not_allowed"]
    needed = [asked.code for asked in scheme.asks if asked.needed]
    assert [p.field for p in scheme.obstacles(body_of(code, {}), TODAY)] == needed
    assert scheme.serves(DonorKind.ORGANISATION, TODAY)
    assert not scheme.categories(TODAY)
    assert scheme.asks == scheme.asks


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("be.145_33", {"enterprise_number": "0403.019.261"}, {"enterprise_number": "0403019262"}),
        ("ch.33a", {"uid": "CHE-100.155.212"}, {"uid": "CHE-100.155.213"}),
        ("de.10b", GERMAN, {"notice_on": "2023-05-12", "tax_number": "12", "notice": "x"}),
        ("us.1771", AMERICAN, {"ein": "123"}),
        ("ca.3501", {"registration": "123026635RR0001"}, {"registration": "123456789RT0001"}),
    ],
)
def test_numbers_are_checked(code: str, right: dict[str, str], wrong: dict[str, str]) -> None:
    asks = {asked.code: asked for asked in SCHEMES.of(code).asks}
    assert all(asks[name].takes(value) for name, value in right.items())
    assert not any(asks[name].takes(value) for name, value in wrong.items())


@pytest.mark.parametrize(
    ("notice", "since", "blocked"),
    [
        ("exempted", "06.01.2021", False),
        ("exempted", "05.01.2021", True),
        ("statutes", "06.01.2023", False),
        ("statutes", "05.01.2023", True),
    ],
)
def test_a_german_notice_holds_five_years_or_three(
    notice: str, since: str, *, blocked: bool
) -> None:
    body = body_of("de.10b", {**GERMAN, "notice": notice, "notice_on": since})
    problems = [problem.code for problem in SCHEMES.of("de.10b").obstacles(body, TODAY)]
    assert problems == (["receipts.notice"] if blocked else [])


@pytest.mark.parametrize(
    ("code", "cents", "benefit", "kept"),
    [
        ("ca.3501", 10_000, 5_000, True),
        ("ca.3501", 20_000, 17_500, False),
        ("ca.3501", 20_000, 16_000, True),
        ("ca.3501", 50_000, 4_000, True),
        ("us.1771", 10_000, 9_900, True),
        ("de.10b", 10_000, 1, False),
        ("ch.33a", 10_000, 0, True),
    ],
)
def test_what_was_given_in_return_counts_as_each_law_says(
    code: str, cents: int, benefit: int, *, kept: bool
) -> None:
    withheld = SCHEMES.of(code).terms(TODAY).withheld
    assert (withheld([Counterpart(TODAY, 7, cents, benefit)]) == frozenset()) is kept


def test_copies_bear_the_word_of_their_language_and_canada_knows_none() -> None:
    told = {
        (code, language): SCHEMES.of(code).marks(language).copied
        for code, language in (
            *(("fr.2041rd", "fr"), ("be.145_33", "nl"), ("de.10b", "de"), ("us.1771", "en")),
            *(("ca.3501", "en"), ("ca.3501", "fr")),
        )
    }
    days = [SCHEMES.of(code).marks(language).day for code, language in told]
    french, german, american, canadian = "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d"
    assert days == [french, french, german, american, canadian, canadian]
    assert list(told.values()) == ["DUPLICATA", "DUPLICAAT", "ZWEITSCHRIFT", "COPY", "", ""]
    replaced = words_on(SCHEMES.of("ca.3501").pages(snapshot_of(CASES["ca en"], replaces="2025-7")))
    assert "This receipt cancels and replaces receipt no. 2025-7" in replaced
    extra = snapshot_of(CASES["gb"], supplementary=True)
    assert "Supplementary receipt" in words_on(SCHEMES.of("gb.statement").pages(extra))


def test_a_donor_abroad_keeps_the_country_and_a_couple_both_names() -> None:
    case = CASES["ch fr"]
    scheme = SCHEMES.of(case.code)
    home = Address(street="1 Fictive", city="Lyon", postal_code="69000", country="FR")
    donor = Donor(id=1, number=10428, last_name="Essai", first_name="Marie", address=home)
    partner = replace(donor, id=2, first_name="Paul")
    body = body_of(case.code, case.mentions)
    snapshot = replace(snapshot_of(case), recipient=scheme.snapshot(
        body, donor, Occasion(
            number="", year=2025, scope=Scope.SINGLE, lines=case.lines, supplementary=False,
            replaces="", issued_on=TODAY, partners=(partner,),
        )
    ).recipient)  # fmt: skip
    told = words_on(scheme.pages(snapshot))
    assert "Marie et Paul Essai" in told
    assert "69000 Lyon\nFrance" in told
