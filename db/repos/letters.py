# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters, and which gifts they thank for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from app.domain.letters.queue import DueGift
from app.domain.letters.values import Letter, LetterRun, LetterSettings, LetterTemplate
from db.mapping import Mapper
from db.queries.letters import LetterQueries
from db.repos.base import Repo
from db.tables.documents import document
from db.tables.letters import gift_thanks, letter, letter_run, letter_settings, letter_template
from db.work import Work

_ONLY = 1
_ROOM = "letters"
_CHUNK = 400


class _Templates(Repo[LetterTemplate]):
    mapper = Mapper(LetterTemplate, letter_template)
    room = _ROOM

    def all(self) -> list[LetterTemplate]:
        return self._many(self._select().order_by(letter_template.c.name, letter_template.c.id))


class _Settings(Repo[LetterSettings]):
    mapper = Mapper(LetterSettings, letter_settings)
    room = "letter_settings"

    def only(self) -> LetterSettings:
        return self._one(self._select().where(letter_settings.c.id == _ONLY)) or LetterSettings()


class _Runs(Repo[LetterRun]):
    mapper = Mapper(LetterRun, letter_run)
    room = "letter_runs"

    def all(self) -> list[LetterRun]:
        return self._many(self._select().order_by(letter_run.c.id.desc()))


class _Letters(Repo[Letter]):
    mapper = Mapper(Letter, letter)
    room = _ROOM

    def of(self, condition: sa.ColumnElement[bool]) -> list[Letter]:
        return self._many(self._select().where(condition).order_by(letter.c.id))


class SqlLetterRepo:
    """Letters to donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._templates = _Templates(work)
        self._settings = _Settings(work)
        self._runs = _Runs(work)
        self._letters = _Letters(work)
        self._queries = LetterQueries(work)

    def templates(self) -> list[LetterTemplate]:
        """Return those the association wrote or changed, by name."""
        return self._templates.all()

    def save_template(self, template: LetterTemplate) -> LetterTemplate:
        """Write a new or a changed one."""
        return self._templates.save(template) if template.id else self._templates.add(template)

    def remove_template(self, template: LetterTemplate) -> None:
        """Remove one."""
        self._templates.remove(template)

    def settings(self) -> LetterSettings:
        """Return how the association writes."""
        return self._settings.only()

    def save_settings(self, settings: LetterSettings) -> LetterSettings:
        """Write how the association writes."""
        self._work.touch(_ROOM)
        return self._settings.save(settings) if settings.id else self._settings.add(settings)

    def due(self, since: date | None, donor_ids: Sequence[int] | None = None) -> list[DueGift]:
        """Return the gifts to thank for."""
        return self._queries.due(since, donor_ids)

    def due_count(self, since: date | None) -> tuple[int, date | None]:
        """Return how many donors are to be thanked, and since when."""
        return self._queries.due_count(since)

    def nameless(self, since: date | None) -> tuple[int, int]:
        """Return how many payments nobody can be thanked for."""
        return self._queries.nameless(since)

    def gave_before(self, donor_ids: Sequence[int], since: date | None) -> frozenset[int]:
        """Return who has a gift that stands and is not due."""
        return self._queries.gave_before(donor_ids, since)

    def start_run(self, run: LetterRun) -> LetterRun:
        """Write that letters were confirmed."""
        self._work.touch(_ROOM)
        return self._runs.add(run)

    def plan(self, run_id: int) -> str:
        """Return what is still to be made."""
        mine = sa.select(letter_run.c.plan).where(letter_run.c.id == run_id)
        return self._work.connection.execute(mine).scalar() or ""

    def set_plan(self, run_id: int, plan: str) -> None:
        """Keep what is still to be made."""
        mine = letter_run.c.id == run_id
        self._work.connection.execute(letter_run.update().where(mine).values(plan=plan))

    def save_run(self, run: LetterRun) -> LetterRun:
        """Write what became of letters made together."""
        self._work.touch(_ROOM)
        return self._runs.save(run)

    def run(self, run_id: int) -> LetterRun:
        """Return one."""
        return self._runs.get(run_id)

    def runs(self) -> list[LetterRun]:
        """Return every one, the latest first."""
        return self._runs.all()

    def counts(self) -> dict[int, int]:
        """Return how many letters were made together, by run."""
        counted = sa.select(letter.c.run_id, sa.func.count()).where(letter.c.run_id.is_not(None))
        rows = self._work.connection.execute(counted.group_by(letter.c.run_id))
        return {row[0]: row[1] for row in rows}

    def add(self, letters: Sequence[tuple[Letter, Sequence[int]]]) -> list[Letter]:
        """Write letters, each with the gifts it thanks for."""
        stored = []
        thanked: list[dict[str, int]] = []
        for one, gift_ids in letters:
            row = self._letters.mapper.to_row(one)
            insertion = self._letters.mapper.insertion(tuple({**row, "version": 1}))
            key = insertion.first(self._work.connection, **row, version=1)
            if key is None:
                message = "the database gave a letter no id"
                raise RuntimeError(message)
            stored.append(replace(one, id=key[0], version=1))
            thanked.extend({"gift_id": gift_id, "letter_id": key[0]} for gift_id in gift_ids)
            told = {"kind": one.kind.value, "way": one.way.value, "gifts": len(gift_ids)}
            self._work.record(_ROOM, key[0], "written", {**told, "donor": one.donor_id})
            self._work.touch("donors", one.donor_id)
        if thanked:
            self._work.connection.execute(gift_thanks.insert(), thanked)
        return stored

    def letter(self, letter_id: int) -> Letter:
        """Return one."""
        return self._letters.get(letter_id)

    def of_run(self, run_id: int) -> list[Letter]:
        """Return the letters made together, in their order."""
        return self._letters.of(letter.c.run_id == run_id)

    def of_donor(self, donor_id: int) -> list[Letter]:
        """Return the letters to a donor, oldest first."""
        return self._letters.of(letter.c.donor_id == donor_id)

    def remove(self, letters: Sequence[Letter]) -> None:
        """Take letters back."""
        for one in letters:
            mine = gift_thanks.c.letter_id == one.id
            self._work.connection.execute(gift_thanks.delete().where(mine))
            self._letters.remove(one)
            self._work.touch("donors", one.donor_id)
        self._forget([one.document_sha256 for one in letters if one.document_sha256])

    def _forget(self, names: Sequence[str]) -> None:
        """Erase the pages of letters taken back; those another letter names too stay."""
        for start in range(0, len(names), _CHUNK):
            chunk = names[start : start + _CHUNK]
            named = sa.select(letter.c.document_sha256).where(letter.c.document_sha256.in_(chunk))
            kept = set(self._work.connection.execute(named).scalars())
            gone = document.c.sha256.in_([name for name in chunk if name not in kept])
            self._work.connection.execute(document.delete().where(gone))

    def carry(self, gift_id: int, line_id: int) -> None:
        """Let the letter that thanks for a gift thank for the line that corrects it."""
        thanks = sa.select(sa.literal(line_id), gift_thanks.c.letter_id).where(
            gift_thanks.c.gift_id == gift_id
        )
        self._work.connection.execute(
            gift_thanks.insert().from_select(["gift_id", "letter_id"], thanks)
        )
