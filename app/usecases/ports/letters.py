# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of letters, and of which gifts they thank for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from app.domain.letters.queue import DueGift
from app.domain.letters.values import Letter, LetterRun, LetterSettings, LetterTemplate


class LetterRepo(Protocol):
    """Letters to donors."""

    def templates(self) -> Sequence[LetterTemplate]:
        """Return those the association wrote or changed, by name."""

    def save_template(self, template: LetterTemplate) -> LetterTemplate:
        """Write a new or a changed one; raise ``Conflict`` when it is stale."""

    def remove_template(self, template: LetterTemplate) -> None:
        """Remove one; raise ``Conflict`` when it is stale."""

    def settings(self) -> LetterSettings:
        """Return how the association writes; the usual until something is written."""

    def save_settings(self, settings: LetterSettings) -> LetterSettings:
        """Write how the association writes; raise ``Conflict`` when it is stale."""

    def due(self, since: date | None, donor_ids: Sequence[int] | None = None) -> Sequence[DueGift]:
        """Return the posted gifts that stand, have a donor, and were not thanked for yet.

        Args:
            since: Only those received from this day on.
            donor_ids: Only of these donors.
        """

    def due_count(self, since: date | None) -> tuple[int, date | None]:
        """Return how many donors are to be thanked, and the day the oldest gift was received."""

    def nameless(self, since: date | None) -> tuple[int, int]:
        """Return how many payments nobody can be thanked for: anonymous, donor not known yet."""

    def gave_before(self, donor_ids: Sequence[int], since: date | None) -> frozenset[int]:
        """Return who of these has a gift that stands and is not due."""

    def start_run(self, run: LetterRun) -> LetterRun:
        """Write that letters were confirmed; return it with its id."""

    def plan(self, run_id: int) -> str:
        """Return what is still to be made of letters confirmed together; empty when all are."""

    def set_plan(self, run_id: int, plan: str) -> None:
        """Keep what is still to be made; no act of record, so without trail."""

    def save_run(self, run: LetterRun) -> LetterRun:
        """Write what became of letters made together; raise ``Conflict`` when it is stale."""

    def run(self, run_id: int) -> LetterRun:
        """Return one; raise ``Refused`` when there is none."""

    def runs(self) -> Sequence[LetterRun]:
        """Return every one, the latest first."""

    def counts(self) -> Mapping[int, int]:
        """Return how many letters were made together, by run."""

    def add(self, letters: Sequence[tuple[Letter, Sequence[int]]]) -> Sequence[Letter]:
        """Write letters, each with the ids of the gifts it thanks for.

        Raises:
            Refused: When one of the gifts was thanked for already.
        """

    def letter(self, letter_id: int) -> Letter:
        """Return one; raise ``Refused`` when there is none."""

    def of_run(self, run_id: int) -> Sequence[Letter]:
        """Return the letters made together, in their order."""

    def of_donor(self, donor_id: int) -> Sequence[Letter]:
        """Return the letters to a donor, oldest first."""

    def remove(self, letters: Sequence[Letter]) -> None:
        """Take letters back: their gifts are to be thanked for again."""

    def carry(self, gift_id: int, line_id: int) -> None:
        """Let the letter that thanks for a gift thank for the line that corrects it."""
