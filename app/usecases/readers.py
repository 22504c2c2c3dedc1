# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bar-code and cheque readers: what was read, whose it is, and the coupons to be read."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from app.domain.campaigns import Appeal
from app.domain.donors import number_text
from app.domain.readers.coupons import CouponLabel, coupon_pages
from app.domain.readers.scans import MOST_APPEALS, MOST_DONORS, ChequeLine, Coupon, read_scan
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.people import DonorLine

MOST_COUPONS = 5_000
"""Coupons in one document: what a printer takes in an afternoon."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader's burst means in this dossier.

    Attributes:
        donors: Whose it is: the coupon's donor, or all who write cheques on the account.
        appeal_id: The coupon's appeal, None when it has none that is still there.
        cheque_number: The cheque's number, empty for a coupon.
        account: The fingerprint of the cheque's account, empty for a coupon.
        bank: What the bank was called last time.
    """

    donors: Sequence[DonorLine] = ()
    appeal_id: int | None = None
    cheque_number: str = ""
    account: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class ReadScan(Query[Found]):
    """Tell what was read.

    Attributes:
        text: All a reader sent, as it was sent.
    """

    text: str


@handles(ReadScan)
def read(query: ReadScan, ctx: Context) -> Found:
    """Find whose coupon or cheque it is.

    Raises:
        Refused: When it was misread, is neither, or bears a number nobody has.
    """
    scan = read_scan(query.text)
    match scan:
        case Coupon():
            return _whose_coupon(scan, ctx)
        case ChequeLine():
            return _whose_cheque(scan, ctx)
        case None:
            message = _("This is neither a coupon of ours nor the line of a cheque.")
            raise Refused("scan.unknown", message)


def _whose_coupon(coupon: Coupon, ctx: Context) -> Found:
    donor = ctx.uow.donors.by_number(coupon.donor)
    if donor is None:
        message = _("No donor bears number {number}, read on the coupon: look by name.")
        raise Refused("scan.nobody", message.format(number=number_text(coupon.donor)))
    appeals = {appeal.id for appeal in ctx.uow.appeals.all()}
    appeal_id = coupon.appeal if coupon.appeal in appeals else None
    return Found(ctx.uow.donors.lines([donor.id]), appeal_id)


def _whose_cheque(cheque: ChequeLine, ctx: Context) -> Found:
    account = _fingerprint(cheque.account, ctx)
    drawers = ctx.uow.drawers.of_account(account)
    return Found(
        donors=ctx.uow.donors.lines([drawer.donor_id for drawer in drawers]),
        cheque_number=cheque.number,
        account=account,
        bank=next((drawer.bank for drawer in drawers if drawer.bank), ""),
    )


def _fingerprint(account: str, ctx: Context) -> str:
    """Return what stands for an account: without the secret it can neither be read nor tried."""
    secret = bytes.fromhex(ctx.uow.drawers.secret())
    return hmac.new(secret, account.encode("ascii"), sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class LearnAccount(Command[None]):
    """Remember who writes cheques on an account.

    Attributes:
        account: Its fingerprint, as ``ReadScan`` told it.
        bank: What its bank is called.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    account: str
    donor_id: int
    bank: str = ""


@handles(LearnAccount)
def learn_account(cmd: LearnAccount, ctx: Context) -> None:
    """Write it down, or renew it."""
    donor = ctx.uow.donors.get(cmd.donor_id)
    ctx.uow.drawers.learn(cmd.account, donor.id, cmd.bank.strip(), ctx.clock.today())


@dataclass(frozen=True, slots=True)
class ForgetAccounts(Command[int]):
    """Forget the accounts a donor writes cheques on; the next cheque asks anew."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    donor_id: int


@handles(ForgetAccounts)
def forget_accounts(cmd: ForgetAccounts, ctx: Context) -> int:
    """Return how many were forgotten."""
    return ctx.uow.drawers.forget(ctx.uow.donors.get(cmd.donor_id).id)


@dataclass(frozen=True, slots=True)
class KnownAccounts(Query[int]):
    """Tell how many accounts a donor is known by."""

    donor_id: int


@handles(KnownAccounts)
def known_accounts(query: KnownAccounts, ctx: Context) -> int:
    """Return the count."""
    return ctx.uow.drawers.count(query.donor_id)


@dataclass(frozen=True, slots=True)
class CouponSheet(Query[bytes]):
    """Draw the reply coupons of an appeal.

    Attributes:
        appeal_id: The appeal, or 0 for coupons that name none.
        donor_ids: Whose coupons; all donors who are still there by default, by name.
    """

    appeal_id: int = 0
    donor_ids: tuple[int, ...] = ()


@handles(CouponSheet)
def coupon_sheet(query: CouponSheet, ctx: Context) -> bytes:
    """Return the document.

    Raises:
        Refused: When there is nobody, or more than one document should hold.
    """
    appeal = ctx.uow.appeals.get(query.appeal_id) if query.appeal_id else None
    lines = ctx.uow.donors.lines(query.donor_ids or tuple(ctx.uow.donors.ids()))
    wanted = [line for line in lines if line.deceased_on is None and line.archived_on is None]
    if not wanted:
        raise Refused("coupons.nobody", _("There is no donor to make a coupon for."))
    if len(wanted) > MOST_COUPONS:
        message = _("{count} coupons are too many for one document: choose {most} donors at most.")
        raise Refused("coupons.many", message.format(count=len(wanted), most=MOST_COUPONS))
    labels = [_label(line, appeal) for line in wanted]
    return ctx.tools.printer.render(coupon_pages(labels), title=_("Reply coupons"))


def _label(line: DonorLine, appeal: Appeal | None) -> CouponLabel:
    if line.number > MOST_DONORS or (appeal and appeal.id > MOST_APPEALS):
        message = _("{name}: this number has no room on a coupon, which holds six digits.")
        raise Refused("coupons.number", message.format(name=line.name))
    return CouponLabel(
        name=line.name,
        place=f"{line.postal_code} {line.city}".strip(),
        number=number_text(line.number),
        appeal=appeal.name if appeal else "",
        digits=Coupon(line.number, appeal.id if appeal else 0).digits,
    )
