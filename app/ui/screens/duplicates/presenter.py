# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two donors side by side in words, without Qt."""

from dataclasses import dataclass

from app.domain.donors import Donor, ReceiptChannel, ReceiptWish, number_text
from app.domain.duplicates import likeness_words
from app.domain.duplicates.merging import Part, said
from app.kernel.formats import format_day, format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.duplicates import PairView
from app.usecases.ports.duplicates import Merge, Unmerged

_CHOSEN, _OTHER = "●", "○"


def part_words(part: Part) -> str:
    """Name a part of a record."""
    return {
        Part.NAME: _("Name"),
        Part.ADDRESS: _("Address"),
        Part.PHONE: _("Telephone"),
        Part.EMAIL: _("E-mail"),
        Part.SIREN: _("SIREN number"),
        Part.RECEIPT: _("Tax receipt"),
        Part.FORMER_NUMBER: _("Former number"),
    }[part]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the two records.

    Attributes:
        contested: Whether both say something, and not the same: it is to be chosen.
        taken: Whether the second record's is kept.
    """

    part: Part
    one: str
    other: str
    contested: bool
    taken: bool

    @property
    def name(self) -> str:
        """The part."""
        return part_words(self.part)

    @property
    def first(self) -> str:
        """What the first record says, marked when it is kept."""
        return f"{_OTHER if self.taken else _CHOSEN} {self.one}" if self.contested else self.one

    @property
    def second(self) -> str:
        """What the second record says, marked when it is kept."""
        return f"{_CHOSEN if self.taken else _OTHER} {self.other}" if self.contested else self.other


def part_rows(view: PairView, taken: frozenset[Part]) -> list[PartRow]:
    """Return the parts on which one of the two says something, what is to be chosen first."""
    rows = [
        PartRow(
            part,
            _words(view.kept, part),
            _words(view.gone, part),
            part in view.contested,
            part in taken,
        )
        for part in Part
        if said(view.kept, part) or said(view.gone, part)
    ]
    return sorted(rows, key=lambda row: not row.contested)


def _words(donor: Donor, part: Part) -> str:
    if part is Part.RECEIPT:
        wish = {
            ReceiptWish.ANNUAL: _("one a year"),
            ReceiptWish.PER_GIFT: _("one for each gift"),
            ReceiptWish.NONE: _("none"),
        }[donor.receipt_wish]
        channel = {ReceiptChannel.PAPER: _("on paper"), ReceiptChannel.EMAIL: _("by e-mail")}
        return f"{wish}, {channel[donor.receipt_channel]}"
    if part is Part.ADDRESS and donor.returned_on:
        text = _("{address} (mail returned on {day})")
        return text.format(address=said(donor, part), day=format_day(donor.returned_on))
    return said(donor, part) or "—"


def heading(place: int, count: int, view: PairView) -> str:
    """Say which pair it is, and why the two look like one."""
    why = " + ".join(likeness_words(reason) for reason in view.comparison.reasons)
    text = _("Pair {place} of {count} · {why}")
    return text.format(place=place, count=count, why=why or _("little in common"))


def class_words(view: PairView) -> tuple[str, str]:
    """Say whether the pair is sure, and the role of that."""
    return (_("sure"), "success") if view.comparison.sure else (_("possible"), "warning")


def column_words(view: PairView) -> tuple[str, str]:
    """Head the two records."""
    kept, gone = view.kept.number_text, view.gone.number_text
    return _("1 — no. {number}").format(number=kept), _("2 — no. {number}").format(number=gone)


def result(view: PairView) -> str:
    """Say what the record kept will hold."""
    one, other = view.kept_line, view.gone_line
    text = _("Gifts: {one} + {other} = {all} · {cents} + {more} = {sum}. Number kept: {number}.")
    return text.format(
        one=one.gifts,
        other=other.gifts,
        all=one.gifts + other.gifts,
        cents=format_amount(one.cents),
        more=format_amount(other.cents),
        sum=format_amount(one.cents + other.cents),
        number=view.kept.number_text,
    )


def warning(view: PairView) -> str:
    """Say that both have a receipt for a year; empty when they have not."""
    text = _("{year}: both have a tax receipt ({numbers}). Both numbers stay.")
    return " ".join(
        text.format(year=same.year, numbers=", ".join((*same.kept_numbers, *same.gone_numbers)))
        for same in view.same_years
    )


def found_words(sure: int, possible: int) -> str:
    """Say how many pairs there are to look at."""
    if not sure + possible:
        return _("No probable duplicate.")
    count = sure + possible
    text = ngettext(
        "{count} pair to look at: {sure} sure, {possible} possible.",
        "{count} pairs to look at: {sure} sure, {possible} possible.",
        count,
    )
    return text.format(count=count, sure=sure, possible=possible)


def merged_words(merge: Merge) -> str:
    """Say what was merged."""
    text = _("{gone} (no. {old}) is now {kept}, no. {number}. Its old number still leads there.")
    return text.format(
        gone=merge.gone_name,
        old=number_text(merge.gone_number),
        kept=merge.kept_name,
        number=number_text(merge.kept_number),
    )


def undone_words(undone: Unmerged) -> str:
    """Say what came back, by which rule, and what is left to do."""
    donor = undone.restored
    text = ngettext(
        "{donor}, no. {number}, is on file again with {count} gift, {since} of them keyed since.",
        "{donor}, no. {number}, is on file again with {count} gifts, {since} of them keyed since.",
        undone.gifts,
    )
    told = text.format(
        donor=donor.display_name,
        number=donor.number_text,
        count=undone.gifts,
        since=undone.since,
    )
    if undone.receipts:
        more = _("Cancel and issue again, they hold gifts of both: {receipts}")
        told = f"{told} {more.format(receipts=', '.join(undone.receipts))}"
    return told


def rule() -> str:
    """Say what undoing a merge does with what came since."""
    return _(
        "Undoing gives each record back what was its own. Of what came since, corrections follow "
        "their gift, and gifts on which the old number is written go back; the rest stays."
    )


def merge_line(merge: Merge) -> str:
    """Write a merge: who into whom."""
    text = _("{gone} (no. {old}) into {kept} (no. {number})")
    return text.format(
        gone=merge.gone_name,
        old=number_text(merge.gone_number),
        kept=merge.kept_name,
        number=number_text(merge.kept_number),
    )


def merge_when(merge: Merge) -> str:
    """Say when, and by whom."""
    return f"{format_instant(merge.at)}, {merge.by}"


def merge_state(merge: Merge) -> str:
    """Say whether a merge was undone."""
    if merge.undone_at is None:
        return ""
    return _("undone on {when}").format(when=format_instant(merge.undone_at))
