# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files: whole, readable, the same each time, their letters inside."""

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFont

from app.adapters.pdf.fonts import font
from app.adapters.pdf.printer import PdfPrinter
from app.domain.paper import Align, Box, Item, Page, Paragraph, Picture, Rule, Text, Tick
from app.domain.receipts import is_printable
from tests.support.pdf import text_of

LETTERS = "Œuvre d’Éloïse Łukasiewicz, Søren — 1\u202f234,56 € (à\\b) Ελένη Ивáн"
_SHA = "5" * 64


def page(*items: Item, background: tuple[Item, ...] = ()) -> Page:
    return Page(items, background)


def check(document: bytes, folder: Path) -> None:
    """Let qpdf judge a file; without it the test is not run in part."""
    path = folder / "checked.pdf"
    path.write_bytes(document)
    assert shutil.which("qpdf"), "install the package qpdf"
    done = subprocess.run(["qpdf", "--check", path], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (40, 20), (10, 60, 140, 128)).save(out, "PNG")
    return out.getvalue()


def test_every_letter_comes_back_from_background_and_sheet(tmp_path: Path) -> None:
    sheet = page(Text(20, 60, LETTERS), background=(Text(20, 40, f"Fond {LETTERS}", bold=True),))
    document = PdfPrinter().render([sheet], title="Épreuve")
    check(document, tmp_path)
    assert text_of(document).replace("\r", "").count(LETTERS) == 2


def test_every_kind_of_item_is_drawn(tmp_path: Path) -> None:
    everything = page(
        Box(10, 10, 50, 20),
        Box(10, 40, 50, 20, fill=0.9),
        Box(10, 70, 50, 20, fill=0.9, thickness=0),
        Rule(10, 100, 60, 100),
        Tick(10, 110, on=True),
        Tick(20, 110, on=False),
        Picture(10, 120, 30, 30, _SHA),
        Text(100, 50, "tourné", angle=35, align=Align.CENTRE),
        Text(190, 60, "à droite", align=Align.RIGHT),
        Paragraph(100, 80, 60, "mot " * 40),
    )
    document = PdfPrinter().render([everything], title="Tout", pictures={_SHA: picture()})
    check(document, tmp_path)
    assert text_of(document).count("mot") == 40


def test_a_paragraph_shrinks_into_its_lines() -> None:
    long = "Restaurer le moulin de la commune et l’ouvrir au public " * 6
    tall = PdfPrinter().render([page(Paragraph(20, 50, 100, long))], title="x")
    short = PdfPrinter().render([page(Paragraph(20, 50, 100, long, lines=2))], title="x")
    assert len(text_of(tall).splitlines()) > 2
    assert len(text_of(short).splitlines()) == 2


def test_the_same_pages_give_the_same_bytes() -> None:
    sheets = [page(Text(20, 50, "un")), page(Text(20, 50, "deux"))]
    first = PdfPrinter().render(sheets, title="x", pictures={_SHA: picture()})
    assert PdfPrinter().render(sheets, title="x", pictures={_SHA: picture()}) == first


def test_fonts_are_inside_and_the_tail_is_small(tmp_path: Path) -> None:
    back = (Text(20, 20, "Association"),)
    series = PdfPrinter().series([page(background=back)], title="x")
    tail = series.tail([page(Text(20, 50, "Reçu n° 1"), background=back)])
    assert len(tail) < 3_000
    check(series.base + tail, tmp_path)
    with pikepdf.open(BytesIO(series.base + tail)) as pdf:
        fonts = [one for _name, one in pdf.pages[0].Resources.Font.items()]
        ours = [one for one in fonts if "/FontDescriptor" in one]
        assert ours
        assert all("/FontFile2" in one.FontDescriptor for one in ours)


def test_documents_on_one_base_are_gathered_in_order(tmp_path: Path) -> None:
    printer = PdfPrinter()
    back = (Text(20, 20, "Association"),)
    own = [page(Text(20, 50, f"feuille {i}"), background=back) for i in range(30)]
    series = printer.series(own, title="x")
    tails = [series.tail(own[i : i + 2]) for i in range(0, 30, 2)]
    whole = printer.gather(series.base, tails)
    check(whole, tmp_path)
    text = text_of(whole)
    assert re.findall(r"feuille (\d+)", text) == [str(i) for i in range(30)]
    assert text.count("Association") == 30


def test_a_stamp_leaves_the_document_and_marks_each_sheet(tmp_path: Path) -> None:
    printer = PdfPrinter()
    document = printer.render([page(Text(20, 50, "un")), page(Text(20, 50, "deux"))], title="x")
    marked = printer.stamp(document, "DUPLICATA", "Duplicata établi le 06/01/2026")
    check(marked, tmp_path)
    text = text_of(marked)
    assert text.count("DUPLICATA") == 2
    assert text.count("établi le 06/01/2026") == 2
    assert "un" in text


def test_a_protected_copy_opens_prints_and_is_changed_by_nobody(tmp_path: Path) -> None:
    printer = PdfPrinter()
    document = printer.render([page(Text(20, 50, LETTERS)), page(Text(20, 50, "deux"))], title="x")
    copy = printer.protect(document)
    check(copy, tmp_path)
    assert text_of(copy) == text_of(document)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert pdf.user_password_matched
        assert not pdf.owner_password_matched
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert (pdf.allow.print_lowres, pdf.allow.print_highres) == (True, True)
        assert (pdf.allow.accessibility, pdf.allow.extract) == (True, True)
        assert not any(
            (
                pdf.allow.modify_annotation,
                pdf.allow.modify_assembly,
                pdf.allow.modify_form,
                pdf.allow.modify_other,
            )
        )
    assert printer.protect(document) != copy, "the password that unlocks one would unlock all"


def test_files_are_joined_in_order(tmp_path: Path) -> None:
    printer = PdfPrinter()
    parts = [printer.render([page(Text(20, 50, word))], title=word) for word in ("un", "deux")]
    whole = printer.join(parts)
    check(whole, tmp_path)
    assert text_of(whole).split() == ["un", "deux"]


@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_have_every_letter_receipts_may_print(*, bold: bool) -> None:
    face: TTFont = font(bold=bold)
    known = face.face.charToGlyph
    wanted = [
        chr(code)
        for code in range(0x20, 0x2100)
        if is_printable(chr(code))
        and unicodedata.category(chr(code)) not in {"Cn", "Cc", "Cf", "Zl", "Zp"}
    ]
    assert [letter for letter in wanted if ord(letter) not in known] == []
