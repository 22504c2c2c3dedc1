# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists on paper: address labels, and the list itself."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from app.domain.addresses import Address, postal_lines
from app.domain.donors import Donor, mailing_address
from app.domain.lists import ListColumn
from app.domain.lists.labels import USUAL_SHEET, label_pages, label_sheet
from app.domain.lists.paper import PrintedList, list_pages
from app.domain.paper import Page
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.files import write_whole
from app.kernel.i18n import _
from app.usecases.context import LongContext
from app.usecases.exports import Exported, Solicitation
from app.usecases.lists.cells import cell_text
from app.usecases.lists.making import allowed_rows, is_opposed, note_leaving, refuse_empty, rows_of

MOST_PRINTED = 20_000
"""Donors one document holds: a thousand sheets of labels, which no printer takes at once."""


class Unreached(StrEnum):
    """Why a donor is not written to."""

    OPPOSED = "opposed"
    ARCHIVED = "archived"
    DECEASED = "deceased"
    RETURNED = "returned"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was printed, where, and how many were left out for which reason."""

    count: int
    path: Path
    left_out: Mapping[Unreached, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintLabels(LongCommand[Labelled]):
    """Write address labels of donors to a PDF.

    Whoever no letter should go to is left out and told. Persons' data leave, so the trail keeps
    who, when, how many and by which conditions.

    Attributes:
        solicit: What the donors are written to for, those opposed left out; None for receipts and
            what the law asks.
        sheet: The reference of the sheets they are printed on.
        first: Which label of the first sheet is free, from 1.
        told: The conditions in words.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    ids: tuple[int, ...]
    path: Path
    solicit: Solicitation | None = None
    sheet: str = USUAL_SHEET
    first: int = 1
    told: str = ""


@handles(PrintLabels)
def print_labels(cmd: PrintLabels, ctx: LongContext) -> Generator[None, None, Labelled]:
    """Lay them out in the order of the list.

    Raises:
        Refused: When nobody is left, there are too many, or the sheet has no such label.
        Trouble: When the folder or the disk does not take it.
    """
    refuse_empty(cmd.ids)
    _refuse_many(cmd.ids)
    today = ctx.clock.today()
    sheet = label_sheet(cmd.sheet, today)
    labels: list[tuple[str, ...]] = []
    left_out: dict[Unreached, int] = {}
    with ctx.read() as uow:
        organisation = uow.organisation.get()
        sender = postal_lines(organisation.name, organisation.address)
        for row, details in rows_of(cmd.ids, uow, ctx.progress):
            address = mailing_address(row.donor, details.addresses, today)
            opposed = is_opposed(details, cmd.solicit)
            why = Unreached.OPPOSED if opposed else why_unreached(row.donor, address)
            if why is None:
                labels.append(postal_lines(row.donor.addressee, address))
            else:
                left_out[why] = left_out.get(why, 0) + 1
    if not labels:
        message = _("No letter reaches any of these donors: there is no label to print.")
        raise Refused("labels.nobody", message)
    pages = label_pages(labels, sheet, cmd.first, sender)
    _write(ctx, cmd.path, pages, _("Labels"), sheet.page)
    note_leaving(ctx, len(labels), cmd.told)
    yield
    return Labelled(len(labels), cmd.path, left_out)


def why_unreached(donor: Donor, address: Address) -> Unreached | None:
    """Return why no letter reaches a donor at an address today, or None."""
    if donor.archived_on is not None:
        return Unreached.ARCHIVED
    if donor.deceased_on is not None:
        return Unreached.DECEASED
    if donor.returned_on is not None and address == donor.address:
        return Unreached.RETURNED
    return None if address.is_complete else Unreached.ADDRESS


def unreached_words(left_out: Mapping[Unreached, int]) -> str:
    """Say who was left out: ``archived: 2, returned mail: 1``; empty for nobody."""
    words = {
        Unreached.OPPOSED: _("opposed"),
        Unreached.ARCHIVED: _("archived"),
        Unreached.DECEASED: _("deceased"),
        Unreached.RETURNED: _("mail came back"),
        Unreached.ADDRESS: _("no complete address"),
    }
    told = _("{reason}: {count}")
    return ", ".join(told.format(reason=words[why], count=n) for why, n in left_out.items())


@dataclass(frozen=True, slots=True)
class PrintList(LongCommand[Exported]):
    """Write a list to a PDF, in the order and the columns shown that fit.

    Attributes:
        told: The conditions in words.
        solicit: What the donors will be asked or told, as for a workbook.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    ids: tuple[int, ...]
    columns: tuple[ListColumn, ...]
    path: Path
    told: str = ""
    solicit: Solicitation | None = None


@handles(PrintList)
def print_list(cmd: PrintList, ctx: LongContext) -> Generator[None, None, Exported]:
    """Lay it out from one consistent reading.

    Raises:
        Refused: When the list is empty or too long for paper.
        Trouble: When the folder or the disk does not take it.
    """
    refuse_empty(cmd.ids)
    _refuse_many(cmd.ids)
    with ctx.read() as uow:
        allowed = list(allowed_rows(cmd.ids, cmd.solicit, uow, ctx.progress))
        rows = tuple(
            tuple("" if column in blank else cell_text(column, row) for column in cmd.columns)
            for row, blank in allowed
        )
        printed = PrintedList(
            association=uow.organisation.get().name,
            told=cmd.told,
            made_on=ctx.clock.today(),
            columns=cmd.columns,
            rows=rows,
            cents=sum(row.line.cents for row, _blank in allowed),
        )
    _write(ctx, cmd.path, list_pages(printed), _("Donors"))
    note_leaving(ctx, len(rows), cmd.told)
    yield
    return Exported(len(rows), cmd.path, len(cmd.ids) - len(rows))


def _write(
    ctx: LongContext,
    path: Path,
    pages: Sequence[Page],
    title: str,
    size: tuple[float, float] | None = None,
) -> None:
    body = ctx.tools.printer.render(pages, title=title)
    try:
        write_whole(path, body if size is None else ctx.tools.printer.trim(body, *size))
    except OSError as error:
        message = _(
            "{file} could not be written: {why}. Nothing was left half-written; "
            "close it elsewhere, free some space, or choose another folder."
        )
        why = error.strerror or error
        raise Trouble("export.unwritable", message.format(file=path, why=why)) from error


def _refuse_many(ids: Sequence[int]) -> None:
    if len(ids) > MOST_PRINTED:
        message = _("{count} donors are too many for one document: narrow the list to {most}.")
        raise Refused("list.many", message.format(count=len(ids), most=MOST_PRINTED), "where")
