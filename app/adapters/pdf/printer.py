# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages into PDF files."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Final

import pikepdf

from app.adapters.pdf.content import POINTS
from app.adapters.pdf.fonts import ALWAYS, width_mm
from app.adapters.pdf.series import PdfSeries
from app.adapters.pdf.update import Base, streams_of
from app.domain.paper import (
    WIDTH_MM,
    Align,
    Item,
    Page,
    Paragraph,
    Text,
)

_FOOT = 291.0
_KEPT = 8
"""How many bases are kept at hand."""
_REVISION: Final = 6
"""Of the standard security handler: AES-256 (ISO 32000-2, 7.6.4), which every reader opens."""
_SECRET_BYTES = 24
_LOOK_AND_PRINT = pikepdf.Permissions(
    accessibility=True,
    extract=True,
    print_lowres=True,
    print_highres=True,
    modify_annotation=False,
    modify_assembly=False,
    modify_form=False,
    modify_other=False,
)


class PdfPrinter:
    """Makes documents; the same pages always give the same bytes."""

    def __init__(self) -> None:
        """Begin with no base drawn."""
        self._series: dict[tuple[object, ...], PdfSeries] = {}

    def render(
        self, pages: Sequence[Page], *, title: str, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """Return one document."""
        series = self.series(pages, title=title, pictures=pictures)
        return series.base + series.tail(pages)

    def series(
        self, pages: Sequence[Page], *, title: str, pictures: Mapping[str, bytes] | None = None
    ) -> PdfSeries:
        """Return the maker of all documents that share the base of this one."""
        background = pages[0].background
        shown = letters_of(background) | letters_of(_items(pages))
        letters = "".join(sorted(shown - frozenset(ALWAYS)))
        key = (background, letters, title, tuple(sorted(pictures or ())))
        known = self._series.get(key)
        if known is None:
            known = PdfSeries(background, letters=letters, title=title, pictures=pictures)
            while len(self._series) >= _KEPT:
                self._series.pop(next(iter(self._series)))
            self._series[key] = known
        return known

    def width(self, text: str, *, bold: bool) -> float:
        """Return the width in mm of a text at one point."""
        return width_mm(text, bold=bold)

    def stamp(self, document: bytes, word: str, note: str) -> bytes:
        """Return a copy with ``word`` across every sheet and ``note`` at its foot."""
        mark = Page(
            (
                Text(WIDTH_MM / 2, 165, word, 54, bold=True, align=Align.CENTRE, grey=0.78,
                     angle=35),
                Text(WIDTH_MM / 2, _FOOT, note, 9, bold=True, align=Align.CENTRE),
            )
        )  # fmt: skip
        overlay = self.render([mark], title=word)
        out = BytesIO()
        with pikepdf.open(BytesIO(document)) as copy, pikepdf.open(BytesIO(overlay)) as over:
            for page in copy.pages:
                page.add_underlay(over.pages[0], None)
            copy.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()

    def protect(self, document: bytes) -> bytes:
        """Return a copy that opens without a password, and is read and printed but not changed.

        Whoever wants to change it is asked for a password that is drawn here and kept by nobody.
        """
        lock = pikepdf.Encryption(
            owner=secrets.token_urlsafe(_SECRET_BYTES), user="", R=_REVISION, allow=_LOOK_AND_PRINT
        )
        out = BytesIO()
        with pikepdf.open(BytesIO(document)) as copy:
            copy.save(out, encryption=lock)
        return out.getvalue()

    def trim(self, document: bytes, width: float, height: float) -> bytes:
        """Return a copy whose pages are the top left of an A4 sheet, or more; in millimetres."""
        out = BytesIO()
        with pikepdf.open(BytesIO(document)) as copy:
            for page in copy.pages:
                top = float(page.mediabox[3])
                page.mediabox = pikepdf.Rectangle(0, top - height * POINTS, width * POINTS, top)
            copy.save(out, deterministic_id=True)
        return out.getvalue()

    def gather(self, base: bytes, tails: Iterable[bytes]) -> bytes:
        """Return one document of all the pages of documents that share a base, in order."""
        streams = [stream for tail in tails for stream in streams_of(tail)]
        return base + Base(base).tail(streams)

    def join(self, documents: Iterable[bytes], *, even: bool = False) -> bytes:
        """Return one document of all the pages, in order; see the port."""
        out = BytesIO()
        with pikepdf.new() as whole:
            for document in documents:
                with pikepdf.open(BytesIO(document)) as part:
                    whole.pages.extend(part.pages)
                    if even and len(part.pages) % 2:
                        box = part.pages[-1].mediabox
                        whole.add_blank_page(page_size=(float(box[2]), float(box[3])))
            whole.remove_unreferenced_resources()
            whole.save(out, deterministic_id=True)
        return out.getvalue()


def _items(pages: Sequence[Page]) -> list[Item]:
    return [item for page in pages for item in page.items]


def letters_of(items: Iterable[Item]) -> frozenset[str]:
    """Return every letter the items show."""
    return frozenset().union(*(item.text for item in items if isinstance(item, Text | Paragraph)))
