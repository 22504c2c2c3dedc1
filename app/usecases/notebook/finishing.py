# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A notebook is found right: its report is kept, to be signed."""

from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.notebook import Notebook, subject_words
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.notebook.keeping import Shown, ShowNotebook, kept_notebook, show_notebook
from app.usecases.notebook.paper import report_pages
from app.usecases.receipts.sealing import copy_to_send

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class FinishNotebook(Command[Notebook]):
    """Say that what arrived is what left; the report is kept as it is."""

    permission: ClassVar[str] = Permission.DATA_IMPORT


@handles(FinishNotebook)
def finish_notebook(_cmd: FinishNotebook, ctx: Context) -> Notebook:
    """Make the report, sealed when the association has a certificate, and keep it.

    Raises:
        Refused: When no figure was typed, or one differs and nobody says why.
    """
    book = kept_notebook(ctx)
    shown = show_notebook(ShowNotebook(), ctx)
    if not shown.typed:
        message = _("Type the former program's figures first: there is nothing to compare yet.")
        raise Refused("notebook.untyped", message)
    if shown.open:
        message = _("These figures differ: {names}. Find the difference, or say why.")
        raise Refused("notebook.differs", message.format(names=_named(shown)))
    done = replace(book, finished_on=ctx.clock.today(), finished_by=ctx.actor.name, reason="")
    document = _render(replace(shown, notebook=done), ctx)
    sealed = copy_to_send(document, ctx) if ctx.uow.seals.current() else document
    sha256 = ctx.uow.documents.put(sealed, _PDF)
    return ctx.uow.notebooks.save(replace(done, report_sha256=sha256))


def _named(shown: Shown) -> str:
    words = subject_words()
    return ", ".join(
        f"{words[one.subject]} {one.year}" if one.year else words[one.subject] for one in shown.open
    )


def _render(shown: Shown, ctx: Context) -> bytes:
    association = ctx.uow.organisation.get().name
    pages = report_pages(shown, association, ctx.clock.today())
    return ctx.tools.printer.render(pages, title=_("Migration notebook"))


@dataclass(frozen=True, slots=True)
class NotebookReport(Query[bytes]):
    """Give the report: as it was kept, or as it would be now."""


@handles(NotebookReport)
def notebook_report(_query: NotebookReport, ctx: Context) -> bytes:
    """Return its PDF.

    Raises:
        Refused: When no notebook is begun.
    """
    shown = show_notebook(ShowNotebook(), ctx)
    if shown.notebook is None:
        raise Refused("notebook.none", _("No notebook is begun: choose the former program first."))
    if shown.notebook.report_sha256:
        return ctx.uow.documents.read(shown.notebook.report_sha256)
    return _render(shown, ctx)


@dataclass(frozen=True, slots=True)
class ReopenNotebook(Command[Notebook]):
    """Go on with a finished notebook; the report kept then is given no more.

    Attributes:
        reason: Why; kept with the notebook.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    reason: str


@handles(ReopenNotebook)
def reopen_notebook(cmd: ReopenNotebook, ctx: Context) -> Notebook:
    """Write it as open.

    Raises:
        Refused: When it is not finished, or no reason is given.
    """
    book = ctx.uow.notebooks.latest()
    if book is None or book.finished_on is None:
        raise Refused("notebook.open", _("The notebook is not finished: go on with it."))
    reason = cmd.reason.strip()
    if not reason:
        message = _("Say why the notebook is opened again: the reason is kept with it.")
        raise Refused("notebook.reason", message, "why")
    return ctx.uow.notebooks.save(
        replace(book, finished_on=None, finished_by="", report_sha256="", reason=reason)
    )
