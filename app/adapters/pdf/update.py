# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document added to a base by an incremental update (ISO 32000-1, 7.5.6)."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import pikepdf

_LEVEL = 9
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_STREAM = re.compile(rb"\d+ 0 obj\n<</Filter/FlateDecode/Length (\d+)>>stream\n")


class Base:
    """What documents are added to: a file that ReportLab made.

    Args:
        body: Its bytes.
    """

    def __init__(self, body: bytes) -> None:
        """Find the objects an update takes the place of."""
        found = _START.search(body)
        if found is None:
            message = "a base ends without startxref"
            raise ValueError(message)
        self.body = body
        self._previous = int(found.group(1))
        with pikepdf.open(BytesIO(body)) as pdf:
            page = pdf.pages[0].obj
            self._page, _generation = page.objgen
            self._tree, _generation = pdf.Root.Pages.objgen
            self._root, _generation = pdf.Root.objgen
            self._info, _generation = pdf.trailer.Info.objgen
            self._size = int(pdf.trailer.Size)
            self._resources = page.Resources.unparse()
            self._media = page.MediaBox.unparse()
            self._id = pdf.trailer.ID.unparse()

    def tail(self, streams: Sequence[bytes]) -> bytes:
        """Return what makes packed contents the pages of a document, put after the base.

        The objects are: each page (the first in place of the base's own), a content stream for
        each, and the page tree.
        """
        count = len(streams)
        numbers = [self._page, *range(self._size, self._size + count - 1)]
        contents = range(self._size + count - 1, self._size + 2 * count - 1)
        objects: dict[int, bytes] = {}
        for packed, number, content in zip(streams, numbers, contents, strict=True):
            objects[number] = b"<</Type/Page/Parent %d 0 R/MediaBox %s/Resources %s" % (
                self._tree,
                self._media,
                self._resources,
            ) + b"/Contents %d 0 R>>" % (content,)
            head = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
            objects[content] = head + packed + b"\nendstream"
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        objects[self._tree] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
        return self._update(objects, self._size + 2 * count - 1)

    def _update(self, objects: Mapping[int, bytes], size: int) -> bytes:
        parts: list[bytes] = []
        offsets: dict[int, int] = {}
        position = len(self.body)
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


def packed(drawn: bytes) -> bytes:
    """Return drawing operators as a content stream holds them."""
    return zlib.compress(drawn, _LEVEL)


def streams_of(tail: bytes) -> Iterator[bytes]:
    """Yield the packed contents in a tail, page by page."""
    position = 0
    while found := _STREAM.search(tail, position):
        position = found.end() + int(found.group(1))
        yield tail[found.end() : position]
