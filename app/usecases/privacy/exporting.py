# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is known of a person, handed over in one file (GDPR, articles 15 and 20).

A JSON document for programs, a workbook for the person, the receipts and the documents as they
are: what goes into the archive is what the dossier holds, and nothing about anybody else.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from typing import ClassVar

from app.domain.donors import Detail, Details, Donor, told
from app.domain.exports import CellKind, Column
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import OboleError, Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.donors.history import FIELD_WORDS, value_words
from app.usecases.donors.timeline import ShowTimeline, show_timeline

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class PersonExported:
    """What was handed over.

    Attributes:
        files: The names inside the archive.
        missing: Documents that could not be read, in sentences.
    """

    path: Path
    files: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportPerson(Command[PersonExported]):
    """Write everything about a person into one archive; the trail keeps that it was.

    Attributes:
        path: Of the archive, which ends in ``.zip``.
    """

    permission: ClassVar[str] = Permission.PRIVACY
    donor_id: int
    path: Path


@handles(ExportPerson)
def export_person(cmd: ExportPerson, ctx: Context) -> PersonExported:
    """Write it, whole or not at all.

    Raises:
        Refused: When the name does not end in .zip.
        Trouble: When the folder or the disk does not take it.
    """
    if cmd.path.suffix.lower() != ".zip":
        message = _("“{name}” does not end in .zip: everything about a person is one archive.")
        raise Refused("privacy.ending", message.format(name=cmd.path.name), "path")
    donor = ctx.uow.donors.get(cmd.donor_id)
    missing: list[str] = []
    try:
        with put_whole(cmd.path, mode=0o600) as fresh, zipfile.ZipFile(fresh, "w") as archive:
            for name, body in _files(donor, ctx, missing):
                archive.writestr(name, body, zipfile.ZIP_DEFLATED)
            names = tuple(archive.namelist())
    except OSError as error:
        message = _("{path} cannot be written: {why}. Choose another folder, or free some space.")
        sentence = message.format(path=cmd.path, why=error.strerror or error)
        raise Trouble("file.unwritable", sentence) from error
    ctx.uow.audit.note("donors", donor.id, "exported", {"files": [None, len(names)]})
    return PersonExported(cmd.path, names, tuple(missing))


def _files(donor: Donor, ctx: Context, missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the archive."""
    rows = ctx.uow.privacy.everything(donor)
    yield "person.json", json.dumps(rows, ensure_ascii=False, indent=1).encode()
    yield "person.xlsx", _workbook(donor, ctx)
    details = ctx.uow.details.of_donor(donor.id)
    receipts = [line.id for line in ctx.uow.receipts.of_donor(donor.id)]
    wanted = [(_receipt_name(ctx, one), _receipt_sha256(ctx, one)) for one in reversed(receipts)]
    wanted += list(_documents(details))
    for name, sha256 in wanted:
        try:
            yield name, ctx.uow.documents.read(sha256)
        except OboleError as error:
            missing.append(f"{name}: {error.message}")


def _receipt_name(ctx: Context, receipt_id: int) -> str:
    return f"receipts/{ctx.uow.receipts.get(receipt_id).number}.pdf"


def _receipt_sha256(ctx: Context, receipt_id: int) -> str:
    return ctx.uow.receipts.get(receipt_id).document_sha256


def _documents(details: Details) -> Iterator[tuple[str, str]]:
    """Yield the names of documents inside the archive, no two alike, and those in the vault."""
    for document in details.documents:
        inside = PurePath(document.name.replace("\\", "/")).name
        yield f"documents/{document.id}-{inside}", document.sha256
    for consent in details.consents:
        if consent.proof_sha256:
            yield f"documents/proof-{consent.id}", consent.proof_sha256


def _workbook(donor: Donor, ctx: Context) -> bytes:
    """Write what a person reads: the sheet, then all that happened."""
    columns = [
        Column(_("Part"), width=24),
        Column(_("Day"), CellKind.DAY, 12),
        Column(_("What"), width=34),
        Column(_("Text"), width=60),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "person.xlsx"
        ctx.tools.tables.write(path, _("Personal data"), columns, _rows(donor, ctx))
        return path.read_bytes()


def _rows(donor: Donor, ctx: Context) -> Iterator[_Row]:
    part = _("Sheet")
    yield part, None, _("Number"), donor.number_text
    values = {one.name: getattr(donor, one.name) for one in fields(donor)}
    address = {one.name: getattr(donor.address, one.name) for one in fields(donor.address)}
    for name, label in FIELD_WORDS.items():
        value = {**values, **address}.get(name)
        if value and name != "number":
            yield part, None, _(label), value_words(name, str(value))
    details = ctx.uow.details.of_donor(donor.id)
    lines: list[Detail] = [*details.contacts, *details.addresses, *details.tags, *details.numbers]
    lines += [*details.consents, *details.tasks, *details.documents, *details.standing]
    lines += details.gift_aid
    for detail in lines:
        words = told(detail)
        yield _("Details"), None, words.what, ", ".join(filter(None, (words.text, words.note)))
    for moment in show_timeline(ShowTimeline(donor.id), ctx):
        yield _("What happened"), moment.on, moment.what, moment.text
