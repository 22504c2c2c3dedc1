# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that leave: protected, and sealed when the association has a certificate."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.receipts.seal import Certificate, Seal, SealState
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context

_LEAST_LETTERS = 8
_MEDIA_TYPE = "application/x-pkcs12"


@dataclass(frozen=True, slots=True)
class ShowSeal(Query[Seal | None]):
    """Tell the certificate copies are sealed with; None without one."""


@handles(ShowSeal)
def show_seal(_query: ShowSeal, ctx: Context) -> Seal | None:
    """Return it."""
    return ctx.uow.seals.current()


@dataclass(frozen=True, slots=True)
class KeepSealPassword(Query[Certificate]):
    """Look at a certificate, and keep its password in the keyring of this computer.

    Attributes:
        bundle: The PKCS #12 file; empty for the one in the dossier, on another computer.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    password: str = field(repr=False)
    bundle: bytes = field(default=b"", repr=False)


@handles(KeepSealPassword)
def keep_seal_password(query: KeepSealPassword, ctx: Context) -> Certificate:
    """Keep it once it opened the certificate.

    Raises:
        Refused: When the password does not open it, is too short to protect it, or the
            certificate cannot seal.
        Trouble: When the system has no keyring.
    """
    if len(query.password) < _LEAST_LETTERS:
        message = _(
            "The password of the certificate has fewer than {least} signs: whoever copies the "
            "dossier could seal in the association's name. Export it again with a longer one."
        )
        raise Refused("seal.short", message.format(least=_LEAST_LETTERS), "password")
    found = ctx.tools.sealer.look(query.bundle or _bundle(_seal_of(ctx), ctx), query.password)
    ctx.tools.keyring.keep_secret(_place(found.fingerprint), query.password)
    return found


@dataclass(frozen=True, slots=True)
class InstallSeal(Command[Seal]):
    """Keep a certificate: copies that leave are sealed with it from now on.

    Attributes:
        bundle: The PKCS #12 file, whose password is in the keyring already.
        certificate: What ``KeepSealPassword`` found in it.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    bundle: bytes = field(repr=False)
    certificate: Certificate


@handles(InstallSeal)
def install_seal(cmd: InstallSeal, ctx: Context) -> Seal:
    """Write it in place of the one before.

    Raises:
        Refused: When its last day has passed, or the file is not the one that was looked at.
    """
    password = ctx.tools.keyring.secret(_place(cmd.certificate.fingerprint))
    found = ctx.tools.sealer.look(cmd.bundle, password)
    today = ctx.clock.today()
    if found.last_on < today:
        message = _("This certificate ended on {day}: ask for a new one.")
        raise Refused("seal.over", message.format(day=format_day(found.last_on)), "file")
    before = ctx.uow.seals.current()
    if before is not None:
        ctx.uow.seals.remove(before)
        ctx.uow.documents.forget(before.bundle_sha256)
    return ctx.uow.seals.add(
        Seal(
            subject=found.subject,
            issuer=found.issuer,
            first_on=found.first_on,
            last_on=found.last_on,
            fingerprint=found.fingerprint,
            bundle_sha256=ctx.uow.documents.put(cmd.bundle, _MEDIA_TYPE),
            installed_on=today,
            by=ctx.actor.name,
        )
    )


@dataclass(frozen=True, slots=True)
class RemoveSeal(Command[None]):
    """Seal no more; what was sealed stays so."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT


@handles(RemoveSeal)
def remove_seal(_cmd: RemoveSeal, ctx: Context) -> None:
    """Remove the certificate and its key from the dossier."""
    seal = _seal_of(ctx)
    ctx.uow.seals.remove(seal)
    ctx.uow.documents.forget(seal.bundle_sha256)


def copy_to_send(document: bytes, ctx: Context) -> bytes:
    """Return a copy nobody changes, sealed when there is a certificate.

    Raises:
        Refused: When the certificate cannot seal today, or this computer lacks its password.
    """
    return CopyMaker(ctx).copy(document)


class CopyMaker:
    """Makes copies to send; the certificate is read once for many."""

    def __init__(self, ctx: Context) -> None:
        """Read the certificate, if there is one."""
        self._tools = ctx.tools
        self._seal = ctx.uow.seals.current()
        self._bundle, self._password = b"", ""
        if self._seal is not None:
            _refuse_unusable(self._seal, ctx)
            self._bundle = _bundle(self._seal, ctx)
            self._password = _password(self._seal, ctx)

    def copy(self, document: bytes) -> bytes:
        """Return one copy."""
        shown = self._tools.printer.protect(document)
        if self._seal is None:
            return shown
        return self._tools.sealer.seal(shown, self._bundle, self._password)


def _refuse_unusable(seal: Seal, ctx: Context) -> None:
    state = seal.state(ctx.clock.today())
    if state in {SealState.OVER, SealState.NOT_YET}:
        message = _(
            "The certificate that seals copies holds from {first} to {last}: install a new one in "
            "the settings, or remove it to send unsealed copies."
        )
        told = message.format(first=format_day(seal.first_on), last=format_day(seal.last_on))
        raise Refused("seal.over", told)


def _password(seal: Seal, ctx: Context) -> str:
    password = ctx.tools.keyring.secret(_place(seal.fingerprint))
    if not password:
        message = _(
            "This computer does not know the password of the certificate “{name}”: type it in the "
            "settings, page “Seal”."
        )
        raise Refused("seal.password", message.format(name=seal.subject))
    return password


def _bundle(seal: Seal, ctx: Context) -> bytes:
    return ctx.uow.documents.read(seal.bundle_sha256)


def _seal_of(ctx: Context) -> Seal:
    seal = ctx.uow.seals.current()
    if seal is None:
        raise Refused("seal.none", _("No certificate is installed: there is none to look at."))
    return seal


def _place(fingerprint: str) -> str:
    return f"seal {fingerprint[:32]}"
