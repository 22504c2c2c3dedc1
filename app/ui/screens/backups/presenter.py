# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of backups says; no Qt."""

from app.domain.backups import Copy, Freshness, Tally
from app.domain.users import Permission, User
from app.kernel.formats import format_count, format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.backups import Comparison, Shelf, Taken

_MEGABYTE = 1_000_000


def state_words(shelf: Shelf) -> tuple[str, str]:
    """Return (what the last backup is, the kind of pill): success, warning or error."""
    kinds = {Freshness.FRESH: "success", Freshness.OLD: "warning"}
    if shelf.server:
        return _("On a server"), "neutral"
    words = {
        Freshness.NONE: _("No backup yet"),
        Freshness.FRESH: _("Recent"),
        Freshness.OLD: _("More than a week old"),
        Freshness.STALE: _("More than a month old"),
    }
    return words[shelf.age], kinds.get(shelf.age, "error")


def last_words(shelf: Shelf) -> str:
    """Tell when and where the last backup was made, or what to do about there being none."""
    if shelf.server:
        return _(
            "This dossier is on a PostgreSQL server: whoever looks after the server backs it up, "
            "with pg_dump. Ask them when it was last done, and whether it was tried."
        )
    if not shelf.copies:
        return _("Make the first one now: it takes a few seconds.")
    newest = shelf.copies[0]
    told = _("Last one on {instant}, in {folder}")
    return told.format(instant=format_instant(newest.taken_at), folder=newest.path.parent)


def sum_words(shelf: Shelf) -> str:
    """Tell how many versions there are, and the room they take."""
    if not shelf.copies:
        return ""
    size = sum(copy.size for copy in shelf.copies)
    text = ngettext("{count} version · {size}", "{count} versions · {size}", len(shelf.copies))
    return text.format(count=format_count(len(shelf.copies)), size=size_words(size))


def size_words(size: int) -> str:
    """Write a size in bytes as megabytes."""
    return _("{size} MB").format(size=format_count(max(1, round(size / _MEGABYTE))))


def key_words(shelf: Shelf) -> str:
    """Tell which key takes a second copy, and whether it is there."""
    label = shelf.plan.label
    if not label:
        return _("No key: a fire or a theft would take the dossier and its copies together.")
    if shelf.unplugged:
        return _("Key “{label}”: plug it in").format(label=label)
    return _("Key “{label}”: plugged in").format(label=label)


def where_words(shelf: Shelf, copy: Copy) -> str:
    """Name the place a copy stands in."""
    if copy.path.parent == shelf.plan.folder:
        return _("This computer")
    return _("Key “{label}”").format(label=shelf.plan.label)


def taken_words(taken: Taken) -> tuple[str, str]:
    """Return (what was copied and what was not, the kind of bar)."""
    told = _("Copied and re-read: {donors} donors, {gifts} gifts, {amount}.").format(
        donors=format_count(taken.tally.donors),
        gifts=format_count(taken.tally.gifts),
        amount=format_amount(taken.tally.cents),
    )
    besides = (*taken.troubles, *taken.problems)
    return "\n".join((told, *besides)), "warning" if besides else "success"


def comparison_rows(compared: Comparison) -> list[tuple[str, str, str, str]]:
    """Return (what, in the backup, in the dossier, difference) rows."""
    back, now = compared.backup.tally, compared.current
    counts = (
        (_("Donors"), back.donors, now.donors),
        (_("Gifts"), back.gifts, now.gifts),
        (_("Tax receipts"), back.receipts, now.receipts),
    )
    rows = [
        (what, format_count(then), format_count(today), _signed(today - then))
        for what, then, today in counts
    ]
    gap = now.cents - back.cents
    signed = ("+" if gap > 0 else "") + format_amount(gap) if gap else "="
    sums = (_("Sum of the gifts"), format_amount(back.cents), format_amount(now.cents), signed)
    rows.insert(2, sums)
    rows.append((_("Last act"), _instant(back), _instant(now), ""))
    return rows


def _signed(gap: int) -> str:
    if not gap:
        return "="
    return f"+{format_count(gap)}" if gap > 0 else f"-{format_count(-gap)}"


def _instant(tally: Tally) -> str:
    return format_instant(tally.last_act) if tally.last_act else ""


def comparison_words(compared: Comparison) -> tuple[str, str]:
    """Return (what putting the backup back would mean, the kind of bar)."""
    if compared.backup.problems:
        return " ".join(compared.backup.problems), "error"
    if not compared.same:
        return _("This is a backup of another dossier: open it as a dossier of its own."), "error"
    if compared.current == compared.backup.tally:
        return _("The backup is whole, and holds what the dossier holds."), "success"
    lost = compared.current.gifts - compared.backup.tally.gifts
    if lost <= 0:
        return _("The backup is whole. The dossier was written in since: see below."), "warning"
    told = ngettext(
        "The backup is whole. {count} gift written since is not in it.",
        "The backup is whole. {count} gifts written since are not in it.",
        lost,
    )
    return told.format(count=format_count(lost)), "warning"


def may_put_back(compared: Comparison) -> bool:
    """Tell whether a backup may take the place of the dossier."""
    return compared.same and not compared.backup.problems


def why_not(actor: User) -> str:
    """Say why the person may not put a backup back, or nothing."""
    if actor.may(Permission.DATA_IMPORT):
        return ""
    return _("Only the treasurer or the administrator may put a backup back.")
