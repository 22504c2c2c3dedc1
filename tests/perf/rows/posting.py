# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch of two hundred cheques posted, with the slip the bank wants."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.fonts import font
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.gifts import AddGift, GiftDraft
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row

_LINES = 200
_A_PAGE = 45
_ROUNDS = 7


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    office = open_copy(large_dossier(20_000, 20_000), folder)
    waiting = []
    for _round in range(_ROUNDS + 1):
        batch = office.do(OpenBatch())
        for donor in range(1, _LINES + 1):
            draft = GiftDraft(
                donor_id=donor, cents=10_00, cheque_number=f"{donor:07d}", cheque_bank="LBP"
            )
            office.do(AddGift(batch.id, draft))
        waiting.append(batch.id)
    ids = iter(waiting)

    def post() -> None:
        assert office.do(PostBatch(next(ids))).totals.count == _LINES

    def bare() -> None:
        path = folder / "slip.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        for line in range(_LINES):
            if line % _A_PAGE == 0:
                canvas.showPage()
                canvas.setFont(font(bold=False).fontName, 9)
            height = 780 - 16 * (line % _A_PAGE)
            for place, text in enumerate((str(line), "Essai Zoé", "LBP", "0000001", "10,00")):
                canvas.drawString(40 + 110 * place, height, text)
        canvas.save()
        with path.open("rb+") as file:
            os.fdatasync(file.fileno())

    yield {"job": post, "bare canvas of the slip, synced": bare}
    office.close()


ROW = Row(
    name="posting",
    job="a batch of 200 cheques posted, with its deposit and slip",
    baselines=(Baseline("bare canvas of the slip, synced", 5, slower=False),),
    prepare=_prepare,
    rounds=_ROUNDS,
)
