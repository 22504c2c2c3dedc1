# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the use cases ask of formats, printers and keys."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from app.domain.documents import PagePicture
from app.domain.paper import Page
from app.domain.receipts.seal import Certificate
from app.usecases.ports.backups import BackupFiles, Plans
from app.usecases.ports.mail import Keyring, MailServer
from app.usecases.ports.receipts import ReceiptSchemes
from app.usecases.ports.tables import Tables


class Passphrases(Protocol):
    """Keeps passphrases as something that cannot be read back."""

    def hash(self, passphrase: str) -> str:
        """Return what to store."""

    def matches(self, passphrase: str, stored: str) -> bool:
        """Tell whether ``passphrase`` is the one that was stored."""


class Series(Protocol):
    """Documents that share their fonts, pictures and background.

    Each is ``base`` followed by a tail of its own.
    """

    @property
    def base(self) -> bytes:
        """The shared beginning, a document by itself."""

    def tail(self, pages: Sequence[Page]) -> bytes:
        """Return what makes these pages a document, put after the base."""


class Printer(Protocol):
    """Turns pages into PDF files; the same pages always give the same bytes."""

    def render(
        self, pages: Sequence[Page], *, title: str, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """Return one document.

        Args:
            pages: Its sheets.
            title: For the reader's window.
            pictures: Bytes of the pictures used, by fingerprint.

        Raises:
            Trouble: When a font is missing.
        """

    def series(
        self, pages: Sequence[Page], *, title: str, pictures: Mapping[str, bytes] | None = None
    ) -> Series:
        """Return the maker of all documents that share the base of this one."""

    def width(self, text: str, *, bold: bool) -> float:
        """Return the width in mm of a text at one point; it grows with the size."""

    def stamp(self, document: bytes, word: str, note: str) -> bytes:
        """Return a copy of a document with ``word`` across it and ``note`` at its foot."""

    def protect(self, document: bytes) -> bytes:
        """Return a copy that is read and printed by everybody, and changed by nobody."""

    def trim(self, document: bytes, width: float, height: float) -> bytes:
        """Return a copy whose pages are the top left of an A4 sheet, or more; in millimetres."""

    def gather(self, base: bytes, tails: Iterable[bytes]) -> bytes:
        """Return one document of all the pages of documents that share a base, in order."""

    def join(self, documents: Iterable[bytes], *, even: bool = False) -> bytes:
        """Return one document of all the pages, in order, to print at once.

        Args:
            documents: Each is read once.
            even: Whether each begins on a sheet of its own when both sides are printed.
        """


class Sealer(Protocol):
    """Reads certificates and seals copies with them."""

    def look(self, bundle: bytes, password: str) -> Certificate:
        """Return what the certificate of a PKCS #12 file says.

        Raises:
            Refused: When the password does not open it, it has no key, or cannot sign.
        """

    def seal(self, document: bytes, bundle: bytes, password: str) -> bytes:
        """Return a copy of a PDF that says who issued it, and that it was not changed since."""


class WordProcessor(Protocol):
    """Reads and fills documents of a word processor."""

    def fields(self, body: bytes) -> frozenset[str]:
        """Return the names a .docx asks for.

        Raises:
            Refused: When it cannot be read, has macros, or a field in its margins.
        """

    def merge(self, body: bytes, letters: Sequence[Mapping[str, object]]) -> bytes:
        """Return one document of all the letters, each on a page of its own.

        Args:
            body: The .docx with its fields.
            letters: What stands for the fields of each; at least one.
        """


class Looker(Protocol):
    """Draws documents for the eye."""

    def picture(self, document: bytes, page: int, width: int) -> PagePicture:
        """Return a page (from 0) of a PDF as wide as asked, in points of the screen.

        Raises:
            Trouble: When the document is damaged, asks for a password, or has no such page.
        """


class Tools(Protocol):
    """The adapters at hand, each made when first used."""

    @property
    def printer(self) -> Printer:
        """What makes PDF files."""

    @property
    def sealer(self) -> Sealer:
        """What seals copies with a certificate."""

    @property
    def word(self) -> WordProcessor:
        """What reads and fills documents of a word processor."""

    @property
    def looker(self) -> Looker:
        """What draws documents to be looked at."""

    @property
    def schemes(self) -> ReceiptSchemes:
        """The receipt forms that can be issued."""

    @property
    def tables(self) -> Tables:
        """What reads and writes workbooks and text tables."""

    @property
    def passphrases(self) -> Passphrases:
        """The keeper of passphrases."""

    @property
    def mail_server(self) -> MailServer:
        """What carries messages to the association's server."""

    @property
    def keyring(self) -> Keyring:
        """The keeper of the passwords of servers."""

    @property
    def backups(self) -> BackupFiles:
        """What re-reads copies of dossiers and puts them back."""

    @property
    def plans(self) -> Plans:
        """Where this workstation puts its backups."""
