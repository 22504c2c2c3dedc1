# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that share their fonts, pictures and background.

A document is a *base*, drawn once by ReportLab, followed by a *tail*: an incremental update (ISO
32000-1, 7.5.6) that adds this document's own pages. The whole is an ordinary PDF; a dossier keeps
the base once and of each document only its tail. The same pages always give the same bytes.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.adapters.pdf.content import Draughtsman
from app.adapters.pdf.fonts import ALWAYS, REGULAR, encode, font
from app.domain.paper import Item, Page

_BACKGROUND = "background"
_LEVEL = 9
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


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
        self._base = out.getvalue()
        self._read_structure()

    @property
    def base(self) -> bytes:
        """The shared beginning, a document by itself."""
        return self._base

    def _read_structure(self) -> None:
        found = _START.search(self._base)
        if found is None:
            message = "ReportLab ended a file without startxref"
            raise RuntimeError(message)
        self._previous = int(found.group(1))
        with pikepdf.open(BytesIO(self._base)) as pdf:
            page = pdf.pages[0].obj
            self._page, _generation = page.objgen
            self._tree, _generation = pdf.Root.Pages.objgen
            self._root, _generation = pdf.Root.objgen
            self._info, _generation = pdf.trailer.Info.objgen
            self._size = int(pdf.trailer.Size)
            self._resources = page.Resources.unparse()
            self._id = pdf.trailer.ID.unparse()

    def tail(self, pages: Sequence[Page]) -> bytes:
        """Return what makes these pages a document, put after the base.

        The objects are: a content stream for each page, each page (the first in place of the
        base's own), and the page tree.
        """
        count = len(pages)
        numbers = [self._page, *range(self._size, self._size + count - 1)]
        streams = range(self._size + count - 1, self._size + 2 * count - 1)
        objects: dict[int, bytes] = {}
        for page, number, stream in zip(pages, numbers, streams, strict=True):
            objects[number] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.4f %.4f]" % (
                self._tree,
                *A4,
            ) + b"/Resources %s/Contents %d 0 R>>" % (self._resources, stream)
            objects[stream] = self._stream(page)
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        objects[self._tree] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
        return self._update(objects, self._size + 2 * count - 1)

    def _stream(self, page: Page) -> bytes:
        drawn = self._draughtsman.content(page.items)
        if page.background:
            drawn = self._background + b"\n" + drawn
        packed = zlib.compress(drawn, _LEVEL)
        return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)

    def _update(self, objects: Mapping[int, bytes], size: int) -> bytes:
        parts: list[bytes] = []
        offsets: dict[int, int] = {}
        position = len(self._base)
        for number in sorted(objects):
            written = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
            offsets[number] = position
            position += len(written)
            parts.append(written)
        parts.append(b"xref\n")
        parts.extend(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
        parts.append(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d/ID %s>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, self._root, self._info, self._previous, self._id, position)
        )
        return b"".join(parts)


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
