# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that would make a donor who may be on file already, told before anything is written.

They are looked for apart from the rehearsal, which does what the import does and no more: comparing
everybody with everybody takes longer than bringing them in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.donors import Donor, number_text, phone_words
from app.domain.duplicates import card_of, likeness_words
from app.domain.duplicates.arrivals import arrivals
from app.kernel.command import Query, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.duplicates.scanning import percents
from app.usecases.imports.report import Arrivals, LikelyDouble, Side
from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class FindLikely(Query[Sequence[LikelyDouble]]):
    """Tell which of the donors a rehearsal would make look like somebody, the surest first.

    They are compared as on the desk of duplicates, with those on file and with one another.
    """

    arrivals: Arrivals


@handles(FindLikely)
def find_likely(query: FindLikely, ctx: Context) -> Sequence[LikelyDouble]:
    """Compare them; progress is told, and may stop it."""
    come = query.arrivals
    if not come.donors:
        return []
    donors = dict(zip(come.rows, come.donors, strict=True))
    # Those who come bear their row as a number below zero: no donor on file has such an id.
    cards = [card_of(replace(donor, id=-row)) for row, donor in donors.items()]
    refs = {card.ref for card in cards}
    found = sorted(
        arrivals([*ctx.uow.duplicates.cards(), *cards], refs, percents(ctx)),
        key=lambda pair: (
            not pair.comparison.sure,
            -pair.comparison.score,
            _order(pair.other),
            _order(pair.one),
        ),
    )
    on_file = sorted({ref for pair in found for ref in (pair.one, pair.other) if ref > 0})
    lines = {line.id: line for line in ctx.uow.donors.lines(on_file)}
    told = []
    for pair in found:
        other, comes = sorted((pair.one, pair.other), key=_order)
        row = -comes
        if row in come.apart:
            continue
        told.append(
            LikelyDouble(
                row=row,
                name=donors[row].display_name,
                other=_named(other, donors, lines),
                whom=lines[other].number if other > 0 else other,
                score=pair.comparison.score,
                sure=pair.comparison.sure,
                reasons=tuple(likeness_words(reason) for reason in pair.comparison.reasons),
                sides=_side_by_side(
                    _donor_facts(donors[row]),
                    _line_facts(lines[other]) if other > 0 else _donor_facts(donors[-other]),
                ),
            )
        )
    return told


def _order(ref: int) -> tuple[bool, int]:
    """Put those on file first, then those who come, by their rows."""
    return ref < 0, abs(ref)


def _named(ref: int, come: Mapping[int, Donor], known: Mapping[int, DonorLine]) -> str:
    """Name who it may be: by the number on file, or by the row."""
    if ref > 0:
        return f"{known[ref].name}, {number_text(known[ref].number)}"
    return _("{name}, row {row}").format(name=come[-ref].display_name, row=-ref)


def _side_by_side(row: Mapping[str, str], other: Mapping[str, str]) -> tuple[Side, ...]:
    """Put what is said of two donors side by side; what neither says is left out."""
    return tuple(
        Side(words, row.get(key, ""), other.get(key, ""))
        for key, words in _words().items()
        if row.get(key) or other.get(key)
    )


def _words() -> dict[str, str]:
    return {
        "number": _("Number"),
        "name": _("Name"),
        "address": _("Address"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "gifts": _("Gifts"),
    }


def _donor_facts(donor: Donor) -> Mapping[str, str]:
    """Return what a row says of a donor, by what it is."""
    address = donor.address
    return {
        "number": donor.former_number,
        "name": donor.display_name,
        "address": _on_one_line(address.street, address.postal_code, address.city),
        "phone": phone_words(donor.phone),
        "email": donor.email,
    }


def _line_facts(line: DonorLine) -> Mapping[str, str]:
    """Return what is on file of a donor, by what it is."""
    gifts = ""
    if line.last_on is not None:
        told = ngettext(
            "{count} gift, {sum}, on {day}",
            "{count} gifts, {sum}, the last on {day}",
            line.gifts,
        )
        day = format_day(line.last_on)
        gifts = told.format(count=line.gifts, sum=format_amount(line.cents), day=day)
    return {
        "number": number_text(line.number),
        "name": line.name,
        "address": _on_one_line(line.street, line.postal_code, line.city),
        "phone": phone_words(line.phone),
        "email": line.email,
        "gifts": gifts,
    }


def _on_one_line(street: str, code: str, city: str) -> str:
    return ", ".join(filter(None, (street, f"{code} {city}".strip())))
