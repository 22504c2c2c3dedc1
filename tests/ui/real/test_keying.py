# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pile of cheques keyed with real keys on a French keyboard, before twenty thousand donors."""

from pathlib import Path

import pytest

from app.kernel.damm import check_digit
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program

pytestmark = pytest.mark.screen
KNOWN_NUMBER = "104289"
"""Number 10428 with its key, of the demonstration."""


@pytest.fixture
def batch(program: Program) -> Program:
    """The program with a batch of three cheques and 150 euros open."""
    open_batch(program, "3", "150")
    return program


def open_batch(program: Program, count: str, total: str) -> None:
    program.key("ctrl+l")
    program.wait_focus("expectedCount")
    program.type(count)
    program.key("Return")
    program.type(total)
    program.key("Return")
    program.wait_focus("finder")
    program.until(lambda: program.ask("still"))


def key_line(program: Program, number: str, amount: str) -> None:
    program.type(number)
    program.key("Return")
    program.wait_focus("amount")
    program.type(amount)
    program.key("KP_Enter")
    program.wait_focus("finder")


def told(program: Program, words: str) -> bool:
    """Whether a text of the window says it."""
    return any(words in text for text in program.ask("texts"))


def test_a_batch_opens_in_fourteen_keys_at_most(program: Program) -> None:
    open_batch(program, "3", "150")
    assert program.keys <= 14
    program.wait_text("150,00")


def test_a_known_donor_by_number_takes_ten_keys_and_no_mouse(batch: Program) -> None:
    batch.keys = 0
    batch.type(KNOWN_NUMBER)
    batch.key("Return")
    batch.type("50")
    batch.key("KP_Enter")
    line = batch.wait_lines(1)[0]
    assert batch.keys == 10
    assert line[3] == "50,00\u00a0€"
    assert batch.ask("focus")["name"] == "finder"
    assert batch.ask("mouse") == 0


def test_a_known_donor_by_name_takes_twelve_keys(batch: Program) -> None:
    batch.keys = 0
    batch.type("zyva que")
    batch.key("Return")
    batch.type("50")
    batch.key("Return")
    line = batch.wait_lines(1)[0]
    assert batch.keys == 12
    assert line[1] == "ZYVATEL Quentin"


def test_a_name_mistyped_is_offered_and_waits_to_be_chosen(batch: Program) -> None:
    batch.type("zyvatle q")
    batch.key("Return")
    batch.wait_text("y ressemble")
    assert batch.ask("focus")["name"] == "finder"
    batch.key("Down", "Return")
    batch.wait_focus("amount")
    batch.type("50")
    batch.key("Return")
    assert batch.wait_lines(1)[0][1] == "ZYVATEL Quentin"


def test_keys_faster_than_the_answers_go_to_the_right_fields(batch: Program) -> None:
    one, other = [*KNOWN_NUMBER, "Return", "5", "0"], [*KNOWN_NUMBER, "Return", "6", "0"]
    batch.desktop.tell("key", "--delay", "1", *one, "KP_Enter", *other, "KP_Enter")
    rows = batch.wait_lines(2)
    assert [row[3] for row in rows] == ["60,00\u00a0€", "50,00\u00a0€"]


def test_enter_never_chooses_between_homonyms(batch: Program) -> None:
    batch.type("querzoal")
    batch.key("Return")
    batch.wait_text("2 donateurs\u00a0: choisissez avec ↓.")
    batch.key("Return")
    assert batch.lines() == []
    assert batch.ask("focus")["name"] == "finder"
    batch.key("Down")
    shown = batch.ask("rows", name="choices")[0]
    batch.key("Return")
    batch.wait_focus("amount")
    batch.type("20")
    batch.key("Return")
    line = batch.wait_lines(1)[0]
    assert [line[1], line[2]] == shown[:2]


def test_a_miscopied_number_books_nobody(batch: Program) -> None:
    for wrong in ("104283", "140289"):
        batch.type(wrong)
        batch.key("Return")
        batch.wait_text("Numéro mal recopié\u00a0: vérifiez sur le coupon.")
        assert batch.ask("focus")["name"] == "finder"
        assert batch.lines() == []
        batch.key("ctrl+a", "Delete")
        batch.until(lambda: not told(batch, "Numéro mal recopié"))


def test_a_number_without_its_key_wants_a_second_enter(batch: Program) -> None:
    batch.type("10428")
    batch.key("Return")
    batch.wait_text("Numéro sans sa clé")
    assert batch.ask("focus")["name"] == "finder"
    batch.key("Return")
    batch.wait_focus("amount")


def test_amounts_as_people_write_them(batch: Program) -> None:
    amounts = {
        "12.5": "12,50\u00a0€",
        "12,5": "12,50\u00a0€",
        "234,50": "234,50\u00a0€",
        "1 234,50": "1\u202f234,50\u00a0€",
        "1\u00a0234,50": "1\u202f234,50\u00a0€",
        "1\u202f234,50": "1\u202f234,50\u00a0€",
    }
    for keyed, (typed, written) in enumerate(amounts.items(), start=1):
        batch.type("zyva que")
        batch.key("Return")
        batch.wait_focus("amount")
        batch.type(typed, delay_ms=40)
        batch.key("Return")
        if written.startswith("1\u202f"):  # a large gift is asked about once
            batch.wait_text("Entrée confirme")
            batch.key("Return")
        assert batch.wait_lines(keyed)[0][3] == written
        batch.wait_focus("finder")


def test_what_is_no_amount_is_refused_in_french(batch: Program) -> None:
    batch.type("zyva que")
    batch.key("Return")
    batch.wait_focus("amount")
    for typed, why in (("abc", "Montant illisible"), ("0", "Le montant est")):
        batch.type(typed)
        batch.key("Return")
        batch.wait_text(why)
        assert batch.ask("focus")["name"] == "amount"
        assert batch.lines() == []
        batch.key("ctrl+a", "Delete")


def test_the_last_line_comes_back_and_a_removed_one_too(batch: Program) -> None:
    key_line(batch, KNOWN_NUMBER, "50")
    batch.key("Up")
    batch.wait_focus("amount")
    batch.wait_text("Modification de la ligne 1")
    batch.type("55")
    batch.key("Return")
    batch.until(lambda: batch.lines()[0][3] == "55,00\u00a0€")
    batch.wait_focus("finder")
    batch.key("F6", "F6")
    batch.wait_focus("linesTable")
    batch.key("Home", "Delete")
    batch.until(lambda: batch.lines() == [])
    batch.wait_text("Annuler")


def test_an_unknown_donor_is_set_aside(batch: Program) -> None:
    batch.type("illisible")
    batch.key("ctrl+m")
    batch.wait_focus("amount")
    batch.type("20")
    batch.key("Return")
    line = batch.wait_lines(1)[0]
    assert line[1] == "(à identifier) illisible"
    assert line[6] == "à identifier"


def test_a_new_donor_is_made_without_leaving_the_line(batch: Program) -> None:
    batch.keys = 0
    batch.type("wuxtry")
    batch.key("ctrl+n")
    batch.until(lambda: (batch.ask("focus") or {}).get("text") == "")
    batch.type("Jean")
    batch.key("Tab")
    batch.type("1 rue Basse")
    batch.key("Return")
    batch.type("35000")
    batch.key("Return")
    batch.type("Rennes")
    batch.key("Return", "Return", "Return", "Return", "Return")
    batch.wait_focus("amount")
    batch.type("50")
    batch.key("Return")
    line = batch.wait_lines(1)[0]
    assert (line[1], line[2]) == ("WUXTRY Jean", "35000 Rennes")
    assert batch.keys <= 50


def test_ctrl_k_gives_the_very_caret_back(batch: Program) -> None:
    batch.type("zyva que")
    batch.key("Return")
    batch.wait_focus("amount")
    batch.type("1234")
    batch.key("Left", "Left")
    before = batch.ask("focus")
    assert (before["name"], before["text"], before["caret"]) == ("amount", "1234", 2)
    batch.key("ctrl+k")
    batch.until(lambda: (batch.ask("focus") or {}).get("name") != "amount")
    batch.type("querz")
    batch.key("Escape")
    batch.wait_focus("amount")
    assert batch.ask("focus") == before


def test_alt_letters_reach_the_pins_and_enter_comes_back(batch: Program) -> None:
    for chord, spoken in (("alt+b", "Banque"), ("alt+t", "Date"), ("alt+a", "Affectation")):
        batch.key(chord)
        batch.until(lambda: (batch.ask("focus") or {}).get("spoken") == spoken)  # noqa: B023 - run at once
        batch.key("Return")
        batch.wait_focus("finder")
    assert batch.ask("clashes") == []


def test_tab_never_stops_at_a_pin(batch: Program) -> None:
    visited = []
    for _stop in range(10):
        visited.append(batch.ask("focus")["name"] or batch.ask("focus").get("text", ""))
        batch.key("Tab")
    assert visited[:4] == ["finder", "amount", "chequeNo", "chequeDay"]
    assert visited[5] == "linesTable"
    assert visited[9] == "btnPost"
    assert batch.ask("nameless") == []


def test_enough_whole_lines_fit(batch: Program) -> None:
    assert batch.resize(1366, 728) <= 1366
    batch.until(lambda: batch.ask("whole_rows", name="linesTable") >= 12)
    assert batch.resize(1093, 582) <= 1093
    batch.until(lambda: batch.ask("whole_rows", name="linesTable") >= 6)


def test_a_power_cut_in_the_third_amount_loses_nothing(start: Start) -> None:
    first = start()
    open_batch(first, "3", "150")
    key_line(first, KNOWN_NUMBER, "50")
    key_line(first, f"10429{check_digit('10429')}", "60")
    first.wait_lines(2)
    first.type("zyva que")
    first.key("Return")
    first.wait_focus("amount")
    first.type("4")
    first.until(lambda: "Brouillon enregistré" in " ".join(first.ask("texts")))
    first.until(lambda: partial_amount(first.dossier) == "4")
    first.kill()

    second = start()
    second.wait_text("Reprendre")
    second.key("Return")
    caret = second.wait_focus("amount")
    assert (caret["text"], caret["caret"]) == ("4", 1)
    assert len(second.lines()) == 2
    assert second.ask("widget", name="finder")["text"] == "ZYVATEL Quentin"
    second.type("0")
    second.key("Return")
    assert next(row[3] for row in second.wait_lines(3)) == "40,00\u00a0€"


def partial_amount(dossier: Path) -> str:
    """Return the amount half-typed, as it stands on the disk."""
    from app.ui.screens.batches.partial import read_partial  # noqa: PLC0415
    from app.usecases.batches import ToResume  # noqa: PLC0415
    from app.wiring import ShippedDoors  # noqa: PLC0415

    office = ShippedDoors().open(str(dossier))
    try:
        saved = read_partial(office.ask(ToResume())[0].partial)
    finally:
        office.close()
    return saved.amount if saved else ""
