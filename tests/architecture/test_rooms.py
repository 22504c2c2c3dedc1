# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module stands in a room of the catalogue, or is one of the few agreed by name.

A file that fits nowhere fails here before it becomes an attic. To agree on a new name, add it
below with what it holds, and tell why in the commit.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ROOMS = {
    *("organisation", "donors", "addresses", "duplicates", "gifts", "batches", "deposits"),
    *("receipts", "letters", "campaigns", "segments", "lists", "pledges", "mandates", "statements"),
    *("imports", "exports", "documents", "calls", "dashboards", "privacy", "users", "audit"),
    *("backups", "settings", "readers", "consents", "quality", "households", "mail"),
    *("accounting", "notebook"),
}
"""The subjects of the program, the same words on every floor."""

AGREED = {
    "app": {
        "__main__": "where the program starts",
        "wiring": "the only place where the ring meets",
    },
    "app/kernel": {
        "collecting": "how often Python looks for what only refers to itself",
        "assets": "the door to resources",
        "changes": "what a write touched",
        "clock": "the only reader of today",
        "command": "what can be asked of the office",
        "currency": "what a dossier counts in",
        "damm": "the key digit of numbers people type",
        "errors": "Refused, Conflict, Trouble",
        "files": "files written whole or not at all",
        "formats": "dates and numbers as a person reads them",
        "home": "where mail is posted",
        "i18n": "gettext",
        "money": "cents: parse, format, spell",
        "problem": "what validation returns",
        "progress": "who listens to long work",
        "spelling": "numbers in words",
        "text": "folding and search keys",
        "version": "one string",
    },
    "app/domain": {
        "demo": "fictitious donors and gifts",
        "iban": "account and creditor numbers, whoever holds them",
        "paper": "a printed page without a printer",
    },
    "app/usecases": {
        "demo": "a dossier to practise on",
        "context": "what a handler is given",
        "doors": "how a dossier is opened or made",
        "dossier": "the dossier as a whole: filled, examined",
        "office": "the one door",
        "ports": "what the use cases ask of the ring",
    },
    "app/adapters": {
        "excel": "workbooks and text tables",
        "backups": "the plan of the workstation, volumes by their names",
        "crash": "a bug leaves a report on the computer",
        "log": "the diary of the program, persons masked",
        "mail": "SMTP, and the keyring of the system",
        "passphrases": "Argon2",
        "pdf": "ReportLab and incremental updates",
        "word": "letters of a word processor, filled in a closed room",
    },
    "app/cli": {
        "console": "answers and progress in a terminal",
        "country": "whose law the receipts follow",
        "demo": "a dossier to practise on",
        "details": "what a gift is besides money, as flags",
        "dossier": "new, doctor, audit",
        "main": "words to use cases, failures to statuses",
        "sample": "the main job on the sample workbook",
        "words": "a donor, a fund, an account as one types them",
    },
    "app/ui": {
        "instance": "one window for each dossier",
        "kit": "the toolbox, without a business word",
        "screens": "one package a room",
        "shell": "frame, navigation, menus, palette",
    },
    "app/ui/screens": {"home": "what the dashboards tell, and what is to be done"},
    "db": {
        "backups": "the dossier as one thing: counted, re-read, put back",
        "bulk": "many rows at once",
        "copying": "a copy of the file, whole or none",
        "base": "column types, names of constraints",
        "doctor": "examines a file",
        "engine": "one writer, many readers",
        "mapping": "values to rows and back",
        "migrations": "Alembic",
        "prepared": "statements compiled once, for lines saved at the keys",
        "queries": "flat lines for lists",
        "reindexing": "the finder's index, made anew",
        "repos": "values, one at a time",
        "schema": "the version of a dossier",
        "search": "the finder",
        "sentences": "constraint names to sentences",
        "spellings": "other ways a word may be typed",
        "store": "opens units of work",
        "tables": "facts: columns, constraints, indexes",
        "totals": "sums kept by the transaction that changes them",
        "unit_of_work": "one transaction and its repositories",
        "watch": "what others wrote since one looked last",
        "wiping": "a file that no longer holds what was deleted",
        "work": "what the repositories of a transaction share",
    },
    "db/tables": {
        "desk": "batches, gifts and deposits: one model",
        "records": "the trail and what it proves",
    },
    "db/repos": {
        "base": "what every repository does the same way",
        "imports_undo": "taking an import back, and what has come to rest on it",
        "desk": "batches, gifts and deposits: one model",
        "records": "documents and the trail",
        "setup": "organisation, users, campaigns",
    },
    "db/queries": {
        "desk": "batches, gifts and deposits: one model",
        "finder": "who answers what was typed",
    },
}
"""Floors and shelves, and the names agreed on each besides the rooms."""

_WITHOUT_ROOMS = frozenset({"app", "app/kernel", "app/adapters", "app/ui", "db"})
_FLOORS = {"kernel", "domain", "usecases", "schemes", "adapters", "cli", "ui"}


def names_on(root: Path, shelf: str) -> set[str]:
    """Return the modules and packages that stand directly on a shelf."""
    folder = root / shelf
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return modules | packages


def strangers(root: Path) -> Iterator[str]:
    """Yield every module that is neither a room nor agreed by name."""
    for shelf, agreed in AGREED.items():
        known = set(agreed)
        if shelf not in _WITHOUT_ROOMS:
            known |= ROOMS
        if shelf == "app":
            known |= _FLOORS
        for name in sorted(names_on(root, shelf) - known):
            yield f"{shelf}/{name}"


def test_every_module_has_its_room() -> None:
    assert list(strangers(ROOT)) == []


def test_no_agreed_name_is_unused() -> None:
    unused = [
        f"{shelf}/{name}"
        for shelf, agreed in AGREED.items()
        for name in sorted(set(agreed) - names_on(ROOT, shelf))
    ]
    assert unused == []


@pytest.mark.parametrize("shelf", sorted(AGREED))
def test_an_attic_is_seen(tmp_path: Path, shelf: str) -> None:
    (tmp_path / shelf).mkdir(parents=True)
    (tmp_path / shelf / "helpers.py").touch()
    assert list(strangers(tmp_path)) == [f"{shelf}/helpers"]


def test_the_toolbox_knows_no_room() -> None:
    assert not names_on(ROOT, "app/ui/kit") & ROOMS


def test_a_screen_has_its_use_cases() -> None:
    agreed = {*AGREED["app/ui/screens"], "settings"}  # settings shows the organisation's pages
    screens = names_on(ROOT, "app/ui/screens") - agreed
    assert screens <= names_on(ROOT, "app/usecases")


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(
        int(path.stem[1:5]) for path in (ROOT / "db" / "migrations" / "versions").glob("v*.py")
    )
    assert numbers == list(range(1, len(numbers) + 1))
