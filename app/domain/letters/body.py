# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a template says: a small document of our own, kept as JSON, never as somebody's HTML.

Paragraphs of spans, pictures and the list of gifts; nothing in it can run or reach outside.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.domain.letters.conditions import (
    ALWAYS,
    Condition,
    condition_document,
    read_condition_document,
)
from app.domain.letters.fields import Field
from app.domain.paper import Align
from app.kernel.errors import Refused
from app.kernel.i18n import _

VERSION = 1
SIZES = (9, 10, 11, 12, 14, 18)
"""Points a letter may be written in."""
USUAL_SIZE = 11
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""What is no letter, such as the mark of a page, never reaches the printer; spaces that hold words
together do."""
_MOST_BLOCKS, _MOST_LETTERS = 300, 20_000
_SMALLEST_WIDTH, _LARGEST_WIDTH = 10, 170


class Bullet(StrEnum):
    """What stands before a paragraph."""

    NONE = ""
    DOT = "dot"
    NUMBER = "number"


class Emblem(StrEnum):
    """The pictures of the association."""

    LOGO = "logo"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look: a text, or what a merge field becomes."""

    text: str = ""
    field: Field | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph.

    Attributes:
        size: Points.
        when: It is printed only if this holds.
    """

    spans: tuple[Span, ...] = ()
    align: Align = Align.LEFT
    size: int = USUAL_SIZE
    bullet: Bullet = Bullet.NONE
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture of the association, ``width`` in mm."""

    emblem: Emblem = Emblem.SIGNATURE
    align: Align = Align.LEFT
    width: int = 40
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class GiftsBlock:
    """The list of the gifts, one line each."""

    when: Condition = ALWAYS


Block = TextBlock | PictureBlock | GiftsBlock
Body = tuple[Block, ...]


def fields_in(body: Body) -> frozenset[Field]:
    """Return the merge fields a body uses."""
    spans = (span for block in body if isinstance(block, TextBlock) for span in block.spans)
    return frozenset(span.field for span in spans if span.field is not None)


def write_body(body: Body) -> str:
    """Return a body as it is kept."""
    kept = {"version": VERSION, "blocks": [_block_document(block) for block in body]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _block_document(block: Block) -> dict[str, Any]:
    when = condition_document(block.when)
    held: dict[str, Any] = {"when": when} if when else {}
    match block:
        case GiftsBlock():
            return {"gifts": True, **held}
        case PictureBlock():
            told = {"picture": block.emblem.value, "width": block.width}
            return {**told, "align": block.align.value, **held}
        case TextBlock():
            spans = [_span_document(span) for span in block.spans]
            return {"spans": spans, **dict(_shape(block)), **held}


def _shape(block: TextBlock) -> Iterator[tuple[str, Any]]:
    if block.align is not Align.LEFT:
        yield "align", block.align.value
    if block.size != USUAL_SIZE:
        yield "size", block.size
    if block.bullet:
        yield "bullet", block.bullet.value


def _span_document(span: Span) -> dict[str, Any]:
    what = {"field": span.field.value} if span.field else {"text": span.text}
    looks = {"bold": span.bold, "italic": span.italic}
    return {**what, **{name: True for name, on in looks.items() if on}}


@lru_cache(maxsize=64)
def read_body(text: str) -> Body:
    """Read a body as it is kept; an empty text says nothing.

    Raises:
        Refused: When it is none of ours, or longer than a letter can be.
    """
    if not text:
        return ()
    try:
        body = _blocks(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = _("This template cannot be read: it was written by something else, or cut.")
        raise Refused("letter.body", message, "body") from error
    if sum(len(span.text) for one in body if isinstance(one, TextBlock) for span in one.spans) > (
        _MOST_LETTERS
    ):
        message = _("A letter of more than {most} signs is a book: shorten it.")
        raise Refused("letter.long", message.format(most=_MOST_LETTERS), "body")
    return body


def _blocks(told: dict[str, Any]) -> Body:
    if told["version"] != VERSION or len(told["blocks"]) > _MOST_BLOCKS:
        message = "of another version, or endless"
        raise ValueError(message)
    return tuple(_block(one) for one in told["blocks"])


def _block(told: dict[str, Any]) -> Block:
    when = read_condition_document(told.get("when", {}))
    if told.get("gifts") is True:
        return GiftsBlock(when)
    if "picture" in told:
        width = int(told["width"])
        if not _SMALLEST_WIDTH <= width <= _LARGEST_WIDTH:
            raise ValueError(width)
        return PictureBlock(Emblem(told["picture"]), Align(told["align"]), width, when)
    size = told.get("size", USUAL_SIZE)
    if size not in SIZES:
        raise ValueError(size)
    return TextBlock(
        spans=tuple(_span(one) for one in told["spans"]),
        align=Align(told.get("align", "left")),
        size=size,
        bullet=Bullet(told.get("bullet", "")),
        when=when,
    )


def _span(told: dict[str, Any]) -> Span:
    bold, italic = told.get("bold") is True, told.get("italic") is True
    if "field" in told:
        return Span(field=Field(told["field"]), bold=bold, italic=italic)
    text = told["text"]
    if not isinstance(text, str):
        raise TypeError(text)
    shown = "".join(one for one in text if unicodedata.category(one) not in _UNSEEN)
    return Span(shown, bold=bold, italic=italic)
