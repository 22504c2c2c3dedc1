# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that share their fonts, pictures and background.

A document is a *base*, drawn once by ReportLab, followed by a *tail* that adds this document's own
pages. The whole is an ordinary PDF; a dossier keeps the base once and of each document only its
tail. The same pages always give the same bytes.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.content import Draughtsman
from app.adapters.pdf.fonts import ALWAYS, REGULAR, encode, font
from app.adapters.pdf.update import Base, packed
from app.domain.paper import Item, Page

_BACKGROUND = "background"


class PdfSeries:
    """Makes documents on one base.

    Args:
        background: What every sheet that has a background shares.
        letters: Every letter the documents will need besides the usual ones.
        title: For the reader's window.
        pictures: Bytes of the pictures used, by fingerprint.
    """

    def __init__(
        self,
        background: Sequence[Item],
        *,
        letters: str,
        title: str,
        pictures: Mapping[str, bytes] | None = None,
    ) -> None:
        """Draw the base."""
        rl_config.useA85 = 0
        out = BytesIO()
        font(bold=False)
        canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, initialFontName=REGULAR)
        canvas.setTitle(title)
        canvas.setProducer("Obole")
        document = canvas._doc  # noqa: SLF001 - ReportLab gives no other way to number letters
        shown = "".join(sorted({*ALWAYS, *letters}))
        codes = {bold: encode(bold, shown, document) for bold in (False, True)}
        self._draughtsman = Draughtsman(codes, _embed(canvas, pictures or {}))
        canvas.beginForm(_BACKGROUND)
        canvas.addLiteral(self._draughtsman.content(background).decode("latin-1"))
        canvas.endForm()
        canvas.doForm(_BACKGROUND)
        self._background = f"/{document.getXObjectName(_BACKGROUND)} Do".encode()
        canvas.showPage()
        canvas.save()
        self._base = Base(out.getvalue())

    @property
    def base(self) -> bytes:
        """The shared beginning, a document by itself."""
        return self._base.body

    def tail(self, pages: Sequence[Page]) -> bytes:
        """Return what makes these pages a document, put after the base."""
        return self._base.tail([packed(self._drawn(page)) for page in pages])

    def _drawn(self, page: Page) -> bytes:
        drawn = self._draughtsman.content(page.items)
        return self._background + b"\n" + drawn if page.background else drawn


def _embed(canvas: Canvas, pictures: Mapping[str, bytes]) -> dict[str, tuple[str, float, float]]:
    """Embed pictures unseen; return each one's resource name, and its width and height."""
    embedded = {}
    for sha256, body in sorted(pictures.items()):
        image = ImageReader(BytesIO(body))
        wide, high = image.getSize()
        before = set(canvas._doc.idToObject)  # noqa: SLF001 - the name it will bear
        canvas.drawImage(image, -10, -10, 1, 1, mask="auto")
        fresh = [n for n in canvas._doc.idToObject if n not in before]  # noqa: SLF001
        embedded[sha256] = (fresh[0], float(wide), float(high))
    return embedded
