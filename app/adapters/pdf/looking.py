# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a PDF as a picture, for the eye: PDFium draws it."""

from threading import Lock

import pypdfium2

from app.domain.documents import PagePicture
from app.kernel.errors import Trouble
from app.kernel.i18n import _

_POINTS_PER_MM = 72 / 25.4
_MOST_POINTS = 24_000_000
"""Of one picture: a page as tall as a roll of paper is drawn smaller instead."""


class PdfLooker:
    """Draws pages, one at a time: PDFium is not made for several threads."""

    def __init__(self) -> None:
        """Begin with nothing being drawn."""
        self._one_at_a_time = Lock()

    def picture(self, document: bytes, page: int, width: int) -> PagePicture:
        """Return a page as wide as asked, in points of the screen.

        Raises:
            Trouble: When the document is damaged, asks for a password, or has no such page.
        """
        with self._one_at_a_time:
            try:
                pdf = pypdfium2.PdfDocument(document)
                try:
                    return _drawn(pdf, page, width)
                finally:
                    pdf.close()
            except (pypdfium2.PdfiumError, IndexError) as error:
                message = _(
                    "This document cannot be shown here: it is damaged, or asks for a password. "
                    "Save it, and open it with another program."
                )
                raise Trouble("document.unreadable", message) from error


def _drawn(pdf: pypdfium2.PdfDocument, number: int, width: int) -> PagePicture:
    page = pdf[number]
    across, down = page.get_size()
    scale = max(width, 1) / across
    if across * down * scale**2 > _MOST_POINTS:
        scale = (_MOST_POINTS / (across * down)) ** 0.5
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_RGBA)
    return PagePicture(
        pages=len(pdf),
        width=bitmap.width,
        height=bitmap.height,
        stride=bitmap.stride,
        rgba=bytes(bitmap.buffer),
        across_mm=across / _POINTS_PER_MM,
        down_mm=down / _POINTS_PER_MM,
    )


_RGBA = pypdfium2.raw.FPDFBitmap_BGRA
"""Red first, as ``rev_byteorder`` turns it."""
