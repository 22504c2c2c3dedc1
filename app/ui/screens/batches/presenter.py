# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the batch pages say, in words; no Qt."""

from collections.abc import Sequence
from datetime import date, datetime

from app.domain.batches import BatchKind, BatchState, GiftBatch, batch_state_word, kind_word
from app.domain.deposits import BankDeposit, DepositState
from app.domain.donors import Donor, ReceiptChannel, ReceiptWish, number_text
from app.domain.duplicates import likeness_words
from app.domain.gifts import MONEY_MEANS, Gift, GiftPurpose, Means, means_words
from app.domain.users import Permission, User
from app.kernel.errors import Refused
from app.kernel.formats import format_day, format_instant, format_long_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.screens.batches.finder import gone_word
from app.ui.screens.batches.totals import count_and_total
from app.usecases.batches import Comparison, Sheet
from app.usecases.duplicates import LookAlike
from app.usecases.ports.desk import BatchLine, GiftLine
from app.usecases.ports.people import DonorLine

DASH = "—"
_PARTED = " · "


def kind_words() -> dict[BatchKind, str]:
    """Name the kinds a person may open."""
    offered = (
        BatchKind.CHEQUES,
        BatchKind.CASH,
        BatchKind.MIXED,
        BatchKind.TRANSFERS,
        BatchKind.OTHER,
    )
    return {kind: kind_word(kind) for kind in offered}


def state_word(line: BatchLine) -> str:
    """Name the state of a batch; a difference posted all the same keeps its star for ever."""
    star = " *" if line.difference_reason else ""
    return batch_state_word(line.state) + star


def number_of(line: BatchLine) -> str:
    """Write the number of a batch of the list."""
    return GiftBatch(
        kind=line.kind, year=line.year, sequence=line.sequence, received_on=line.received_on,
        fund_id=0,
    ).number  # fmt: skip


def gap_text(line: BatchLine) -> str:
    """Write how far a batch of the list is from its control total."""
    if line.state is BatchState.DRAFT:
        return "…"
    if line.expected_total_cents is None:
        return DASH
    gap = line.cents - line.expected_total_cents
    return format_amount(gap) if gap else "0"


def title(batch: GiftBatch) -> str:
    """Say which batch this is."""
    text = _("Batch {number} · {kind} · received on {day}")
    return text.format(
        number=batch.number,
        kind=kind_word(batch.kind),
        day=format_long_day(batch.received_on),
    )


def donor_name(line: GiftLine) -> str:
    """Name the donor of a line, or what is known of him or her."""
    if line.donor_id is not None:
        return line.donor_name
    if line.anonymous:
        return _("Anonymous")
    unknown = _("(to identify)")
    return f"{unknown} {line.clue}".strip()


def place_of(line: GiftLine | DonorLine) -> str:
    """Write the postal code and city."""
    return f"{line.postal_code} {line.city}".strip() or DASH


def candidate_texts(donor: DonorLine) -> tuple[str, str, str, str]:
    """Write a row of the pop-up: name, place, number, last gift or why it is greyed."""
    gone = gone_word(donor)
    return donor.found_name, place_of(donor), number_label(donor), gone or last_gift(donor)


def number_label(donor: DonorLine) -> str:
    """Write a donor number as printed."""
    return _("no. {number}").format(number=number_text(donor.number))


def last_gift(donor: DonorLine) -> str:
    """Say what the donor gave last."""
    if donor.last_on is None:
        return _("no gift yet")
    means = means_words()[donor.last_means].lower() if donor.last_means else ""
    text = _("last gift {amount} {means} {day}")
    return text.format(
        amount=format_amount(donor.last_cents), means=means, day=format_day(donor.last_on)
    )


def card_text(line: DonorLine, donor: Donor | None) -> str:
    """Say who was accepted, so that the person at the keys can compare with the cheque."""
    parts = [line.name, number_label(line), f"{line.street} {place_of(line)}".strip()]
    if donor is not None:
        parts.append(_receipt_habit(donor))
    parts.append(last_gift(line))
    return _PARTED.join(part for part in parts if part and part != DASH)


def card_warning(line: DonorLine, already: Sequence[GiftLine]) -> str:
    """Say what should make the person look twice at the envelope."""
    parts = []
    if gone_word(line):
        parts.append(gone_word(line))
    if line.returned_on is not None:
        text = _("mail returned {day}: is there a new address on the envelope?")
        parts.append(text.format(day=format_day(line.returned_on)))
    if already:
        text = _("already on line {position} ({amount})")
        parts.append(
            text.format(position=already[0].position, amount=format_amount(already[0].cents))
        )
    return _PARTED.join(parts)


def _receipt_habit(donor: Donor) -> str:
    if donor.receipt_wish is ReceiptWish.NONE:
        return _("no receipt wished")
    paper = donor.receipt_channel is ReceiptChannel.PAPER
    if donor.receipt_wish is ReceiptWish.ANNUAL:
        return _("annual receipt on paper") if paper else _("annual receipt by e-mail")
    return _("receipt per gift on paper") if paper else _("receipt per gift by e-mail")


def read_count(text: str) -> int | None:
    """Read the expected count; None when nothing was counted.

    Raises:
        Refused: When it is no count.
    """
    typed = text.strip()
    if not typed:
        return None
    if not typed.isdecimal() or not typed.isascii() or not int(typed):
        message = _("Unreadable count “{text}”: type how many gifts you counted, such as 200.")
        raise Refused("batch.count", message.format(text=typed), "expected_count")
    return int(typed)


def saved_text(hour: int, minute: int) -> str:
    """Say that the draft is on the disk."""
    return _("Draft saved at {time}").format(time=f"{hour:02d}:{minute:02d}")


def tax_year_note(received_on: date) -> str:
    """Recall in January which day counts for tax, or nothing (BOI-IR-RICI-250-20)."""
    if received_on.month != 1:
        return ""
    text = _("A cheque dated December but received by post in January counts for {year}.")
    return text.format(year=received_on.year)


def unidentified_text() -> str:
    """Name a gift whose donor is still to be found."""
    return _("to identify")


def anonymous_text() -> str:
    """Name a gift whose donor nobody will ever know."""
    return _("anonymous")


def kind_note(line: GiftLine) -> str:
    """Say in a word what is particular about a gift, or nothing."""
    if line.part_of_id is not None:
        return _("share")
    if line.means not in MONEY_MEANS:
        return means_words()[line.means].lower()
    if line.details.purpose is not GiftPurpose.DONATION:
        return _("membership fee")
    return _("counterpart") if line.details.benefit_cents else ""


def reversal_text() -> str:
    """Name the line that takes another one back."""
    return _("reversal")


def name_parts(text: str) -> tuple[str, str]:
    """Part what was typed in the finder into family name and first name."""
    last, _space, first = text.strip().partition(" ")
    if any(character.isdecimal() for character in text):
        return "", ""
    return last.upper(), first.strip().title()


def look_alike_text(alike: LookAlike, place: int) -> str:
    """Say who on file looks like the donor being typed, which key takes him or her, and why."""
    text = _("{key} takes {name}, {place}, {number} — {reasons}")
    return text.format(
        key=("F7", "F8")[place],
        name=alike.line.name,
        place=place_of(alike.line),
        number=number_label(alike.line),
        reasons=", ".join(likeness_words(reason) for reason in alike.reasons),
    )


def editing_text(position: int) -> str:
    """Say that a saved line is under the keys."""
    return _("Editing line {position} · Escape gives up").format(position=position)


def hint_text() -> str:
    """Tell the keys of an empty line, those needed most first."""
    return _(
        "Enter: next field · ↑ last line · F4 details · Ctrl+R split · F6 pins · F9 check · "
        "Ctrl+G keeps the amount"
    )


def line_text(line: GiftLine) -> str:
    """Say a saved line aloud."""
    text = _("Line {position} saved: {name}, {amount}")
    return text.format(
        position=line.position, name=donor_name(line), amount=format_amount(line.cents)
    )


def count_text(count: int) -> str:
    """Say how many batches are listed."""
    return ngettext("{count} batch", "{count} batches", count).format(count=count)


def posting_title(sheet: Sheet) -> str:
    """Name the posting page."""
    return _("Post batch {number}").format(number=sheet.batch.number)


def compared_facts(comparison: Comparison) -> list[tuple[str, str]]:
    """Set a batch beside the last one of its kind, and its week beside the one a year ago."""
    facts = []
    if comparison.last is not None:
        last = comparison.last
        name = _("Last batch of this kind, {number}").format(number=number_of(last))
        facts.append((name, count_and_total(last.count, last.cents)))
    week = _("Week of {day} last year").format(day=format_day(comparison.week_from))
    facts.append((week, count_and_total(comparison.week_count, comparison.week_cents)))
    return facts


def posting_facts(sheet: Sheet) -> list[tuple[str, str]]:
    """Say what posting this batch does: counts and sums by means, fund and tax year."""
    words = means_words()
    facts = [(_("Gifts"), count_and_total(sheet.totals.count, sheet.totals.cents))]
    facts += [
        (words[Means(means)], count_and_total(count, cents))
        for means, count, cents in sheet.by_means
    ]
    facts += [
        (_("Fund “{name}”").format(name=name), count_and_total(count, cents))
        for name, count, cents in sheet.by_fund
    ]
    facts += [
        (_("Tax year {year}").format(year=year), count_and_total(count, cents))
        for year, count, cents in sheet.by_year
    ]
    if sheet.hints:
        facts.append((_("To note"), _PARTED.join(sheet.hints)))
    if note := tax_year_note(sheet.batch.received_on):
        facts.append((_("Recall"), note))
    return facts


def state_of(sheet: Sheet) -> tuple[str, str, str]:
    """Return the title of a batch that is no longer keyed, its state, and the kind of its pill."""
    batch = sheet.batch
    if batch.state is BatchState.DRAFT:
        return title(batch), _("Draft"), "neutral"
    if batch.state is BatchState.CANCELLED:
        return title(batch), _("Cancelled"), "neutral"
    if batch.difference_reason:
        return title(batch), _("Posted with a difference"), "warning"
    return title(batch), _("Posted"), "success"


def view_facts(sheet: Sheet) -> str:
    """Say in one sentence what a posted batch holds, who posted it and why it differs."""
    batch = sheet.batch
    parts = [count_and_total(sheet.totals.count, sheet.totals.cents)]
    if batch.posted_at is not None:
        text = _("posted by {user} on {instant}")
        parts.append(text.format(user=batch.posted_by, instant=format_instant(batch.posted_at)))
    if batch.difference_reason:
        text = _("difference of {amount}: {reason}")
        parts.append(
            text.format(
                amount=format_amount(sheet.totals.difference_cents),
                reason=batch.difference_reason,
            )
        )
    if batch.state is BatchState.DRAFT:
        parts.append(_("{user} answers for it").format(user=batch.owned_by))
    else:
        parts.append(_("its lines no longer change: a gift is corrected by a reversal"))
    return _PARTED.join(parts)


def may_be_reversed(sheet: Sheet) -> bool:
    """Tell whether anything of a posted batch is left that one act could take back."""
    corrections = sheet.batch.kind is BatchKind.CORRECTION
    return not corrections and any(line.reversed_by is None for line in sheet.lines)


def may_take_over(sheet: Sheet, actor: User) -> bool:
    """Tell whether somebody may key in a draft that is open elsewhere, without waiting."""
    if sheet.lease is None or not actor.may(Permission.GIFTS_KEY):
        return False
    return sheet.lease.user == actor.name or actor.may(Permission.BATCHES_TAKE_OVER)


def whose_text(line: BatchLine, now: datetime) -> str:
    """Say who answers for a batch of the list, and who keys in it, where and since when."""
    lease = line.lease
    if lease is None or not lease.is_live(now):
        return line.owned_by
    since = lease.since.astimezone()
    today = since.date() == now.astimezone().date()
    same = lease.user == line.owned_by
    text = _("{owner}, on {place} since {time}") if same else _("{owner} · {user}, {place}, {time}")
    return text.format(
        owner=line.owned_by,
        user=lease.user,
        place=lease.workstation,
        time=f"{since:%H:%M}" if today else format_day(since),
    )


def done_text(sheet: Sheet) -> str:
    """Thank for a batch that was just posted."""
    text = ngettext(
        "Batch {number} posted: {count} gift, {amount}. Thank you.",
        "Batch {number} posted: {count} gifts, {amount}. Thank you.",
        sheet.totals.count,
    )
    return text.format(
        number=sheet.batch.number,
        count=sheet.totals.count,
        amount=format_amount(sheet.totals.cents),
    )


def deposit_note(line: GiftLine) -> str:
    """Tell which deposit a posted line is on, or that it waits for one."""
    return _("to deposit") if line.on_hand else line.deposit_number


def slip_text(deposit: BankDeposit) -> str:
    """Name the button that leads to a deposit slip."""
    if deposit.state is DepositState.CANCELLED:
        return _("Slip {number}, cancelled").format(number=deposit.number)
    return _("Deposit slip {number}").format(number=deposit.number)


def pause_text(line: GiftLine) -> str:
    """Say where the pile stopped, to be written on the slip of paper left in it."""
    text = _("Pile stopped at line {position}: {name}, {amount}. Leave a slip of paper there.")
    return text.format(
        position=line.position, name=donor_name(line), amount=format_amount(line.cents)
    )


def not_saved_text(gift: Gift, donor: DonorLine | None, reason: str) -> str:
    """Say which line was refused while the next was being keyed, and why."""
    message = _("{name}, {amount}: not saved. {reason}")
    name = donor.name if donor else gift.clue or unidentified_text()
    return message.format(name=name, amount=format_amount(gift.cents), reason=reason)
