# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Annual receipts issued: number, snapshot, document, hash and register, durable."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate

from app.adapters.pdf.fonts import font
from app.domain.paper import HEIGHT_MM, Item, Page, Paragraph, Text
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts
from app.usecases.receipts.register import ReceiptRegister, ShowReceipt
from app.wiring import ShippedTools
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row

_YEAR = 2025
_MM = 72 / 25.4
_PRINTED = 1_000
"""Donors of the dossier: each baseline prints as many receipts as the job issues for them."""


def _shown(pages: Sequence[Page]) -> list[Item]:
    return [item for page in pages for item in (*page.background, *page.items)]


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    source = large_dossier(_PRINTED, 4 * _PRINTED)
    ranks = count()
    issued: list[str] = []

    def issue() -> None:
        here = folder / str(next(ranks))
        here.mkdir()
        office = open_copy(source, here)
        preview = office.ask(PreviewReceipts(_YEAR))
        report = office.do(IssueReceipts(_YEAR, preview.count, preview.scope))
        assert report.count == preview.count > 0
        issued[:] = [line.number for line in office.ask(ReceiptRegister(_YEAR))]
        office.close()

    issue()
    office = open_copy(source, folder)
    preview = office.ask(PreviewReceipts(_YEAR))
    office.do(IssueReceipts(_YEAR, preview.count, preview.scope))
    schemes = ShippedTools().schemes
    snapshots = [office.ask(ShowReceipt(number)).snapshot for number in issued]
    sheets = [schemes.of(one.scheme).pages(one) for one in snapshots]
    office.close()

    def bare() -> None:
        for rank, pages in enumerate(sheets):
            canvas = Canvas(str(folder / f"bare-{rank}.pdf"), pagesize=A4)
            for item in _shown(pages):
                if isinstance(item, Text | Paragraph):
                    canvas.setFont(font(bold=item.bold).fontName, item.size)
                    canvas.drawString(item.x * _MM, (HEIGHT_MM - item.y) * _MM, item.text)
            canvas.save()

    def flowing() -> None:
        style = ParagraphStyle("plain", fontName=font(bold=False).fontName)
        for rank, pages in enumerate(sheets):
            story = [
                Flowing(item.text, style)
                for item in _shown(pages)
                if isinstance(item, Text | Paragraph)
            ]
            SimpleDocTemplate(str(folder / f"naive-{rank}.pdf"), pagesize=A4).build(story)

    yield {"job": issue, "bare canvas, a file each": bare, "platypus, a file each": flowing}


ROW = Row(
    name="receipts",
    job="a year's annual receipts issued, previewed, archived and chained",
    baselines=(
        Baseline("bare canvas, a file each", 1, slower=True),
        Baseline("platypus, a file each", 2, slower=True),
    ),
    prepare=_prepare,
    rounds=3,
)
