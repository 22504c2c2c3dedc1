# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration notebook: every difference is seen to the cent, and signed for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.imports.fields import ImportKind
from app.domain.notebook import Compared, FormerFigure, Step, Subject, Verdict
from app.kernel.errors import Refused
from app.usecases.gifts import CorrectGift
from app.usecases.imports import RunImport
from app.usecases.imports.undoing import UndoImport
from app.usecases.notebook import (
    BeginNotebook,
    DropFigure,
    FinishNotebook,
    NotebookReport,
    ReopenNotebook,
    ShowNotebook,
    TickStep,
    TypeFigure,
)
from app.usecases.office import Office
from tests.support.pdf import text_of
from tests.support.tables import others, text

DONORS, GIFTS = Subject.DONORS, Subject.GIFTS
GIVEN = """N°;Nom;Prénom;Date;Montant;Mode;N° de reçu fiscal
1;Abricot;Marie;03/12/2024;50;CB;A-1
2;Bleuet;Paul;03/12/2024;20,05;CB;
2;Bleuet;Paul;04/02/2025;30;CB;
3;Colza;Jean;31/02/2025;7;CB;
"""


def _figure(office: Office, subject: Subject, year: int) -> Compared:
    figures = office.ask(ShowNotebook()).figures
    return next(one for one in figures if (one.subject, one.year) == (subject, year))


def test_a_migration_from_its_first_step_to_the_signed_report(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    office.do(BeginNotebook("galette"))
    office.do(TickStep(Step.EXPORT_GIFTS, note="two files"))
    run = office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "dons.csv", GIVEN)))
    shown = office.ask(ShowNotebook())
    assert [(one.subject, one.year, one.count, one.cents) for one in shown.figures] == [
        (DONORS, 0, 2, 0),
        (GIFTS, 2024, 2, 7005),
        (GIFTS, 2025, 1, 3000),
        (Subject.RECEIPTS, 2024, 1, 5000),
    ]
    assert [one.step for one in shown.steps if one.done_on] == [Step.EXPORT_GIFTS]
    for figure in (
        TypeFigure(DONORS, 0, 3),
        TypeFigure(GIFTS, 2024, 2, 7005),
        TypeFigure(GIFTS, 2025, 2, 3700),
    ):
        office.do(figure)
    differs = _figure(office, GIFTS, 2025)
    assert (differs.verdict, differs.missing, differs.missing_cents) == (Verdict.DIFFERS, -1, -700)
    assert any("rows rejected 1 (€7.00)" in clue for clue in differs.clues)
    assert _figure(office, GIFTS, 2024).verdict is Verdict.AGREES
    with pytest.raises(Refused, match="Donors, Gifts 2025"):
        office.do(FinishNotebook())
    office.do(TypeFigure(DONORS, 0, 3, reason="Colza gave nothing that can be read"))
    office.do(TypeFigure(GIFTS, 2025, 2, 3700, "the day 31/02 does not exist"))
    office.do(FinishNotebook())
    report = office.ask(NotebookReport())
    words = text_of(report)
    assert "Galette" in words
    assert "the day 31/02 does not exist" in words
    assert "dons.csv" in words
    with pytest.raises(Refused, match="open it again"):
        office.do(TypeFigure(GIFTS, 2024, 1))
    office.do(UndoImport(run.run))
    assert office.ask(NotebookReport()) == report
    with pytest.raises(Refused, match="Say why"):
        office.do(ReopenNotebook(""))
    office.do(ReopenNotebook("the import was undone"))
    assert _figure(office, GIFTS, 2024).count == 0
    office.do(DropFigure(GIFTS, 2024))
    left = [(one.subject, one.year) for one in office.ask(ShowNotebook()).figures]
    assert (GIFTS, 2024) not in left
    assert "Not finished" in text_of(office.ask(NotebookReport()))


def test_a_notebook_is_begun_once_and_finished_with_figures(office: Office) -> None:
    assert office.ask(ShowNotebook()).notebook is None
    with pytest.raises(Refused, match="choose the former program"):
        office.do(TickStep(Step.BACKUP))
    with pytest.raises(Refused, match="No program is known"):
        office.do(BeginNotebook("abacus"))
    office.do(BeginNotebook("galette"))
    with pytest.raises(Refused, match="is not finished"):
        office.do(BeginNotebook("paheko"))
    with pytest.raises(Refused, match="nothing to compare"):
        office.do(FinishNotebook())


def test_what_was_corrected_since_is_a_clue(office: Office, tmp_path: Path) -> None:
    office.do(BeginNotebook("other"))
    office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "dons.csv", GIVEN)))
    gift = office.ask(ShowNotebook())
    assert gift.runs[0].file_name == "dons.csv"
    office.do(CorrectGift(gift_id=1, reason="misread", cents=4000))
    office.do(TypeFigure(GIFTS, 2024, 2, 7005))
    one = _figure(office, GIFTS, 2024)
    assert one.verdict is Verdict.AGREES  # what arrived is counted, not what became of it
    assert any("corrected here since" in clue for clue in one.clues)


def test_a_platform_s_export_agrees_with_its_own_sums(office: Office) -> None:
    office.do(BeginNotebook("civicrm"))
    path = others("exports", "civicrm_contributions_amount_validate.csv")
    told = office.do(RunImport(ImportKind.GIFTS, path))
    arrived = [one for one in office.ask(ShowNotebook()).figures if one.subject is GIFTS]
    assert sum(one.cents for one in arrived) == told.imported_cents
    assert sum(one.count for one in arrived) == told.created_gifts


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (TypeFigure(GIFTS, 2024, -1), "zero or more"),
        (TypeFigure(GIFTS, 2024, 1, -1), "zero or more"),
        (TypeFigure(GIFTS, 0, 1), "the year"),
        (TypeFigure(GIFTS, 2027, 1), "the year"),
        (TypeFigure(DONORS, 2024, 1), "the year"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(office: Office, figure: TypeFigure, told: str) -> None:
    office.do(BeginNotebook("other"))
    with pytest.raises(Refused, match=told):
        office.do(figure)


_SIDES = st.tuples(st.integers(0, 10_000), st.integers(0, 10**12))


@settings(max_examples=100)
@given(sides=st.lists(_SIDES, min_size=1, max_size=2), reason=st.sampled_from(("", "because")))
def test_nothing_agrees_but_what_is_equal_to_the_cent(
    sides: list[tuple[int, int]], reason: str
) -> None:
    here, former = sides[0], sides[-1]
    figure = FormerFigure(
        notebook_id=1, subject=GIFTS, year=2024, count=former[0], cents=former[1], reason=reason
    )
    told = Compared(GIFTS, 2024, figure, *here)
    assert (told.verdict is Verdict.AGREES) is (former == here)
    assert (told.verdict is Verdict.EXPLAINED) is (former != here and bool(reason))
    assert (told.missing, told.missing_cents) == (here[0] - former[0], here[1] - former[1])
