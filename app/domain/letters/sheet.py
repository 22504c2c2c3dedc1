# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One letter to one donor: the body with what stands for its fields, before it is laid out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.letters.body import Block, Body, Emblem, GiftsBlock, PictureBlock, Span, TextBlock
from app.domain.letters.conditions import Facts
from app.domain.letters.fields import Field
from app.domain.readers.coupons import CouponLabel


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """All a letter prints.

    Attributes:
        sender: The lines of the association, its name first.
        to: The lines of the envelope.
        dated: Where and when it is written.
        body: Without fields, and without what is not printed to this donor.
        heads: The titles of the list of gifts.
        gifts: The cells of its lines, the amount last.
        total: What closes the list: a word and the sum.
        coupon: The reply coupon at its foot, or None.
        pictures: The fingerprints of the pictures there are.
        window: Left and top of the address block, in mm.
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    dated: str
    body: Body
    heads: tuple[str, ...] = ()
    gifts: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, str] = ("", "")
    coupon: CouponLabel | None = None
    pictures: tuple[tuple[Emblem, str], ...] = ()
    window: tuple[float, float] = (110.0, 55.0)

    def picture(self, emblem: Emblem) -> str:
        """Return the fingerprint of a picture of the association, or empty."""
        return dict(self.pictures).get(emblem, "")

    def text(self) -> str:
        """Return all it says as text, as it is kept beside its pages."""
        lines = [*self.to, "", self.dated, ""]
        for block in self.body:
            match block:
                case TextBlock():
                    lines.append("".join(span.text for span in block.spans))
                case GiftsBlock():
                    lines.extend("\t".join(row) for row in self.gifts)
                    lines.append("\t".join(self.total))
                case PictureBlock():
                    pass
        return "\n".join(lines)


def merged(body: Body, facts: Facts, values: Mapping[Field, str], gifts: int) -> Body:
    """Return what a body says to one donor.

    Paragraphs whose condition does not hold are left out, and so are those whose fields have
    nothing to say, every one: no telephone, no sentence about it. One gift needs no list.

    Args:
        body: What the template says.
        facts: What its conditions ask.
        values: What stands for each field.
        gifts: How many gifts the letter lists.
    """
    return tuple(_printed(body, facts, values, gifts))


def _printed(body: Body, facts: Facts, values: Mapping[Field, str], gifts: int) -> Iterator[Block]:
    for block in body:
        if not block.when.holds(facts):
            continue
        match block:
            case TextBlock():
                fields = [span.field for span in block.spans if span.field is not None]
                if not fields or any(values.get(field) for field in fields):
                    yield replace(block, spans=_filled(block.spans, values))
            case GiftsBlock():
                if gifts > 1:
                    yield block
            case PictureBlock():
                yield block


def _filled(spans: Sequence[Span], values: Mapping[Field, str]) -> tuple[Span, ...]:
    filled = (
        span if span.field is None else replace(span, text=values.get(span.field, ""), field=None)
        for span in spans
    )
    return tuple(span for span in filled if span.text)
