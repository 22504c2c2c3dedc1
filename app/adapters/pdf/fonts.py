# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters of printed pages: Noto Sans, shipped with the program (SIL Open Font License)."""

from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.kernel.assets import asset_path
from app.kernel.errors import Trouble
from app.kernel.i18n import _

REGULAR = "ObolePrint"
BOLD = "ObolePrint-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}

_MM_IN_POINT = 25.4 / 72

ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "ŒœŸ€«»…•\u2018\u2019\u201c\u201d\u2013\u2014\u202f"
)
"""Letters every file carries, so that one base serves nearly every run."""


@cache
def font(*, bold: bool) -> TTFont:
    """Return a face, registered with ReportLab.

    Raises:
        Trouble: When its file is missing or damaged.
    """
    name = BOLD if bold else REGULAR
    path = asset_path("fonts", _FILES[name])
    try:
        face = TTFont(name, str(path))
    except (TTFError, OSError) as error:
        message = _("The font {file} is missing or damaged: install the program again.")
        raise Trouble("font.missing", message.format(file=path.name)) from error
    pdfmetrics.registerFont(face)
    return face


def text_width(text: str, size: float, *, bold: bool) -> float:
    """Return the width of a text in points."""
    return float(pdfmetrics.stringWidth(text, font(bold=bold).fontName, size))


@lru_cache(maxsize=50_000)
def width_mm(text: str, *, bold: bool) -> float:
    """Return the width in mm of a text at one point; letters say the same words again and again."""
    return text_width(text, 1, bold=bold) * _MM_IN_POINT


Codes = dict[str, tuple[bytes, int]]
"""For each letter, the name of the subset that holds it and its code there."""


def encode(bold: bool, letters: str, document: Any) -> Codes:  # noqa: ANN401, FBT001
    """Put ``letters`` into the subsets of a document being made; return how each is written.

    ReportLab forgets this numbering once the document is saved.
    """
    face = font(bold=bold)
    codes: Codes = {}
    for letter in letters:
        ((subset, code),) = face.splitString(letter, document)
        name = face.getSubsetInternalName(subset, document)[1:].encode()
        codes[letter] = (name, code[0])
    return codes
