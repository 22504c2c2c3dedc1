# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of letters says; no Qt."""

from collections.abc import Mapping, Sequence

from app.domain.letters.body import Body, TextBlock
from app.domain.letters.conditions import Names
from app.domain.letters.layout import window_place
from app.domain.letters.queue import LeftOut, left_out_words
from app.domain.letters.values import LetterSettings, Rule, Way, way_words
from app.domain.users import Permission, User
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.letters.preview import LetterPreview
from app.usecases.letters.queue import Queue, QueueLine
from app.usecases.letters.runs import RunLine
from app.usecases.letters.word import Merged
from app.usecases.ports.people import DonorLine


def queue_words(queue: Queue) -> str:
    """Say how many are to be thanked, by which way, and whom no letter reaches."""
    if not queue.lines:
        return _("Nobody to thank: every posted gift was.")
    count = len(queue.lines)
    told = ngettext("{count} donor to thank", "{count} donors to thank", count)
    ways = way_words()
    by_way = (f"{ways[way].lower()} {queue.count(way)}" for way in Way if queue.count(way))
    parts = [told.format(count=format_count(count)), *by_way]
    if left := sum(queue.left_out.values()):
        parts.append(_("left out {count}").format(count=left))
    return " · ".join(parts)


def beside_words(queue: Queue) -> str:
    """Say what waits too long, and what nobody can be thanked for; empty for nothing."""
    parts = []
    if late := sum(line.late for line in queue.lines):
        told = ngettext(
            "{count} has been waiting for more than {days} days",
            "{count} have been waiting for more than {days} days",
            late,
        )
        parts.append(told.format(count=late, days=queue.within_days))
    if queue.unknown:
        told = ngettext(
            "{count} gift whose donor is not known yet",
            "{count} gifts whose donor is not known yet",
            queue.unknown,
        )
        parts.append(told.format(count=queue.unknown))
    if queue.anonymous:
        told = ngettext("{count} anonymous gift", "{count} anonymous gifts", queue.anonymous)
        parts.append(told.format(count=queue.anonymous))
    return " · ".join(parts)


def way_of(line: QueueLine) -> str:
    """Say by which way a letter goes, or why none does."""
    if line.to.way is not None:
        return way_words()[line.to.way]
    return left_out_words()[line.to.why_not] if line.to.why_not else ""


def letter_of(line: QueueLine) -> str:
    """Name the letter of a donor."""
    return line.template.name if line.template else _("none")


def make_words(count: int) -> str:
    """Say what the button does."""
    told = ngettext("Make {count} letter", "Make {count} letters", count)
    return told.format(count=format_count(count))


def asked(preview: LetterPreview) -> tuple[str, str]:
    """Return the question before letters are made, and what it is about."""
    told = ngettext("Make {count} letter?", "Make {count} letters?", preview.count)
    lines = [f"{name}: {count}" for name, count in preview.templates.items()]
    if preview.cents:
        lines.append(_("Gifts thanked for: {amount}").format(amount=format_amount(preview.cents)))
    lines.extend(left_words(preview.left_out))
    lines.append(_("As long as they have not left, they can be taken back together."))
    return told.format(count=format_count(preview.count)), "\n".join(lines)


def left_words(left: Mapping[LeftOut, int]) -> Sequence[str]:
    """Say who is left out, and why."""
    words = left_out_words()
    told = _("left out, {why}: {count}")
    return [told.format(why=words[why], count=count) for why, count in left.items()]


def merged_words(done: Merged) -> str:
    """Say how many letters stand in which document."""
    told = ngettext("{count} letter in {file}", "{count} letters in {file}", done.count)
    return told.format(count=format_count(done.count), file=done.path.name)


def made_words(count: int) -> str:
    """Say that letters were made."""
    told = ngettext("{count} letter made.", "{count} letters made.", count)
    return told.format(count=format_count(count))


def progress_words(done: int, total: int) -> str:
    """Say how far the letters are."""
    return _("{done} of {total} letters made").format(done=done, total=total)


def thanked_words(count: int) -> str:
    """Say that donors were thanked otherwise."""
    told = ngettext("{count} donor was thanked.", "{count} donors were thanked.", count)
    return told.format(count=count)


def state_words(line: RunLine) -> str:
    """Say what became of letters made together."""
    run = line.run
    if run.undone_on is not None:
        return _("taken back on {day}").format(day=format_day(run.undone_on))
    if line.unfinished:
        return _("interrupted: some are missing")
    if run.sent_on is not None:
        return _("left on {day}").format(day=format_day(run.sent_on))
    return _("to post")


def why_not(actor: User, permission: Permission) -> str:
    """Say why an act is greyed; empty when it is not."""
    if actor.may(permission):
        return ""
    return _("Your role does not let you write letters: ask the treasurer or the administrator.")


def unreached_words(line: QueueLine) -> str:
    """Say why a donor cannot be ticked."""
    told = _("{name}: {why}. Mend the sheet, or thank otherwise.")
    return told.format(name=line.to.donor.display_name, why=way_of(line))


def back_question(count: int) -> str:
    """Ask whether so many letters are taken back."""
    told = ngettext(
        "Take back {count} letter? Its donor waits for thanks again.",
        "Take back {count} letters? Their donors wait for thanks again.",
        count,
    )
    return told.format(count=count)


def back_words(count: int) -> str:
    """Say that letters were taken back."""
    told = ngettext(
        "{count} letter taken back: its donor waits again.",
        "{count} letters taken back: their donors wait again.",
        count,
    )
    return told.format(count=count)


def why_no_print(line: RunLine | None) -> str:
    """Say why there is nothing to print; empty when there is."""
    if line is None:
        return _("No letter was made yet.")
    return "" if line.count else _("These letters were taken back.")


def why_not_sent(line: RunLine | None) -> str:
    """Say why letters cannot be noted as sent; empty when they can."""
    if line is None or line.run.undone_on is not None:
        return why_no_print(line)
    if line.unfinished:
        return _("Make those that are missing first.")
    return _("They have left already.") if line.run.sent_on else ""


def why_no_resume(line: RunLine | None) -> str:
    """Say why nothing is resumed; empty when it can be."""
    if line is None:
        return why_no_print(line)
    return "" if line.unfinished else _("None is missing.")


def why_not_back(line: RunLine | None) -> str:
    """Say why letters cannot be taken back; empty when they can."""
    if line is None or line.run.undone_on is not None:
        return why_no_print(line)
    return _("They have left already.") if line.run.sent_on else ""


def found_words(line: DonorLine) -> str:
    """Name a donor among those found."""
    return f"{line.name} · {line.postal_code} {line.city}".strip(" ·")


def says(body: Body) -> bool:
    """Tell whether a body says anything at all."""
    return any(not isinstance(block, TextBlock) or block.spans for block in body)


def asked_words(rule: Rule, names: Names) -> str:
    """Say what a rule asks."""
    return rule.condition.words(names) or _("every other gift")


def window_words(settings: LetterSettings) -> tuple[str, str]:
    """Return the place of the window in millimetres, as it is typed."""
    left, top = window_place(settings.window_left, settings.window_top)
    return f"{left:g}".replace(".", ","), f"{top:g}".replace(".", ",")


def read_tenths(text: str) -> int:
    """Return the tenths of a millimetre typed; less than nothing when it is no number."""
    try:
        return round(float(text.strip().replace(",", ".")) * 10)
    except (ValueError, OverflowError):
        return -1


def read_days(text: str) -> int:
    """Return the days typed; none when it is no number."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() else 0


def nobody_words(preview: LetterPreview) -> str:
    """Say why no letter would be made."""
    told = _("Nobody is to be written to this way.")
    return " ".join([told, *(f"{one}." for one in left_words(preview.left_out))])


def listed_words(count: int) -> str:
    """Say how many donors a list holds."""
    told = ngettext("{count} donor on this list", "{count} donors on this list", count)
    return told.format(count=format_count(count))
