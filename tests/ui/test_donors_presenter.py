# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the donors page says and checks, without a window."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.addresses import Address
from app.domain.audit import AuditEntry, canonical
from app.domain.donors import Donor, ReceiptWish, wish_words
from app.domain.gifts import GiftState, Means
from app.domain.lists import ListColumn
from app.kernel.i18n import use_language
from app.kernel.problem import Severity
from app.ui.screens.donors import draft, presenter
from app.ui.screens.donors.columns import donor_columns
from app.usecases.donors.history import history_rows
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine, ListRow


def _line(**changes: object) -> DonorLine:
    values: dict[str, Any] = dict.fromkeys(DonorLine._fields, "")
    dates = dict.fromkeys(("returned_on", "deceased_on", "archived_on", "last_on", "last_means"))
    sums = dict.fromkeys(("id", "number", "gifts", "cents", "last_cents"), 0)
    return DonorLine(**(values | dates | sums | changes))


def _gift(year: int, cents: int, **changes: object) -> GiftLine:
    values: dict[str, object] = dict.fromkeys(GiftLine.__dataclass_fields__, "")
    nothing = ("reverses_id", "reversed_by", "corrects_id")
    values |= dict.fromkeys(nothing) | {
        "cents": cents,
        "received_on": date(year, 3, 1),
        "means": Means.CHEQUE,
        "state": GiftState.POSTED,
    }
    return GiftLine(**(values | changes))  # type: ignore[arg-type]


def test_a_list_row_says_where_when_and_how_much() -> None:
    """Empty things are dashes, not zeros."""
    by_id = {column.id: column for column in donor_columns(tuple(ListColumn))}
    with use_language("fr"):
        line = _line(postal_code="35000", city="Rennes", gifts=2, cents=123450)
        row = ListRow(Donor(), line, ("Bénévole", "Fête"))
        nothing = ListRow(Donor(), _line(), ())
        assert by_id[ListColumn.PLACE].get(row) == "35000 Rennes"
        assert by_id[ListColumn.TOTAL].get(row) == "1\u202f234,50\u00a0€"
        assert by_id[ListColumn.TAGS].get(row) == "Bénévole, Fête"
        for column in (ListColumn.TOTAL, ListColumn.LAST_GIFT, ListColumn.PLACE, ListColumn.GIFTS):
            assert by_id[column].get(nothing) == "—"


def test_the_list_and_the_selection_are_counted_with_their_money() -> None:
    with use_language("fr"):
        told = presenter.count_text(1200, narrowed=True, cents=500)
        assert told == "1\u202f200 donateurs trouvés · 5,00\u00a0€"
        assert presenter.count_text(1, narrowed=False) == "1 donateur"
        assert presenter.selected_text(2, 0) == "2 donateurs sélectionnés · 0,00\u00a0€"


@pytest.mark.parametrize("name", ["deceased_on", "archived_on", "returned_on"])
def test_a_state_has_a_word(name: str) -> None:
    """Never colour alone."""
    assert presenter.state(_line(**{name: date(2025, 1, 1)}))
    assert presenter.is_gone(_line(**{name: date(2025, 1, 1)})) is (name != "returned_on")


def test_reversed_gifts_do_not_count_but_keep_their_state() -> None:
    """A gift and its reversal sum to nothing and are no gift."""
    gifts = [
        _gift(2025, 5000),
        _gift(2025, 3000, reversed_by=7),
        _gift(2025, -3000, reverses_id=6),
        _gift(2024, 2000),
        _gift(2024, 9900, state=GiftState.DRAFT),
    ]
    assert presenter.by_year(gifts) == [(2025, 1, 5000), (2024, 1, 2000)]
    assert len({presenter.gift_state(gift) for gift in gifts}) == 4


def test_an_incomplete_address_is_told_only_to_who_wants_a_receipt() -> None:
    """Who refuses receipts needs no address."""
    donor = Donor(last_name="Dupont")
    assert len(presenter.warnings(donor)) == 1
    assert presenter.warnings(draft.with_values(donor, {"receipt_wish": ReceiptWish.NONE})) == []


def test_values_are_tidied_and_spread_over_the_address() -> None:
    """Names in capitals, runs of spaces gone, the line breaks of a note kept."""
    typed = {"last_name": " le  gall ", "city": " Rennes ", "notes": "one\ntwo "}
    donor = draft.with_values(Donor(id=3, version=2), typed)
    assert (donor.last_name, donor.address.city, donor.notes) == ("LE GALL", "Rennes", "one\ntwo")
    assert draft.changed_fields(Donor(id=3, version=2), donor) == ["last_name", "notes", "city"]
    assert draft.value_of(donor, "city") == "Rennes"


def test_the_envelope_shows_its_lines_and_warns_beyond_38_characters() -> None:
    """The post reads 38 characters a line; a longer one is doubtful, not refused."""
    donor = Donor(last_name="Dupont", address=Address(street="12 rue " + "x" * 40))
    lines = dict(draft.envelope(donor))
    assert lines["recipient"] == "DUPONT"
    assert lines["complement"] == ""
    (problem,) = [p for p in draft.problems_of(donor) if p.code == "address.long_line"]
    assert (problem.field, problem.severity) == ("street", Severity.WARNING)


def _entry(action: str, values: dict[str, object] | None) -> AuditEntry:
    return AuditEntry(
        at=datetime(2026, 1, 6, 10, tzinfo=UTC),
        by="Paule",
        command="EditDonor",
        room="donors",
        subject_id=1,
        action=action,
        salt=None,
        values=canonical(values) if values is not None else None,
        digest="",
        chain="",
    )


def test_history_tells_who_changed_what_from_what_to_what() -> None:
    """Known fields in words, the newest first, internal columns untold, erased values said so."""
    rows = history_rows(
        [
            _entry("created", {"last_name": [None, "DUPONT"], "city": [None, "RENNES"]}),
            _entry(
                "changed",
                {
                    "sort_key": ["a", "b"],
                    "receipt_wish": ["annual", "none"],
                    "deceased_on": [None, "2025-12-31"],
                },
            ),
            _entry("changed", None),
        ]
    )
    assert [row.who for row in rows] == ["Paule"] * 4
    assert rows[1].before == wish_words()[ReceiptWish.ANNUAL]
    assert (rows[2].before, rows[2].after) == ("—", "31/12/2025")
    assert rows[3].after == "DUPONT RENNES"


def test_a_field_nobody_typed_in_stays_as_it_was_written() -> None:
    donor = Donor(last_name="de La Tour", first_name="Zoé")
    assert draft.with_values(donor, {"last_name": "de La Tour"}) == donor
    assert draft.with_values(donor, {"last_name": "de La Tours"}).last_name == "DE LA TOURS"


def test_an_erased_sheet_says_only_that() -> None:
    day = date(2026, 1, 6)
    gone = Donor(last_name="Erased on 06/01/2026", erased_on=day, archived_on=day)
    (told,) = presenter.warnings(gone)
    assert "was erased on 06/01/2026" in told
