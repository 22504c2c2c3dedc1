# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page that hands receipts over says and decides; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.donors import ReceiptChannel
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.screens.receipts.presenter import count_text
from app.usecases.receipts.hand_over import Sheet
from app.usecases.receipts.issue import IssueReport

PACKET = 50
"""Sheets of one packet: a jam then spoils little."""


class Order(StrEnum):
    """How receipts on paper are sorted."""

    POSTAL_CODE = "postal_code"
    HOUSEHOLD = "household"
    NUMBER = "number"


def order_words() -> dict[Order, str]:
    """Name the orders."""
    return {
        Order.POSTAL_CODE: _("By postal code, as the post sorts"),
        Order.HOUSEHOLD: _("By household: one address after the other"),
        Order.NUMBER: _("By number"),
    }


@dataclass(frozen=True, slots=True)
class Handing:
    """What is to be handed over of a year.

    Attributes:
        waiting: On paper, not printed yet.
        printed: How many came out already.
        by_mail: For e-mail.
    """

    waiting: tuple[Sheet, ...]
    printed: int
    by_mail: tuple[Sheet, ...]


def handing_of(sheets: Sequence[Sheet], order: Order) -> Handing:
    """Return what the page shows: paper and e-mail apart, sorted."""
    ordered = sorted(sheets, key=lambda one: _key(one, order))
    paper = [one for one in ordered if one.channel is ReceiptChannel.PAPER]
    return Handing(
        waiting=tuple(one for one in paper if not one.printed),
        printed=sum(one.printed for one in paper),
        by_mail=tuple(one for one in ordered if one.channel is ReceiptChannel.EMAIL),
    )


def _key(sheet: Sheet, order: Order) -> tuple[str, ...]:
    if order is Order.NUMBER:
        return (sheet.number,)
    if order is Order.HOUSEHOLD:
        return (sheet.place, sheet.name, sheet.number)
    return (sheet.postal_code, sheet.name, sheet.number)


def issued_sentence(report: IssueReport) -> str:
    """Say what was issued."""
    text = ngettext(
        "{count} receipt is issued and archived: no. {first}, {total}.",
        "{count} receipts are issued and archived: no. {first} to {last}, {total}.",
        report.count,
    )
    return text.format(
        count=count_text(report.count),
        first=report.first,
        last=report.last,
        total=format_amount(report.cents),
    )


def paper_sentence(handing: Handing) -> str:
    """Say how many receipts go by post, and how many came out already."""
    count = len(handing.waiting)
    text = ngettext("On paper: {count} receipt", "On paper: {count} receipts", count)
    told = text.format(count=count_text(count))
    if handing.printed:
        more = ngettext("{count} printed already", "{count} printed already", handing.printed)
        told = f"{told} · {more.format(count=count_text(handing.printed))}"
    return told


def mail_sentence(handing: Handing) -> str:
    """Say how many receipts go by e-mail."""
    count = len(handing.by_mail)
    text = ngettext("By e-mail: {count} receipt", "By e-mail: {count} receipts", count)
    return text.format(count=count_text(count))


def packets(sheets: Sequence[Sheet]) -> list[Sequence[Sheet]]:
    """Cut sheets into packets a printer's tray takes."""
    return [sheets[start : start + PACKET] for start in range(0, len(sheets), PACKET)]


def packet_text(packet: Sequence[Sheet]) -> str:
    """Say what a packet holds: from which postal code and name to which."""
    text = ngettext("{count} receipt: {first}.", "{count} receipts, from {first} to {last}.",
                    len(packet))  # fmt: skip
    return text.format(count=len(packet), first=_named(packet[0]), last=_named(packet[-1]))


def _named(sheet: Sheet) -> str:
    return " ".join(part for part in (sheet.number, sheet.postal_code, sheet.name) if part)


def came_out(packet: Sequence[Sheet], last: str) -> tuple[str, ...]:
    """Return the numbers of a packet up to the last that came out whole; none when it is unknown.

    Args:
        packet: In the order it was printed.
        last: As typed: a whole number such as ``2025-000123``, or its last digits.
    """
    wanted = last.strip()
    for place, sheet in enumerate(packet):
        rank = sheet.number.partition("-")[2]
        if wanted == sheet.number or (wanted.isdecimal() and int(wanted) == int(rank)):
            return tuple(one.number for one in packet[: place + 1])
    return ()
