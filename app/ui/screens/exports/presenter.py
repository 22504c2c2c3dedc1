# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the export page says; no Qt."""

from datetime import date
from pathlib import Path

from app.domain.consents import PURPOSES, channel_words, left_out_words, purpose_words
from app.domain.users import Permission, User
from app.kernel.i18n import _, ngettext
from app.usecases.exports import (
    Exported,
    ExportKind,
    Packed,
    WholeForm,
    packed_sentence,
    provisional_sentence,
)

YEARS = 10
"""How many years back gifts can be asked for one by one."""
FORMATS = {"xlsx": "Excel (*.xlsx)", "ods": "LibreOffice (*.ods)", "csv": "CSV (*.csv)"}


def kind_words() -> dict[ExportKind, tuple[str, str]]:
    """Name each list, and say what is in it."""
    return {
        ExportKind.DONORS: (
            _("&Donors"),
            _("One row for each donor: number, name, address, contact, gifts in all."),
        ),
        ExportKind.GIFTS: (
            _("Gifts &posted"),
            _("One row for each gift: donor, day, amount, method, fund, batch, deposit, receipt."),
        ),
    }


def purposes() -> tuple[tuple[str, object], ...]:
    """Offer what a list of donors is for; soliciting first, since it leaves out those opposed."""
    words = purpose_words()
    return (
        *((words[purpose], purpose) for purpose in PURPOSES),
        (_("Accounts, receipts, what the law asks"), None),
    )


def channels() -> tuple[tuple[str, object], ...]:
    """Offer the ways donors will be reached by."""
    return tuple((words, channel) for channel, words in channel_words().items())


def proposed_name(kind: ExportKind, year: int | None, ending: str) -> str:
    """Return a file name that says what is inside."""
    names = {ExportKind.DONORS: _("donors"), ExportKind.GIFTS: _("gifts")}
    name = names[kind]
    return f"{name}-{year}.{ending}" if year else f"{name}.{ending}"


def package_name(closing: date) -> str:
    """Return a file name for the accountant's package of a fiscal year."""
    return _("accountant-{day}.zip").format(day=closing.isoformat())


def whole_forms() -> tuple[tuple[str, object], ...]:
    """Offer how the tables of the whole dossier are written."""
    return (
        (_("Text tables (.csv), for any program"), WholeForm.CSV.value),
        (_("One workbook (.xlsx), to be read"), WholeForm.WORKBOOK.value),
    )


def whole_hint() -> str:
    """Say what the whole dossier is, and what it is not."""
    return _(
        "Every table, every document and what each column means, for another program or for ever. "
        "It holds all persons' data, and no password: keep it as safe as the dossier."
    )


def whole_name(day: date) -> str:
    """Return a file name for the whole dossier."""
    return _("dossier-{day}.zip").format(day=day.isoformat())


def in_folder(folder: str, name: str) -> str:
    """Return a proposed path: in the folder written to last, if any."""
    return str(Path(folder) / name) if folder else name


def package_sentence(packed: Packed) -> str:
    """Say what the package holds, whether its sums agree, and whether they may still change."""
    sentence = packed_sentence(packed)
    return sentence if packed.final else f"{sentence} {provisional_sentence()}"


def done_sentence(done: Exported) -> str:
    """Say what was written, and where."""
    text = ngettext("{count} row written in {file}.", "{count} rows written in {file}.", done.rows)
    count = f"{done.rows:,}".replace(",", "\u202f")
    sentence = text.format(count=count, file=done.path.name)
    return f"{sentence} {left_out_words(done.left_out)}" if done.left_out else sentence


def why_not(actor: User) -> str:
    """Say why the person may not export, or nothing."""
    if actor.may(Permission.DATA_EXPORT):
        return ""
    return _("Only the treasurer or the administrator may export persons' data.")
