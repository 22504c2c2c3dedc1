# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters in the association's own .docx: filled for each donor, kept in their timelines."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from app.domain.letters.values import LetterKind
from app.domain.users import Role, User
from app.kernel.errors import Refused, Trouble
from app.usecases.donors.timeline import ShowTimeline
from app.usecases.letters.planning import Mailing
from app.usecases.letters.queue import ThankQueue
from app.usecases.letters.runs import LettersToPrint, TakeBackLetters
from app.usecases.letters.word import MergeWord, WordFields
from app.usecases.office import Office
from tests.support.giving import give, new_donor
from tests.usecases.test_letters_runs import DAY


def written(*paragraphs: str, header: str = "") -> bytes:
    """Return a .docx of these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def texts(path: Path) -> Sequence[str]:
    """Return the paragraphs of a document."""
    return [one.text for one in Document(str(path)).paragraphs]


_LETTER = written(
    "{{ adresse_postale }}",
    "{{ salutation }} {{ nom_complet }}",
    "Merci pour {{ total }} ({{ total_words }}).",
    "{% if amount >= 100 %}Un grand merci.{% endif %}",
    "{{ association }}",
)


def test_each_donor_has_a_page_and_leaves_the_queue(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    ada, bob = new_donor(office, "Ada & Cie <b>"), new_donor(office, "Bob")
    give(office, (ada, 5_000), (bob, 20_000), (ada, 1_000), day=DAY)
    path = tmp_path / "lettres.docx"
    done = office.do(MergeWord(Mailing(), _LETTER, "Notre merci", path, 2))
    told = texts(path)
    assert done.count == 2
    assert "Merci pour 60,00\u00a0€ (soixante euros)." in told
    assert told.count("Un grand merci.") == 1
    assert sum("ada & cie <b>" in one.lower() for one in told) == 1, "no name is markup"
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/document.xml").count(b'w:type="page"') == 1
    assert not office.ask(ThankQueue()).lines
    (letter,) = [one for one in office.ask(ShowTimeline(ada.id)) if "Notre merci" in one.text]
    assert letter.letter_id == 0
    with pytest.raises(Refused, match="nothing to print"):
        office.ask(LettersToPrint(done.run.id))
    office.do(TakeBackLetters(done.run.id))
    assert len(office.ask(ThankQueue()).lines) == 2


def test_what_cannot_be_filled_is_told_before_anything_is_written(
    office: Office, tmp_path: Path
) -> None:
    give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    path = tmp_path / "out.docx"
    path.write_bytes(b"what was there")
    macros = BytesIO(_LETTER)
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    for body, why in (
        (written("{{ prenom_du_chien }}"), "asks for “prenom_du_chien”.*knows:.*full_name"),
        (written("Bonjour"), "has no field"),
        (written("{{ salutation"), "cannot be read"),
        (written("{{ name }}", header="{{ name }}"), "header or footer"),
        (macros.getvalue(), "has macros"),
        (b"\xd0\xcf\x11\xe0 old", "old .doc format"),
        (b"PK nothing", "or is damaged"),
    ):
        with pytest.raises(Refused, match=why):
            office.do(MergeWord(Mailing(), body, "x", path))
    with pytest.raises(Refused, match="changed meanwhile: 1 now"):
        office.do(MergeWord(Mailing(), _LETTER, "x", path, 7))
    with pytest.raises(Trouble, match="Choose another folder"):
        office.do(MergeWord(Mailing(), _LETTER, "x", tmp_path / "none" / "x.docx"))
    assert path.read_bytes() == b"what was there"
    assert len(office.ask(ThankQueue()).lines) == 1


@pytest.mark.parametrize(
    "attack",
    [
        "{{ name.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% for x in name.__init__.__globals__ %}{{ x }}{% endfor %}",
    ],
)
def test_a_document_reaches_nothing_of_the_program(
    office: Office, tmp_path: Path, attack: str
) -> None:
    give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    path = tmp_path / "out.docx"
    with pytest.raises(Refused, match="cannot be read"):
        office.do(MergeWord(Mailing(), written("{{ name }}", attack), "x", path))
    assert not path.exists()


def test_who_may_not_write_letters_writes_none(office: Office, tmp_path: Path) -> None:
    assert "salutation" in office.ask(WordFields(LetterKind.THANKS, _LETTER))
    office.actor = User(name="Lise", role=Role.READER)
    with pytest.raises(Refused):
        office.do(MergeWord(Mailing(), _LETTER, "x", tmp_path / "out.docx"))
