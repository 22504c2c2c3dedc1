# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gift is besides money comes in with it: the cheque's day, a counterpart, a tribute."""

from datetime import date
from pathlib import Path

from app.domain.gifts import Gift, Tribute
from app.domain.imports.fields import ImportKind
from app.usecases.batches import ListBatches, ShowBatch
from app.usecases.dossier import Examine
from app.usecases.gifts import GetGift
from app.usecases.imports import RunImport
from app.usecases.imports.report import ImportReport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.receipts import PreviewReceipts
from tests.support.giving import new_donor
from tests.support.tables import text

_HEAD = "N° donateur;Date;Montant;Mode;N° chèque;Date du chèque;Contrepartie;En mémoire de;Hommage"


def _bring(office: Office, path: Path, *rows: str) -> ImportReport:
    number = new_donor(office, "Essai").number_text
    body = "\n".join([_HEAD, *(row.replace("#", number) for row in rows)])
    return office.do(RunImport(ImportKind.GIFTS, text(path / "dons.csv", body)))


def _gifts(office: Office) -> list[Gift]:
    (batch,) = office.ask(ListBatches())
    lines = office.ask(ShowBatch(batch.id)).lines[::-1]
    return [office.ask(GetGift(line.id)) for line in lines]


def test_each_is_kept_where_keying_would_keep_it(any_office: Office, tmp_path: Path) -> None:
    told = _bring(
        any_office,
        tmp_path,
        "#;06/12/2025;50;CHQ;123;28/11/2025;13,00;Jean Abricot;",
        "#;07/12/2025;60;CB;;28/11/2025;0;;le club",
        "#;08/12/2025;70;CHQ;124;;;;",
    )
    assert (told.created_gifts, told.rejected) == (3, [])
    first, second, third = _gifts(any_office)
    assert first.cheque_dated_on == date(2025, 11, 28)
    assert first.details.benefit_cents == 13_00
    assert (first.details.tribute, first.details.tribute_name) == (Tribute.MEMORY, "Jean Abricot")
    assert second.cheque_dated_on is None
    assert (second.details.tribute, second.details.tribute_name) == (Tribute.HONOUR, "le club")
    assert (third.details.benefit_cents, third.details.tribute) == (0, Tribute.NONE)
    assert any_office.ask(PreviewReceipts(2025)).cents == 130_00
    assert any_office.ask(Examine()).problems == ()
    any_office.do(UndoImport(told.run or 0))
    assert any_office.ask(PreviewReceipts(2025)).cents == 0


def test_what_cannot_be_is_refused_with_its_column(office: Office, tmp_path: Path) -> None:
    told = _bring(
        office,
        tmp_path,
        "#;06/12/2025;50;CHQ;123;autrefois;;;",
        "#;07/12/2025;50;CHQ;124;;50;;",
        "#;08/12/2025;50;CHQ;125;;douze;;",
    )
    assert [(row.row, row.column, row.found) for row in told.rejected] == [
        (2, "Date du chèque", "autrefois"),
        (3, "Contrepartie", "50"),
        (4, "Contrepartie", "douze"),
    ]
    assert told.rejected_cents == 150_00
