# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the vault: put together to be printed at once, drawn to be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.documents import PagePicture
from app.domain.letters.layout import window_place
from app.domain.letters.ruler import ruler_page
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context


def one_file(names: Sequence[str], ctx: Context, *, even: bool = False) -> bytes:
    """Return one PDF of the archived pages of some documents, in their order.

    Args:
        names: Their fingerprints, at least one.
        ctx: Where to read them, and what puts them together.
        even: Whether each begins on a sheet of its own when both sides are printed.
    """
    if even:
        return ctx.tools.printer.join((ctx.uow.documents.read(name) for name in names), even=True)
    files = list(_gathered([ctx.uow.documents.parts(name) for name in names], ctx))
    return files[0] if len(files) == 1 else ctx.tools.printer.join(files)


def _gathered(parts: Sequence[tuple[str, bytes]], ctx: Context) -> Iterator[bytes]:
    """Join what shares a base without opening it again."""
    for base, group in groupby(parts, key=lambda part: part[0]):
        tails = [tail for _base, tail in group]
        yield ctx.tools.printer.gather(ctx.uow.documents.read(base), tails)


@dataclass(frozen=True, slots=True)
class DrawPage(Query[PagePicture]):
    """Draw a page of a PDF.

    Attributes:
        body: The document, as it was read from the vault.
        page: Counted from 0.
        width: Of the picture, in points of the screen.
    """

    body: bytes
    page: int
    width: int


@handles(DrawPage)
def draw_page(query: DrawPage, ctx: Context) -> PagePicture:
    """Return it.

    Raises:
        Trouble: When the document is damaged, or asks for a password.
    """
    return ctx.tools.looker.picture(query.body, query.page, query.width)


@dataclass(frozen=True, slots=True)
class RulerSheet(Query[bytes]):
    """Give the sheet on which one reads how far a printer is off."""


@handles(RulerSheet)
def ruler_sheet(_query: RulerSheet, ctx: Context) -> bytes:
    """Return one PDF: two rules in millimetres, and the window of an envelope."""
    settings = ctx.uow.letters.settings()
    page = ruler_page(window_place(settings.window_left, settings.window_top))
    return ctx.tools.printer.render([page], title=_("Ruler sheet"))
