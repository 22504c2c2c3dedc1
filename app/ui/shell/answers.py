# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ctrl+K may answer: donors and screens, as lines of one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.i18n import _, ngettext
from app.kernel.text import fold
from app.ui.kit.screen import ScreenSpec

if TYPE_CHECKING:
    from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the list.

    Attributes:
        name, place, number: The three columns.
        detail: What is told under the list, one sentence a line.
        screen, donor_id: Where Enter goes.
        arguments: What the screen is opened with; by default the donor.
        near: Not what was typed, but nearly: Enter goes there only once it was reached.
    """

    name: str
    place: str
    number: str
    detail: tuple[str, ...]
    screen: str
    donor_id: int = 0
    near: bool = False
    arguments: tuple[tuple[str, object], ...] = ()


def donor_answer(line: "DonorLine") -> Answer:
    """Turn a donor into a line."""
    from app.domain.donors import number_text  # noqa: PLC0415 - not before the first paint
    from app.kernel.formats import format_day  # noqa: PLC0415
    from app.kernel.money import format_amount  # noqa: PLC0415

    detail = [" · ".join(part for part in (line.street, line.phone, line.email) if part)]
    if line.last_on:
        told = _("Last gift {amount} on {day} · in all {gifts}, {total}")
        gifts = ngettext("{count} gift", "{count} gifts", line.gifts).format(count=line.gifts)
        detail.append(
            told.format(
                amount=format_amount(line.last_cents),
                day=format_day(line.last_on),
                gifts=gifts,
                total=format_amount(line.cents),
            )
        )
    if line.returned_on:
        told = _("Mail came back on {day}: ask for the address.")
        detail.append(told.format(day=format_day(line.returned_on)))
    if line.near:
        detail.append(_("The name is not quite what you typed."))
    return Answer(
        name=line.found_name,
        near=line.near,
        place=f"{line.postal_code} {line.city}".strip(),
        number=_("no. {number}").format(number=number_text(line.number)),
        detail=tuple(part for part in detail if part),
        screen="donors",
        donor_id=line.id,
    )


def screen_answers(text: str, specs: Sequence[ScreenSpec]) -> list[Answer]:
    """Return the screens that have a word beginning with each word of the text."""
    wanted = fold(text).split()
    found = []
    for spec in specs:
        names = fold(f"{_(spec.title)} {_(spec.keywords) if spec.keywords else ''}").split()
        if wanted and all(any(name.startswith(word) for name in names) for word in wanted):
            name = _("Go to {screen}").format(screen=_(spec.title))
            found.append(Answer(name, "", "", (), spec.id))
    return found
