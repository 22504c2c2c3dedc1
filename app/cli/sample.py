# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``obole sample``: the main job from end to end on the sample workbook, told step by step."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.console import Console
from app.cli.main import Verbs, clock_of
from app.domain.batches import GiftBatch
from app.domain.imports.fields import ImportKind
from app.kernel.assets import asset_path
from app.kernel.errors import Refused
from app.kernel.files import write_whole
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.demo import demo_organisation
from app.usecases.deposits import DepositSlip
from app.usecases.doors import Doors
from app.usecases.dossier import Examine
from app.usecases.exports import ExportKind, ExportTable
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.reading import ReadGift, ReadGifts
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts, RunDocuments, RunToPrint

_YEAR = 2025
_DONORS, _CHEQUES, _HISTORY = "Donateurs", "Chèques décembre 2025", "Dons 2023-2024"
_PACKET = 200


def add_verbs(verbs: Verbs) -> None:
    """Add ``sample``."""
    help_text = _("do the main job on the sample workbook")
    sample = verbs.add("sample", help_text, _sample, on_dossier=False)
    sample.add_argument("--out", type=Path, default=Path("out"), metavar=_("FOLDER"))


def _sample(doors: Doors, options: argparse.Namespace, console: Console) -> None:
    out: Path = options.out
    receipts = out / "recus"
    receipts.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("moulin-modele.obole*"), *receipts.glob("*.pdf")):
        old.unlink()
    dossier = out / "moulin-modele.obole"
    office = doors.create(
        str(dossier), demo_organisation(), clock=clock_of(options), user=options.user
    )
    try:
        job = _Job(office, out, console)
        job.run()
    finally:
        office.close()
    console.answer({"dossier": str(dossier), **job.figures}, [])


class _Job:
    """The main job under way; each step says what it did and where it left it."""

    def __init__(self, office: Office, out: Path, console: Console) -> None:
        self._office = office
        self._out = out
        self._console = console
        self._source = asset_path("samples", "moulin-modele.xlsx")
        self.figures: dict[str, Any] = {}

    def run(self) -> None:
        """Do the whole job."""
        self._bring_in()
        batch = self._key()
        self._post(batch)
        self._issue()
        self._export()
        verdict = self._office.ask(Examine())
        found = len(verdict.problems)
        self._say(
            ngettext(
                "The dossier was examined: {count} checks, {problems} problem.",
                "The dossier was examined: {count} checks, {problems} problems.",
                found,
            ),
            {"count": verdict.checked, "problems": found},
        )

    def _say(self, sentence: str, values: dict[str, object]) -> None:
        self._console.say(sentence.format(**values))

    def _bring_in(self) -> None:
        for kind, sheet in ((ImportKind.DONORS, _DONORS), (ImportKind.GIFTS, _HISTORY)):
            told = self._office.do(RunImport(kind, self._source, Choices(sheet=sheet)))
            self._say(
                _(
                    "{file}, sheet “{sheet}”: donors {donors}, gifts {gifts} for {amount}; "
                    "rows rejected {rejected}, left out {ignored}."
                ),
                {
                    "file": told.file,
                    "sheet": told.sheet,
                    "donors": told.created_donors,
                    "gifts": told.created_gifts,
                    "amount": format_amount(told.imported_cents),
                    "rejected": len(told.rejected),
                    "ignored": len(told.ignored_rows),
                },
            )
            self.figures[kind.value] = told.created_donors + told.created_gifts

    def _key(self) -> GiftBatch:
        cheques = self._office.ask(ReadGifts(self._source, Choices(sheet=_CHEQUES)))
        total = sum(cheque.gift.cents for cheque in cheques)
        batch = self._office.do(
            OpenBatch(
                expected_count=len(cheques),
                expected_total_cents=total,
                received_on=date(_YEAR, 12, 31),
            )
        )
        self._say(
            _("Batch {batch} is open: {count} cheques counted, {amount} added up on paper."),
            {"batch": batch.number, "count": len(cheques), "amount": format_amount(total)},
        )
        self._add(batch, cheques[:-1])
        try:
            self._office.do(PostBatch(batch.id))
        except Refused as refused:
            self._say(_("One cheque is missing, so posting is refused: {why}"), {"why": refused})
        self._add(batch, cheques[-1:])
        self.figures |= {"batch": batch.number, "count": len(cheques), "cents": total}
        return batch

    def _add(self, batch: GiftBatch, cheques: Sequence[ReadGift]) -> None:
        for cheque in cheques:
            gift = cheque.gift
            draft = GiftDraft(
                donor_id=cheque.donor_id,
                cents=gift.cents,
                received_on=gift.day,
                cheque_number=gift.cheque_number,
                cheque_bank=gift.cheque_bank,
            )
            self._office.do(AddGift(batch.id, draft))

    def _post(self, batch: GiftBatch) -> None:
        posted = self._office.do(PostBatch(batch.id))
        for deposit in posted.deposits:
            path = self._out / _("deposit-slip-{number}.pdf").format(number=deposit.number)
            write_whole(path, self._office.ask(DepositSlip(deposit.id)))
            self._say(
                _("Batch {batch} is posted; the deposit slip ({amount}) is {path}."),
                {
                    "batch": batch.number,
                    "amount": format_amount(deposit.cents),
                    "path": path,
                },
            )

    def _issue(self) -> None:
        due = self._office.ask(PreviewReceipts(_YEAR))
        issued = self._office.do(IssueReceipts(_YEAR, due.count))
        written = 0
        while packet := self._office.ask(RunDocuments(issued.run_id, written, _PACKET)):
            for number, body in packet:
                write_whole(self._out / "recus" / f"{number}.pdf", body)
            written += len(packet)
        together = self._out / _("receipts-{year}.pdf").format(year=_YEAR)
        write_whole(together, self._office.ask(RunToPrint(issued.run_id)))
        self._say(
            _(
                "Tax receipts {first} to {last} ({amount}) are in {folder}, "
                "and all together in {path}."
            ),
            {
                "first": issued.first,
                "last": issued.last,
                "amount": format_amount(issued.cents),
                "folder": self._out / "recus",
                "path": together,
            },
        )
        self.figures |= {"receipts": issued.count, "receipted_cents": issued.cents}

    def _export(self) -> None:
        for kind, name in (
            (ExportKind.DONORS, _("donors.xlsx")),
            (ExportKind.GIFTS, _("gifts.xlsx")),
        ):
            written = self._office.do(ExportTable(kind, self._out / name))
            self._say(_("{path} has {rows} rows."), {"path": written.path, "rows": written.rows})
