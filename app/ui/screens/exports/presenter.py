# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the export page says; no Qt."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.consents import PURPOSES, channel_words, left_out_words, purpose_words
from app.domain.exports import Conventions
from app.domain.users import Permission, User
from app.kernel.i18n import _, ngettext
from app.usecases.exports import (
    Exported,
    ExportKind,
    ExportModel,
    Packed,
    WholeForm,
    packed_sentence,
    provisional_sentence,
)

YEARS = 10
"""How many years back lists can be asked for one by one."""
FILTERS = {"xlsx": "Excel (*.xlsx)", "ods": "LibreOffice (*.ods)", "csv": "CSV (*.csv)"}


def kinds() -> tuple[tuple[str, object], ...]:
    """Offer the lists."""
    return tuple((words, kind.value) for kind, words in _kind_words().items())


def _kind_words() -> dict[ExportKind, str]:
    return {
        ExportKind.DONORS: _("Donors"),
        ExportKind.GIFTS: _("Gifts posted"),
        ExportKind.RECEIPTS: _("Tax receipts"),
        ExportKind.BATCHES: _("Batches"),
        ExportKind.DEPOSITS: _("Deposits"),
        ExportKind.CALLS: _("Calls"),
    }


def kind_hint(kind: ExportKind) -> str:
    """Say what is in a list."""
    return {
        ExportKind.DONORS: _(
            "One row for each donor: number, name, address, contact, gifts in all."
        ),
        ExportKind.GIFTS: _(
            "One row for each gift: donor, day, amount, method, fund, batch, deposit, receipt."
        ),
        ExportKind.RECEIPTS: _(
            "One row for each receipt, those cancelled too: number, donor, amount, fingerprint."
        ),
        ExportKind.BATCHES: _(
            "One row for each batch: what was announced, what was keyed, who answers for it."
        ),
        ExportKind.DEPOSITS: _(
            "One row for each deposit: slip, account, what the bank credited and when."
        ),
        ExportKind.CALLS: _("One row for each donor of each call list, and what came of it."),
    }[kind]


def columns_title(kind: ExportKind) -> str:
    """Head the page on which the columns of a list are chosen."""
    return _("Columns: {list}").format(list=_kind_words()[kind])


def leaves_words(on: bool) -> str:  # noqa: FBT001 - what a table of picks asks
    """Say whether a column leaves."""
    return _("yes") if on else _("no")


def years(this_year: int) -> tuple[tuple[str, object], ...]:
    """Offer all years, then each of the last ones."""
    last = range(this_year, this_year - YEARS, -1)
    return ((_("All years"), 0), *((str(year), year) for year in last))


def formats() -> tuple[tuple[str, object], ...]:
    """Offer the formats; the conventions of the language first."""
    words = {
        Conventions.FRENCH: _("CSV, French (semicolons, 1,50)"),
        Conventions.INTERNATIONAL: _("CSV, international (commas, 1.50)"),
    }
    texts = sorted(words, key=lambda one: one is not Conventions.here())
    return (
        *((words, ending) for ending, words in FILTERS.items() if ending != "csv"),
        *((words[one], f"csv.{one.value}") for one in texts),
    )


def read_format(form: str) -> tuple[str, Conventions | None]:
    """Return the ending of a format, and the conventions of a .csv."""
    ending, _dot, conventions = form.partition(".")
    return ending, Conventions(conventions) if conventions else None


def anew(gone: ExportModel) -> ExportModel:
    """Return a model as it was, to be kept again."""
    return replace(gone, id=0, version=0)


def opposed_hint() -> str:
    """Say what becomes of those who oppose what a list is for."""
    return _("Donors who oppose this are left out, and how many is told.")


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
    name = {
        ExportKind.DONORS: _("donors"),
        ExportKind.GIFTS: _("gifts"),
        ExportKind.RECEIPTS: _("receipts"),
        ExportKind.BATCHES: _("batches"),
        ExportKind.DEPOSITS: _("deposits"),
        ExportKind.CALLS: _("calls"),
    }[kind]
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
