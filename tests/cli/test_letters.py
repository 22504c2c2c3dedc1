# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters in words."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Obole

Say = Callable[..., tuple[int, str, str]]


def give(obole: Obole, name: str, amount: str) -> str:
    """Post a gift of a new donor; return the donor's number."""
    place = ("--street", "1 rue du Pré", "--postal-code", "35000", "--city", "Rennes")
    number = str(obole("donors", "create", "--last-name", name, *place)[1]["number"])
    words = ("--kind", "cheques", "--expected-count", "1", "--expected-total", amount)
    batch = str(obole("batches", "open", *words, "--received", "2026-01-02")[1]["batch"])
    obole("batches", "add", batch, "--donor", number, "--amount", amount)
    assert obole("batches", "post", batch)[0] == 0
    return number


def test_the_queue_is_told_marked_and_taken_back(obole: Obole, say: Say) -> None:
    status, told = obole("letters", "settings", "--since", "2026-01-01", "--window-left", "112.5")
    assert (status, told["since"], told["window_left_mm"]) == (0, "2026-01-01", 112.5)
    number = give(obole, "Essai", "200")
    status, told = obole("letters", "queue")
    assert (status, told["count"], told["paper"], told["left_out"]) == (0, 1, 1, 0)
    (line,) = told["donors"]
    assert (line["number"], line["cents"], line["days"]) == (number, 20_000, 4)
    assert (line["template"], line["way"], line["late"]) == ("thanks-large", "paper", False)
    assert "1 donateur à remercier · par courrier 1" in say("letters", "queue", language="fr")[1]
    status, told = obole("letters", "done", number, "--how", "by telephone")
    assert (status, told["count"]) == (0, 1)
    assert obole("letters", "queue")[1]["count"] == 0
    assert obole("letters", "undo", str(told["letters"][0]))[0] == 0
    assert obole("letters", "queue")[1]["count"] == 1


def test_templates_and_rules_are_told(obole: Obole, say: Say) -> None:
    told = obole("letters", "templates")[1]["templates"]
    assert {one["kind"] for one in told} >= {"thanks", "cover", "unpaid", "address", "renewal"}
    assert "salutation" in obole("letters", "show", "thanks")[1]["english"]
    assert obole("letters", "show", "absent")[0] == 3
    rules = obole("letters", "rules")[1]
    assert (rules["usual"], rules["rules"][1]) == (
        True,
        {"asked": "first gift", "template": "welcome"},
    )
    assert "premier don" in say("letters", "rules", language="fr")[1]
    assert "Accompagnement d’un reçu" in say("letters", "templates", language="fr")[1]


def test_letters_are_previewed_made_printed_again_and_taken_back(
    obole: Obole, tmp_path: Path
) -> None:
    obole("letters", "settings", "--since", "2026-01-01")
    number = give(obole, "Essai", "20")
    out = str(tmp_path / "letters.pdf")
    status, told = obole("letters", "preview", "--out", out)
    assert (status, told["count"], told["templates"]) == (0, 1, {"Welcome (first gift)": 1})
    assert obole("letters", "run", "--out", out, "--confirm", "2")[0] == 3
    status, told = obole("letters", "run", "--out", out, "--confirm", "1")
    assert (status, told["count"], told["pdf"]) == (0, 1, out)
    assert b"%PDF" in Path(out).read_bytes()[:8]
    run = str(told["run"])
    (line,) = obole("letters", "runs")[1]["runs"]
    assert (line["count"], line["unfinished"], line["sent_on"]) == (1, False, None)
    for verb in ("print", "resume"):
        assert obole("letters", verb, run, "--out", out)[0] == 0
    moments = obole("donors", "timeline", number)[1]["moments"]
    (letter,) = [str(one["letter"]) for one in moments if one["letter"]]
    assert obole("letters", "page", letter, "--out", out)[0] == 0
    assert obole("letters", "takeback", run)[1]["count"] == 1
    obole("donors", "list", "--where", "city=Rennes", "--save", "Rennes")
    words = ("--template", "renewal", "--segment", "Rennes", "--out", out)
    status, told = obole("letters", "run", *words)
    assert (status, told["count"]) == (0, 1)
    assert obole("letters", "sent", str(told["run"]))[1]["sent_on"] == "2026-01-06"
    assert obole("letters", "takeback", str(told["run"]))[0] == 3
    assert obole("letters", "run", "--donor", number, *words)[0] == 3
    one = ("--template", "address", "--donor", number, "--out", out)
    assert obole("letters", "run", *one)[1]["count"] == 1


def test_templates_and_rules_are_written_from_files(obole: Obole, tmp_path: Path) -> None:
    text, rules = tmp_path / "text.json", tmp_path / "rules.json"
    text.write_text(obole("letters", "show", "welcome")[1]["french"], encoding="utf-8")
    words = ("--kind", "thanks", "--name", "Merci l’été", "--french", str(text), "--coupon")
    status, told = obole("letters", "save", *words)
    assert (status, told["template"], told["coupon"]) == (0, "merci-l-ete", True)
    rules.write_text('[{"template": "merci-l-ete", "below": 1000}]', encoding="utf-8")
    told = obole("letters", "rules", "--file", str(rules))[1]
    assert told["rules"] == [{"asked": "below €10.00", "template": "merci-l-ete"}]
    assert obole("letters", "remove", "merci-l-ete")[0] == 3
    assert obole("letters", "rules", "--usual")[1]["usual"]
    assert obole("letters", "save", "--code", "merci-l-ete", "--name", "Été")[1]["name"] == "Été"
    assert obole("letters", "remove", "merci-l-ete")[0] == 0
    rules.write_text("rien", encoding="utf-8")
    assert obole("letters", "rules", "--file", str(rules))[0] == 3
