# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters before they are made: how many, to whom, and the very pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.letters.layout import window_frame
from app.domain.letters.queue import LeftOut, recipient_of
from app.domain.letters.values import LetterKind, LetterTemplate
from app.domain.paper import Page, stamped
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.letters.making import Matter, Press
from app.usecases.letters.planning import Mailing, planned
from app.usecases.letters.queue import queue_of
from app.usecases.letters.runs import refuse_nobody
from app.usecases.letters.templates import since_of

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """What making letters would do.

    Attributes:
        kind: What they are for.
        templates: How many letters of each template, by its name.
        cents: What the gifts they thank for come to.
        left_out: Donors no letter reaches, and why.
        other_way: Donors who are written to by the other way.
        unruled: Donors no rule chooses a letter for.
    """

    kind: LetterKind
    count: int
    templates: Mapping[str, int]
    cents: int
    left_out: Mapping[LeftOut, int]
    other_way: int
    unruled: int


@dataclass(frozen=True, slots=True)
class PreviewLetters(Query[LetterPreview]):
    """Tell what making letters would do; writes nothing."""

    mailing: Mailing


@handles(PreviewLetters)
def preview_letters(query: PreviewLetters, ctx: Context) -> LetterPreview:
    """Return it."""
    plan = planned(query.mailing, ctx.uow, ctx.clock.today())
    return LetterPreview(
        kind=plan.kind,
        count=len(plan.matters),
        templates=Counter(matter.template.name for matter in plan.matters),
        cents=sum(matter.cents for matter in plan.matters),
        left_out=plan.left_out,
        other_way=plan.other_way,
        unruled=plan.unruled,
    )


@dataclass(frozen=True, slots=True)
class PreviewPages(Query[bytes]):
    """Show the first letters a mailing would make, exactly as it would.

    Attributes:
        trial: One sheet to hold against an envelope: the edge of the window is drawn, and a word
            across it says that it is no letter.
    """

    mailing: Mailing
    limit: int = _SHOWN
    trial: bool = False


@handles(PreviewPages)
def preview_pages(query: PreviewPages, ctx: Context) -> bytes:
    """Return the document.

    Raises:
        Refused: When nobody is written to.
    """
    plan = planned(query.mailing, ctx.uow, ctx.clock.today())
    refuse_nobody(plan)
    press = Press(ctx.uow, ctx.tools, ctx.clock.today())
    pages: list[Page] = []
    for matter in plan.matters[: 1 if query.trial else query.limit]:
        sheet = press.sheet(matter)
        made = press.pages(matter, sheet)
        if query.trial:
            frame = window_frame(sheet.window)
            made = [stamped(replace(made[0], items=(frame, *made[0].items)), _("TRIAL"))]
        pages.extend(made)
    return _document(pages, press, ctx)


def _document(pages: Sequence[Page], press: Press, ctx: Context) -> bytes:
    return ctx.tools.printer.render(pages, title=press.title, pictures=press.pictures)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter not made yet.

    Attributes:
        name: Of the donor it would go to.
        pictures: Bytes of the pictures, by fingerprint.
    """

    name: str
    pages: Sequence[Page]
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class ShowDraft(Query[Draft | None]):
    """Show a template, saved or not, as one donor would get it.

    Attributes:
        donor_id: A real donor; what does not wait for thanks is shown with the last gift. 0 for
            whoever waits longest, else anybody.
        language: In which language; empty for the donor's.
    """

    template: LetterTemplate
    donor_id: int = 0
    language: str = ""


@handles(ShowDraft)
def show_draft(query: ShowDraft, ctx: Context) -> Draft | None:
    """Return the sheets; None while nobody is on file.

    Raises:
        Refused: When the template cannot be read, or the donor is gone.
    """
    today = ctx.clock.today()
    donor_id = query.donor_id or _anybody(ctx)
    if not donor_id:
        return None
    donor = ctx.uow.donors.get(donor_id)
    donor = replace(donor, language=query.language or donor.language)
    (line,) = ctx.uow.donors.lines([donor.id])
    waiting = queue_of(ctx.uow, today, [donor.id]).lines
    due = waiting[0].due if waiting and query.template.kind is LetterKind.THANKS else None
    to = recipient_of(query.template.kind, donor, donor.address, ())
    cents = due.cents if due else line.last_cents
    matter = Matter(to, query.template, due=due, cents=cents, last=line)
    press = Press(ctx.uow, ctx.tools, today)
    pages = press.pages(matter, press.sheet(matter))
    return Draft(donor.display_name, pages, press.pictures)


def _anybody(ctx: Context) -> int:
    due = ctx.uow.letters.due(since_of(ctx.uow))
    if due:
        return due[0].donor_id
    return next(iter(ctx.uow.donors.ids()), 0)
