# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's tables: heads, columns, values and names are recognised, or told."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.domain.gifts import Means
from app.domain.imports import values
from app.domain.imports.cells import Cell, column_letters, text_of
from app.domain.imports.fields import (
    ColumnMap,
    Confidence,
    Field,
    ImportKind,
    map_columns,
    name_column,
)
from app.domain.imports.headers import find_head, is_remark, is_total, repeats_head
from app.domain.imports.matching import UpdatePolicy, completed
from app.domain.imports.names import FoundName, split_name
from app.domain.imports.rows import RowReader, RowRefused
from app.domain.imports.values import AmountStyle, Conventions, DayOrder, Unreadable
from app.kernel.money import MAX_CENTS, format_number

HOW = Conventions(this_year=2026)
GIFTS, DONORS = ImportKind.GIFTS, ImportKind.DONORS


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Nom complet", Field.FULL_NAME),
        ("Nom & prénom", Field.FULL_NAME),
        ("NOM", Field.LAST_NAME),
        ("Prénom du donateur", Field.FIRST_NAME),
        ("N° du donateur", Field.NUMBER),
        ("Code postal *", Field.POSTAL_CODE),
        ("Dt don", Field.DAY),
        ("Montant (€)", Field.AMOUNT),
        ("Mode de règlement", Field.MEANS),
        ("Tél. portable", Field.PHONE),
        ("Adresse e-mail", Field.EMAIL),
        ("N° chèque", Field.CHEQUE_NUMBER),
        ("Last Name", Field.LAST_NAME),
        ("Gift Date", Field.DAY),
        ("Raison sociale", Field.ORGANISATION),
    ],
)
def test_heads_are_recognised(head: str, field: Field) -> None:
    assert name_column(head, GIFTS)[0] is field


@pytest.mark.parametrize(
    "head",
    ["Date de naissance", "Nom de jeune fille", "Montant promis", "Date d'inscription", "Âge", ""],
)
def test_heads_that_only_look_alike_are_left_out(head: str) -> None:
    assert name_column(head, GIFTS) == (None, Confidence.NONE)


def test_gift_columns_are_left_out_of_donors() -> None:
    assert name_column("Montant", DONORS) == (None, Confidence.NONE)


def test_the_head_is_found_below_titles_and_remarks() -> None:
    rows: list[tuple[int, list[Cell]]] = [
        (1, ["Liste des dons 2025", "", ""]),
        (3, ["Nom du fichier : dons", "", ""]),
        (5, ["Nom", "Date", "Montant"]),
        (6, ["Dupont", "03/12/2025", 50.0]),
    ]
    assert find_head(rows, GIFTS) == 2
    assert find_head(rows[:2] + rows[3:], GIFTS) is None


def test_each_field_is_taken_once_and_what_was_chosen_wins() -> None:
    head = ["Nom", "Mt", "Montant", "Observation", "", "Pivot"]
    samples: list[list[Cell]] = [["Dupont", 5.0, 6.0, "x", "reste", ""]]
    told = map_columns(4, head, samples, GIFTS, {"mt": None, "Pivot": Field.DAY})
    assert [(c.title, c.field) for c in told.columns] == [
        ("Nom", Field.LAST_NAME),
        ("Mt", None),
        ("Montant", Field.AMOUNT),
        ("Observation", Field.NOTES),
        ("E", None),
        ("Pivot", Field.DAY),
    ]


def gift_map(*heads: str) -> ColumnMap:
    return map_columns(1, heads, (), GIFTS)


def test_totals_and_remarks_are_told_apart_from_gifts() -> None:
    columns = gift_map("N°", "Nom", "Date", "Montant")
    assert is_total(["", "TOTAL GÉNÉRAL", "", 120.0], columns, adds_up=False)
    assert is_total(["Sous-total", "", "", 120.0], columns, adds_up=False)
    assert is_total(["", "", "", 120.0], columns, adds_up=True)
    assert not is_total(["", "", "", 120.0], columns, adds_up=False)
    assert not is_total(["M12", "Total", "03/12/2025", 120.0], columns, adds_up=True)
    assert not is_total(["", "Total", "03/12/2025", 120.0], columns, adds_up=False)
    assert not is_total(["", "Totalier", "", 120.0], columns, adds_up=False)
    assert is_remark(["", "à relancer", "", ""])
    assert not is_remark(["", "", "", 12.0])
    assert repeats_head(["N°", "NOM", "date", "Montant"], ["N°", "Nom", "Date", "Montant"])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/12/25", date(2025, 12, 3)),
        ("3.12.2025", date(2025, 12, 3)),
        ("2025-12-03T10:00:00", date(2025, 12, 3)),
        ("03/12/2025 18:23:13", date(2025, 12, 3)),
        ("20251203", date(2025, 12, 3)),
        ("3 décembre 2025", date(2025, 12, 3)),
        ("1er août 2025", date(2025, 8, 1)),
        ("September 12, 2008", date(2008, 9, 12)),
        (45994.0, date(2025, 12, 3)),
        ("45994", date(2025, 12, 3)),
        (datetime(2025, 12, 3, 8), date(2025, 12, 3)),  # noqa: DTZ001
        ("19/08/79", date(1979, 8, 19)),
    ],
)
def test_days_are_read(cell: Cell, day: date) -> None:
    assert values.read_day(cell, HOW) == day


@pytest.mark.parametrize(
    "cell",
    ["31/02/2025", "12/31/2025", "2025", 12.0, True, "hier", "", "03/12", timedelta(1), "0/0/25"],
)
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        values.read_day(cell, HOW)


def test_the_epoch_and_order_of_a_file_are_respected() -> None:
    assert values.read_day(44532.0, Conventions(epoch_1904=True, this_year=2026)) == date(
        2025, 12, 3
    )
    american = Conventions(order=DayOrder.MONTH_FIRST, this_year=2026)
    assert values.read_day("12/03/2025", american) == date(2025, 12, 3)
    assert values.find_day_order({"01/02/2025", "12/31/2025"}) is DayOrder.MONTH_FIRST
    assert values.find_day_order({"13/02/2025", "12/31/2025"}) is DayOrder.DAY_FIRST
    assert values.find_day_order({"01/02/2025"}) is DayOrder.DAY_FIRST


@given(st.dates(date(1950, 1, 1), date(2027, 12, 31)))
def test_a_day_written_any_way_is_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (
        f"{day:%d/%m/%Y}",
        day.isoformat(),
        float(serial),
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert values.read_day(cell, HOW) == day


@given(st.integers(1, MAX_CENTS))
def test_an_amount_written_any_way_is_exact(cents: int) -> None:
    for text in (
        format_number(cents, "fr"),
        f"{format_number(cents, 'fr')} €",
        str(Decimal(cents) / 100),
    ):
        assert values.read_cents(text, HOW) == cents
    english = Conventions(amounts=AmountStyle.ENGLISH)
    assert values.read_cents(format_number(cents, "en"), english) == cents
    assert values.read_cents(cents / 100, HOW) == cents


@pytest.mark.parametrize(
    "cell",
    [
        "1,230.99",
        "1.234",
        "0",
        0.0,
        -5.0,
        "-12,50",
        "12,505",
        12.505,
        "gratuit",
        "",
        float("nan"),
        True,
        date(2025, 1, 1),
    ],
)
def test_what_is_no_sure_amount_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        values.read_cents(cell, HOW)


def test_an_english_column_is_read_as_english() -> None:
    style = values.find_amount_style({"1,230.99", "5"})
    assert style is AmountStyle.ENGLISH
    assert values.read_cents("1,230.99", Conventions(amounts=style)) == 123_099
    assert values.find_amount_style({"1,230.99", "1.230,99"}) is AmountStyle.FRENCH


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("CHQ", Means.CHEQUE),
        ("Chèque n° 12", Means.CHEQUE),
        ("", None),
        ("ESP", Means.CASH),
        ("Virement SEPA", Means.TRANSFER),
        ("CB", Means.CARD),
        ("prlv", Means.DIRECT_DEBIT),
    ],
)
def test_means_are_read(text: str, means: Means | None) -> None:
    assert values.read_means(text) is means


def test_postal_codes_get_their_zero_back_in_france_only() -> None:
    assert values.read_postal_code("1000", "FR") == "01000"
    assert values.read_postal_code("F-35000", "FR") == "35000"
    assert values.read_postal_code("1050", values.read_country("BEL")) == "1050"
    assert values.read_country("") == "FR"
    with pytest.raises(Unreadable):
        values.read_country("Syldavie")
    assert values.read_phone(612345678.0) == "0612345678"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DUPONT Marie", FoundName("", "DUPONT", "Marie")),
        ("Marie DUPONT", FoundName("", "DUPONT", "Marie")),
        ("Marie Dupont", FoundName("", "Dupont", "Marie")),
        ("Le Gall Anne", FoundName("", "Le Gall", "Anne")),
        ("Dupont, Marie", FoundName("", "Dupont", "Marie")),
        ("M. et Mme Jean DUPONT", FoundName("M. et Mme", "DUPONT", "Jean")),
        ("DE LA TOUR Jean-Pierre", FoundName("", "DE LA TOUR", "Jean-Pierre")),
        ("Martin Jean Claude", FoundName("", "Martin", "Jean Claude")),
        ("Dupont", FoundName("", "Dupont")),
        ("Association du Pain", FoundName(organisation="Association du Pain")),
    ],
)
def test_whole_names_are_split(text: str, name: FoundName) -> None:
    assert split_name(text) == name


def test_the_head_may_settle_the_order_of_names() -> None:
    assert split_name("Claude Bernard", first_name_leads=True) == FoundName("", "Bernard", "Claude")
    columns = map_columns(1, ["Prénom Nom"], (), DONORS)
    read = RowReader(columns, HOW, DONORS).donor(["Claude Bernard"])
    assert (read.donor.first_name, read.donor.last_name) == ("Claude", "Bernard")


def test_nothing_of_a_donor_s_row_is_dropped_unsaid() -> None:
    heads = ["Nom", "Prénom", "CP Ville", "Tél", "Portable", "Mail", "SIRET", "Obs"]
    columns = map_columns(1, heads, (), DONORS)
    row: list[Cell] = [
        "Dupont",
        "Marie",
        "35000 Rennes",
        299000001.0,
        "06 39 98 00 01",
        "marie(at)x",
        "12",
        "ok",
    ]
    read = RowReader(columns, HOW, DONORS).donor(row)
    donor = read.donor
    assert (donor.address.postal_code, donor.address.city) == ("35000", "Rennes")
    assert donor.phone == "0299000001"
    assert (donor.email, donor.siren) == ("", "")
    assert donor.notes == "ok; Portable: 06 39 98 00 01; SIRET: 12; Mail: marie(at)x"
    assert {doubt.column for doubt in read.doubts} == {"Mail", "SIRET"}


def test_a_row_is_refused_with_column_found_and_expected() -> None:
    reader = RowReader(gift_map("Nom", "Date", "Montant", "Mode"), HOW, GIFTS)
    with pytest.raises(RowRefused) as refused:
        reader.gift(["Dupont", "03/12/2025", "beaucoup", "CHQ"])
    assert (refused.value.column, refused.value.found) == ("Montant", "beaucoup")
    with pytest.raises(RowRefused) as refused:
        reader.gift(["Dupont", "03/12/2025", 5.0, "troc"])
    assert refused.value.column == "Mode"
    assert reader.cents(["Dupont", "jamais", "12,50"]) == 1250


KNOWN = Donor(last_name="Dupont", first_name="Marie", phone="0299000001")


def test_blanks_never_overwrite_and_differences_are_kept_and_told() -> None:
    same, kept = completed(KNOWN, Donor(last_name="DUPONT"), UpdatePolicy.REPLACE)
    assert (same, kept) == (KNOWN, [])
    told = Donor(last_name="Dupont", phone="0299999999", email="marie@exemple.invalid")
    filled, kept = completed(KNOWN, told, UpdatePolicy.FILL)
    assert (filled.phone, filled.email) == ("0299000001", "marie@exemple.invalid")
    assert [(one.field, one.found) for one in kept] == [("phone", "0299999999")]
    replaced, kept = completed(KNOWN, told, UpdatePolicy.REPLACE)
    assert (replaced.phone, kept) == ("0299999999", [])


def test_cells_are_told_as_a_person_reads_them() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [text_of(c) for c in (5.0, 5.5, True, date(2025, 1, 2))] == [
        "5",
        "5.5",
        "1",
        "02/01/2025",
    ]
