# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thank-you letters made: chosen, merged, laid out, archived and told as thanked, durable."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from app.adapters.pdf.fonts import font
from app.domain.letters.body import Span, TextBlock
from app.domain.letters.values import LetterSettings
from app.usecases.letters.making import Press
from app.usecases.letters.planning import Mailing, planned
from app.usecases.letters.runs import LettersToPrint, MakeLetters
from app.usecases.letters.templates import SaveLetterOffice, ShowLetterOffice
from app.wiring import ShippedTools
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row

_LINED = [("FONTNAME", (0, 0), (-1, -1), font(bold=False).fontName)]
_GIVERS = 1_000
"""Letters of the dossier made; each baseline prints the same texts."""


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    source = large_dossier(_GIVERS, 2 * _GIVERS)
    ranks = count()

    def make() -> None:
        here = folder / str(next(ranks))
        here.mkdir()
        office = open_copy(source, here)
        told = office.ask(ShowLetterOffice())
        office.do(SaveLetterOffice(_since_ever(told.settings), None))
        report = office.do(MakeLetters(Mailing(way=None)))
        assert report.count > 0
        (here / "letters.pdf").write_bytes(office.ask(LettersToPrint(report.run.id)))
        office.close()

    office = open_copy(source, folder)
    told = office.ask(ShowLetterOffice())
    office.do(SaveLetterOffice(_since_ever(told.settings), None))
    with office._store.read() as uow:
        plan = planned(Mailing(way=None), uow, office.clock.today())
        press = Press(uow, ShippedTools(), office.clock.today())
        sheets = [press.sheet(matter) for matter in plan.matters]
    office.close()
    style = ParagraphStyle("plain", fontName=font(bold=False).fontName)

    def story(place: int) -> list[Flowable]:
        sheet = sheets[place]
        blocks = (block for block in sheet.body if isinstance(block, TextBlock))
        texts = ("".join(_marked(span) for span in block.spans) for block in blocks)
        said = (*sheet.sender, *sheet.to, sheet.dated, *texts)
        flow: list[Flowable] = [Paragraph(one or "\u00a0", style) for one in said]
        if len(sheet.gifts) > 1:
            flow.append(Table([sheet.heads, *sheet.gifts, sheet.total], style=_LINED))
        return flow

    def one_each() -> None:
        for place in range(len(sheets)):
            path = folder / f"naive-{place}.pdf"
            SimpleDocTemplate(str(path), pagesize=A4).build(story(place))

    def together() -> None:
        flow: list[Flowable] = []
        for place in range(len(sheets)):
            flow.extend([*story(place), PageBreak()])
        SimpleDocTemplate(str(folder / "together.pdf"), pagesize=A4).build(flow)

    yield {"job": make, "platypus, a file each": one_each, "platypus, one file": together}


def _marked(span: Span) -> str:
    text = escape(span.text)
    return f"<b>{text}</b>" if span.bold else text


def _since_ever(settings: LetterSettings) -> LetterSettings:
    return replace(settings, since=None)


ROW = Row(
    name="letters",
    job="thank-you letters chosen, laid out, archived, and printed as one file",
    baselines=(
        Baseline("platypus, a file each", 3, slower=True),
        Baseline("platypus, one file", 1.5, slower=True),
    ),
    prepare=_prepare,
    rounds=3,
)
