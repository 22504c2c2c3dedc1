# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters in the association's own .docx: its fields filled for each donor, in one document."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from app.domain.letters.fields import Field, field_words, fields_of
from app.domain.letters.queue import LeftOut
from app.domain.letters.values import Letter, LetterKind, LetterRun, Way
from app.domain.users import Permission
from app.kernel.command import LongCommand, Query, handles
from app.kernel.errors import Conflict, Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import LANGUAGES, _, use_language
from app.kernel.text import fold
from app.usecases.context import Context, LongContext
from app.usecases.letters.making import Matter, Press
from app.usecases.letters.planning import Mailing, planned
from app.usecases.letters.runs import refuse_nobody, unmoved
from app.usecases.ports import UnitOfWork

_FACTS = ("amount", "first_gift", "newsletter", "organisation")
_EUROS = 100


def known_names(kind: LetterKind) -> Mapping[str, Field]:
    """Return what a document may ask for: each field by its word, and by its name in a menu.

    ``Full name`` is ``full_name``, ``Nom complet`` is ``nom_complet``.
    """
    found = {one.value: one for one in fields_of(kind)}
    for language in LANGUAGES:
        with use_language(language):
            words = field_words()
        found.update({"_".join(fold(words[one]).split()): one for one in fields_of(kind)})
    return found


@dataclass(frozen=True, slots=True)
class WordFields(Query[Sequence[str]]):
    """Tell the fields a document asks for, once it is known that they can be filled."""

    kind: LetterKind
    document: bytes = field(repr=False)


@handles(WordFields)
def word_fields(query: WordFields, ctx: Context) -> Sequence[str]:
    """Return their names.

    Raises:
        Refused: When the document cannot be read, asks for nothing, or for what is not known.
    """
    return _checked(query.kind, ctx.tools.word.fields(query.document))


def _checked(kind: LetterKind, asked: frozenset[str]) -> Sequence[str]:
    known = known_names(kind)
    unknown = sorted(asked - set(known) - set(_FACTS))
    if unknown:
        message = _(
            "The document asks for “{field}”, which a letter of this kind does not know. It knows: "
            "{known}."
        )
        told = message.format(field=unknown[0], known=", ".join(sorted({*known, *_FACTS})))
        raise Refused("word.unknown", told, "document")
    if not asked:
        message = _(
            "The document has no field: write, say, {{ salutation }} where it is to stand, so that "
            "each letter is to somebody."
        )
        raise Refused("word.empty", message, "document")
    return sorted(asked)


@dataclass(frozen=True, slots=True)
class Merged:
    """Letters written into one document.

    Attributes:
        run: Under which they are kept, without pages: they stand in the document.
    """

    run: LetterRun
    path: Path
    count: int
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, slots=True)
class MergeWord(LongCommand[Merged]):
    """Write the letters of a mailing with a document of the association.

    Attributes:
        document: The .docx, with its fields.
        name: What the letters are called in the timeline of donors.
        path: Where the letters go, one after the other, in the order of the mailing.
        confirmed_count: How many the person confirmed; None when nobody was asked.
    """

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    mailing: Mailing
    document: bytes = field(repr=False)
    name: str
    path: Path
    confirmed_count: int | None = None


@handles(MergeWord)
def merge_word(cmd: MergeWord, ctx: LongContext) -> Generator[None, None, Merged]:
    """Write the document, then keep that each donor was written to.

    Raises:
        Refused: When nobody is written to, the count is not what was confirmed, or the document
            asks for what is not known.
        Conflict: When somebody thanked or corrected meanwhile: nothing is kept.
        Trouble: When the folder or the disk does not take the document.
    """
    today = ctx.clock.today()
    with ctx.read() as uow:
        plan = planned(cmd.mailing, uow, today)
        refuse_nobody(plan)
        if cmd.confirmed_count not in {None, len(plan.matters)}:
            message = _("Letters due changed meanwhile: {due} now. Look at the preview again.")
            told = message.format(due=len(plan.matters))
            raise Refused("letters.count", told, "confirm")
        _checked(plan.kind, ctx.tools.word.fields(cmd.document))
        press = Press(uow, ctx.tools, today)
        known = known_names(plan.kind)
        letters = [_values(matter, press, known) for matter in plan.matters]
    ctx.progress.step(0, len(letters))
    body = ctx.tools.word.merge(cmd.document, letters)
    yield
    try:
        # The document takes its place once it is kept that it was made, or not at all.
        with put_whole(cmd.path) as fresh:
            fresh.write_bytes(body)
            with ctx.begin() as uow:
                run = _keep(cmd, plan.kind, plan.matters, uow, ctx)
    except OSError as error:
        message = _("{file} could not be written: {why}. Choose another folder.")
        told = message.format(file=cmd.path, why=error.strerror or error)
        raise Trouble("word.unwritable", told) from error
    ctx.progress.step(len(letters), len(letters))
    return Merged(run, cmd.path, len(letters), plan.left_out)


def _values(matter: Matter, press: Press, known: Mapping[str, Field]) -> dict[str, object]:
    values, facts = press.values(matter), matter.facts()
    return {
        **{name: values.get(one, "") for name, one in known.items()},
        "amount": facts.cents / _EUROS,
        "first_gift": facts.first,
        "newsletter": facts.newsletter,
        "organisation": bool(matter.to.donor.organisation_name),
    }


def _keep(
    cmd: MergeWord, kind: LetterKind, matters: Sequence[Matter], uow: UnitOfWork, ctx: LongContext
) -> LetterRun:
    if not unmoved(matters, uow):
        message = _("Somebody thanked or corrected meanwhile: make the letters again.")
        raise Conflict("letters.moved", message)
    now, today = ctx.clock.now(), ctx.clock.today()
    way = cmd.mailing.way or Way.PAPER
    made = LetterRun(kind=kind, way=way, made_at=now, made_by=ctx.actor.name, finished_at=now)
    run = uow.letters.start_run(made)
    uow.letters.add(
        [
            (
                Letter(
                    donor_id=matter.to.donor.id,
                    run_id=run.id,
                    kind=kind,
                    way=way,
                    template=cmd.name,
                    made_on=today,
                    by=ctx.actor.name,
                    cents=matter.cents,
                ),
                matter.gift_ids,
            )
            for matter in matters
        ]
    )
    return run
