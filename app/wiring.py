# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place where storage, adapters, schemes and the office meet."""

import platform
import secrets
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from app.adapters.backups import BackupPlans
from app.adapters.excel import ExcelTables
from app.adapters.passphrases import Argon2Passphrases
from app.domain.organisation import Organisation, check_organisation
from app.domain.users import Role, Seat, User
from app.kernel.clock import Clock, SystemClock
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.schemes import Schemes, shipped
from app.usecases.dossier import FillNewDossier
from app.usecases.office import Office
from app.usecases.users import SignIn
from db import schema
from db.backups import SqlBackups
from db.sentences import told_in_words
from db.store import SqlStore

if TYPE_CHECKING:
    from app.adapters.mail import SmtpServer, SystemKeyring
    from app.adapters.pdf.looking import PdfLooker
    from app.adapters.pdf.printer import PdfPrinter
    from app.adapters.pdf.sealing import PdfSealer
    from app.adapters.word import WordDocuments


class ShippedTools:
    """The adapters this program ships, each made when first used."""

    @cached_property
    def printer(self) -> "PdfPrinter":
        """What makes PDF files; ReportLab is imported when first needed."""
        from app.adapters.pdf.printer import PdfPrinter  # noqa: PLC0415 - start-up does not print

        return PdfPrinter()

    @cached_property
    def sealer(self) -> "PdfSealer":
        """What seals copies with a certificate; imported when first needed."""
        from app.adapters.pdf.sealing import PdfSealer  # noqa: PLC0415 - start-up seals nothing

        return PdfSealer()

    @cached_property
    def word(self) -> "WordDocuments":
        """What fills documents of a word processor; imported when first needed."""
        from app.adapters.word import WordDocuments  # noqa: PLC0415 - start-up writes no letter

        return WordDocuments()

    @cached_property
    def looker(self) -> "PdfLooker":
        """What draws documents to be looked at; PDFium is loaded when first needed."""
        from app.adapters.pdf.looking import PdfLooker  # noqa: PLC0415 - start-up shows no PDF

        return PdfLooker()

    @cached_property
    def schemes(self) -> Schemes:
        """The receipt forms that can be issued."""
        return shipped()

    @cached_property
    def tables(self) -> ExcelTables:
        """What reads and writes workbooks and text tables."""
        return ExcelTables()

    @cached_property
    def passphrases(self) -> Argon2Passphrases:
        """The keeper of passphrases."""
        return Argon2Passphrases()

    @cached_property
    def mail_server(self) -> "SmtpServer":
        """What carries messages; imported when first needed."""
        from app.adapters.mail import SmtpServer  # noqa: PLC0415 - start-up sends nothing

        return SmtpServer()

    @cached_property
    def keyring(self) -> "SystemKeyring":
        """The keeper of the passwords of servers; imported when first needed."""
        from app.adapters.mail import SystemKeyring  # noqa: PLC0415 - start-up asks for none

        return SystemKeyring()

    @cached_property
    def backups(self) -> SqlBackups:
        """What re-reads copies of dossiers and puts them back."""
        return SqlBackups()

    @cached_property
    def plans(self) -> BackupPlans:
        """Where this workstation puts its backups."""
        return BackupPlans()


class ShippedDoors:
    """Opens and makes dossiers with the storage and adapters this program ships."""

    backups = SqlBackups()

    def countries(self) -> Mapping[str, str]:
        """Return the countries a new dossier may follow the law of, each with its currency."""
        return {code: forms[0].currency for code, forms in shipped().countries().items()}

    def open(
        self,
        location: str,
        *,
        clock: Clock | None = None,
        user: str = "",
        passphrase: str = "",
        ask: bool = False,
    ) -> Office:
        """Open a dossier; see ``app.usecases.doors``."""
        clock = clock or SystemClock()
        with told_in_words():
            schema.open_existing(location, clock.now())
        # Nobody is signed in yet: asking who may sign in needs no right.
        nobody = User(name="", role=Role.READER)
        door = _door(location, clock, nobody)
        try:
            door.tidy()
            return _settled(door.as_user(door.ask(SignIn(user, passphrase, ask))))
        except BaseException:
            door.close()
            raise

    def create(
        self,
        location: str,
        organisation: Organisation,
        *,
        clock: Clock | None = None,
        user: str = "",
    ) -> Office:
        """Make a dossier; see ``app.usecases.doors``."""
        clock = clock or SystemClock()
        refuse_errors(check_organisation(organisation))
        schema.create(location)
        first = User(name=user or _("Administrator"), role=Role.ADMINISTRATOR)
        door = _door(location, clock, first)
        try:
            door.do(FillNewDossier(organisation, first.name))
            return _settled(door.as_user(door.ask(SignIn(first.name))))
        except BaseException:
            door.close()
            schema.discard_new(location)
            raise


def _settled(office: Office) -> Office:
    """Return an office once whoever opens it counts in its currency and is at home in its country.

    The window does so again for itself: it opens dossiers on another lane.
    """
    office.settle()
    return office


def _door(location: str, clock: Clock, actor: User) -> Office:
    """Stand at the door of a dossier, in a window of this computer."""
    return Office(
        store=SqlStore(location),
        clock=clock,
        actor=actor,
        tools=ShippedTools(),
        seat=Seat(platform.node(), secrets.token_hex(8)),
    )
