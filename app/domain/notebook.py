# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving another program: the steps, and its figures beside those that arrived."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.assets import asset_path
from app.kernel.i18n import _, current_language

FIRST_YEAR = 1900


class Step(StrEnum):
    """What is done to leave another program, in this order."""

    EXPORT_DONORS = "export_donors"
    EXPORT_GIFTS = "export_gifts"
    EXPORT_RECEIPTS = "export_receipts"
    BACKUP = "backup"
    IMPORT_DONORS = "import_donors"
    IMPORT_GIFTS = "import_gifts"
    DUPLICATES = "duplicates"
    FIGURES = "figures"
    FAREWELL = "farewell"


class Subject(StrEnum):
    """What is counted on both sides."""

    DONORS = "donors"
    GIFTS = "gifts"
    RECEIPTS = "receipts"


def step_words() -> dict[Step, tuple[str, str]]:
    """Name each step, and say how it is done."""
    return {
        Step.EXPORT_DONORS: (
            _("Export the donors"),
            _("One row a donor, with the number the program knows them by, in Excel or CSV."),
        ),
        Step.EXPORT_GIFTS: (
            _("Export the gifts"),
            _("All years, one row a gift: the donor's number, day, amount, method."),
        ),
        Step.EXPORT_RECEIPTS: (
            _("Note the receipts"),
            _("The numbers of the tax receipts it issued, on the rows of their gifts."),
        ),
        Step.BACKUP: (
            _("Back the dossier up"),
            _("On another disk, before the first import."),
        ),
        Step.IMPORT_DONORS: (
            _("Import the donors"),
            _("Rehearse first, look at the rows set aside, then import."),
        ),
        Step.IMPORT_GIFTS: (
            _("Import the gifts"),
            _("Those receipted by the former program are marked so, and not receipted again."),
        ),
        Step.DUPLICATES: (
            _("Look for duplicates"),
            _("The same person twice in the former program is one here once merged."),
        ),
        Step.FIGURES: (
            _("Compare the figures"),
            _("Type the former program's figures; each difference is looked at, or explained."),
        ),
        Step.FAREWELL: (
            _("Keep the former program's file"),
            _("A copy that is not changed any more: receipts are shown for years."),
        ),
    }


def subject_words() -> dict[Subject, str]:
    """Name what is counted."""
    return {
        Subject.DONORS: _("Donors"),
        Subject.GIFTS: _("Gifts"),
        Subject.RECEIPTS: _("Receipts of the former program"),
    }


@dataclass(frozen=True, slots=True)
class FormerProgram:
    """A program people come from.

    Attributes:
        hint: Where it exports, in the language in force; empty when nothing is known of it.
    """

    code: str
    name: str
    hint: str


def former_programs() -> Sequence[FormerProgram]:
    """Return the programs of which something is known, then any other."""
    language = current_language()
    known = [
        FormerProgram(one["code"], one["name"], one["hint"][language])
        for one in _told()["programs"]
    ]
    return [*known, FormerProgram("other", _("Another program, or a workbook"), "")]


@cache
def _told() -> dict[str, Any]:
    path = asset_path("data", "former_programs.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """The notebook of one migration.

    Attributes:
        program: The code of the former program.
        finished_on, finished_by: When it was found right and by whom; None while it is kept.
        report_sha256: The report in the vault, or empty.
        reason: Why it was opened again, or empty.
    """

    id: int = 0
    version: int = 0
    program: str
    begun_on: date
    begun_by: str = ""
    finished_on: date | None = None
    finished_by: str = ""
    report_sha256: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookStep:
    """A step that was done, or noted.

    Attributes:
        done_on: The day it was done; None when only noted.
    """

    id: int = 0
    version: int = 0
    notebook_id: int
    step: Step
    done_on: date | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerFigure:
    """A figure of the former program.

    Attributes:
        year: The year of the gifts; 0 for all, as with donors.
        count, cents: As it tells them; donors have no cents.
        reason: Why what arrived may differ, in a person's words; empty while nobody accepted it.
    """

    id: int = 0
    version: int = 0
    notebook_id: int
    subject: Subject
    year: int
    count: int
    cents: int = 0
    reason: str = ""
    by: str = ""


class Verdict(StrEnum):
    """How a former figure stands beside what is here."""

    UNTOLD = "untold"
    AGREES = "agrees"
    EXPLAINED = "explained"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure on both sides.

    Attributes:
        former: As typed, or None.
        count, cents: What imports brought that is here now.
        clues: What may make the difference, in sentences.
    """

    subject: Subject
    year: int
    former: FormerFigure | None
    count: int
    cents: int
    clues: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many are here beyond the former figure, or less than zero."""
        return 0 if self.former is None else self.count - self.former.count

    @property
    def missing_cents(self) -> int:
        """How many cents are here beyond the former figure, or less than zero."""
        return 0 if self.former is None else self.cents - self.former.cents

    @property
    def verdict(self) -> Verdict:
        """Whether both sides tell the same, to the cent."""
        if self.former is None:
            return Verdict.UNTOLD
        if not (self.missing or self.missing_cents):
            return Verdict.AGREES
        return Verdict.EXPLAINED if self.former.reason else Verdict.DIFFERS


def verdict_words() -> dict[Verdict, str]:
    """Name the verdicts."""
    return {
        Verdict.UNTOLD: _("to be typed"),
        Verdict.AGREES: _("agrees"),
        Verdict.EXPLAINED: _("explained"),
        Verdict.DIFFERS: _("differs"),
    }
