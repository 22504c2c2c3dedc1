# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the file is whole, and the sums kept in it are those of its rows."""

from datetime import date, timedelta

import sqlalchemy as sa

from app.domain.batches import BatchState
from app.domain.calls import CallOutcome
from app.domain.consents import Channel
from app.domain.deposits import DepositState
from app.domain.donors import ContactKind, number_text
from app.domain.gifts import GiftState
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from db.spellings import SHORTEST
from db.tables.desk import deposit, gift, gift_batch
from db.tables.donors import (
    call_line,
    call_list,
    donor,
    donor_consent,
    donor_contact,
    donor_finder,
    donor_total,
    donor_word,
    donor_year,
)
from db.tables.records import audit_entry
from db.totals import overall_sums, year_sums
from db.wiping import waits
from db.work import Work

_SHOWN = 20
"""How many ailments of one kind are told one by one."""
_FIRST_DAY = date(1901, 7, 1)
"""Of the law on associations: nobody told one anything before."""
_AT_ONCE = 2_000
"""How many names are held at once."""


def examine(work: Work) -> tuple[int, list[str]]:
    """Return how many checks were made, and a sentence for each ailment."""
    checks = [
        _sums,
        _deposits,
        _states,
        _index,
        _finder,
        _words,
        _telephones,
        _consents,
        _calls,
        _erased,
    ]
    if not work.on_postgresql:
        checks.append(_file)
    found = [problem for check in checks for problem in check(work)]
    return len(checks), found


def _file(work: Work) -> list[str]:
    problems = []
    for (answer,) in work.connection.exec_driver_sql("PRAGMA integrity_check"):
        if answer != "ok":
            message = _("The file is damaged ({what}): restore the last backup.")
            problems.append(message.format(what=answer))
    broken = work.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    message = _("Row {row} of {table} points at something that is not there.")
    problems.extend(message.format(row=row[1], table=row[0]) for row in broken)
    return problems


def _sums(work: Work) -> list[str]:
    problems = []
    pairs = (
        (donor_year, ("year", "donor_id", "gifts", "cents"), year_sums()),
        (
            donor_total,
            ("donor_id", "gifts", "cents", "last_on", "last_cents", "last_means"),
            overall_sums(),
        ),
    )
    for table, names, counted in pairs:
        kept = sa.select(*(table.c[name] for name in names))
        message = _("The sums kept in {table} are not those of the gifts: {count} rows differ.")
        wrong = _differing(work, kept, counted) + _differing(work, counted, kept)
        if wrong:
            problems.append(message.format(table=table.name, count=wrong))
    return problems


def _differing(
    work: Work, left: sa.Select[tuple[object, ...]], right: sa.Select[tuple[object, ...]]
) -> int:
    only_left = sa.except_(left, right).subquery()
    counted = sa.select(sa.func.count()).select_from(only_left)
    return int(work.connection.execute(counted).scalar_one())


def _deposits(work: Work) -> list[str]:
    held = (
        sa.select(
            gift.c.deposit_id,
            sa.func.count().filter(gift.c.part_of_id.is_(None)).label("held"),
            sa.func.sum(gift.c.cents).label("sum"),
        )
        .where(gift.c.deposit_id.is_not(None))
        .group_by(gift.c.deposit_id)
        .subquery("held")
    )
    gone = deposit.c.state == DepositState.CANCELLED.value
    wrong = (
        sa.select(deposit.c.year, deposit.c.sequence, deposit.c.cents, held.c.sum)
        .select_from(deposit.outerjoin(held, held.c.deposit_id == deposit.c.id))
        .where(
            (sa.func.coalesce(held.c.held, 0) != sa.case((gone, 0), else_=deposit.c.count))
            | (sa.func.coalesce(held.c.sum, 0) != sa.case((gone, 0), else_=deposit.c.cents))
        )
        .limit(_SHOWN)
    )
    message = _("Deposit {number} says {said}, its gifts make {held}.")
    return [
        message.format(
            number=f"{row.year}-{row.sequence:03d}",
            said=format_amount(row.cents),
            held=format_amount(int(row.sum or 0)),
        )
        for row in work.connection.execute(wrong)
    ]


def _states(work: Work) -> list[str]:
    posted = gift.c.state == GiftState.POSTED.value
    batch_posted = gift_batch.c.state == BatchState.POSTED.value
    wrong = (
        sa.select(gift.c.id)
        .select_from(gift.join(gift_batch, gift_batch.c.id == gift.c.batch_id))
        .where(posted != batch_posted)
        .limit(_SHOWN)
    )
    message = _("Gift {id} is not in the state of its batch.")
    return [message.format(id=row.id) for row in work.connection.execute(wrong)]


def _index(work: Work) -> list[str]:
    indexed = sa.select(sa.func.count()).select_from(sa.table("donor_search"))
    donors = sa.select(sa.func.count()).select_from(donor)
    have = work.connection.execute(indexed).scalar_one()
    want = work.connection.execute(donors).scalar_one()
    if have == want:
        return []
    message = _("The finder knows {have} donors of {want}: some cannot be found by name.")
    return [message.format(have=have, want=want)]


def _finder(work: Work) -> list[str]:
    gone = donor.c.archived_on.is_not(None) | donor.c.deceased_on.is_not(None)
    known = (donor_finder.c.key == donor.c.sort_key) & (donor_finder.c.gone == gone)
    same_day = donor_finder.c.last_on.is_not_distinct_from(donor_total.c.last_on)
    right = (
        sa.select(sa.func.count())
        .select_from(
            donor_finder.join(donor, donor.c.id == donor_finder.c.donor_id).outerjoin(
                donor_total, donor_total.c.donor_id == donor.c.id
            )
        )
        .where(known, same_day)
    )
    donors = sa.select(sa.func.count()).select_from(donor)
    wrong = work.connection.execute(sa.select(donors.scalar_subquery() - right.scalar_subquery()))
    count = wrong.scalar_one()
    message = _("The finder has the name or the last gift of {count} donors wrong.")
    return [message.format(count=count)] if count else []


def _words(work: Work) -> list[str]:
    borne: set[str] = set()
    keys = work.connection.execute(
        sa.select(donor_finder.c.key), execution_options={"yield_per": _AT_ONCE}
    )
    for key in keys.scalars():
        borne.update(word for word in key.split() if len(word) >= SHORTEST)
    known = set(work.connection.execute(sa.select(donor_word.c.word).distinct()).scalars())
    count = len(borne ^ known)
    message = _("The finder has {count} words of names too few or too many to forgive a slip.")
    return [message.format(count=count)] if count else []


def _telephones(work: Work) -> list[str]:
    phones = donor_contact.c.kind == ContactKind.PHONE.value
    counted = sa.select(sa.func.count()).select_from(donor_contact)
    odd = counted.where(phones, donor_contact.c.value.not_like("+%"))
    count = work.connection.execute(odd).scalar_one()
    message = ngettext(
        "{count} telephone of a donor has no country code: the finder may miss it.",
        "{count} telephones of donors have no country code: the finder may miss them.",
        count,
    )
    return [message.format(count=count)] if count else []


def _consents(work: Work) -> list[str]:
    """Tell what donors are said to have said on a day that cannot be."""
    early, late = _days(work)
    odd = (donor_consent.c.on_day < early) | (donor_consent.c.on_day > late)
    wanted = sa.select(donor.c.number, donor_consent.c.on_day).join_from(donor_consent, donor)
    message = _("Donor {number}: what is accepted or opposed bears the day {day}, which cannot be.")
    return [
        message.format(number=number_text(row.number), day=format_day(row.on_day))
        for row in work.connection.execute(wanted.where(odd).limit(_SHOWN))
    ]


def _calls(work: Work) -> list[str]:
    """Tell lines of call lists that cannot be, and refusals that the sheet does not hold."""
    called, (_early, late) = call_line.c.on_day, _days(work)
    halved = call_line.c.outcome.is_(None) != called.is_(None)
    odd = halved | (called < call_list.c.made_on) | (called > late)
    said = sa.select(donor_consent.c.id).where(
        donor_consent.c.donor_id == call_line.c.donor_id,
        donor_consent.c.channel.in_((Channel.PHONE.value, Channel.ALL.value)),
        donor_consent.c.on_day >= called,
    )
    unheard = (call_line.c.outcome == CallOutcome.REFUSES.value) & ~said.exists()
    wanted = sa.select(donor.c.number, call_list.c.name).join_from(call_line, call_list).join(donor)
    messages = (
        (odd, _("Donor {number} on the call list {name}: the call bears a day that cannot be.")),
        (
            unheard,
            _(
                "Donor {number} wanted no calls (call list {name}), and the sheet does not say it: "
                "note there what the donor accepts or opposes."
            ),
        ),
    )
    return [
        message.format(number=number_text(row.number), name=row.name)
        for condition, message in messages
        for row in work.connection.execute(wanted.where(condition).limit(_SHOWN))
    ]


def _days(work: Work) -> tuple[date, date]:
    """Return the first and the last day on which something can have been said.

    Nothing happened after the last act of the trail, but for the hours that lie between its clock
    and that of the place.
    """
    last = work.connection.execute(sa.select(sa.func.max(audit_entry.c.at))).scalar_one()
    return _FIRST_DAY, (last.date() + timedelta(days=1) if last else date.max)


def _erased(work: Work) -> list[str]:
    """Tell the sheets of persons erased that say something again, and a file not wiped yet."""
    problems = []
    again = donor.c.erased_on.is_not(None) & (donor.c.archived_on.is_(None) | (donor.c.city != ""))
    wanted = sa.select(donor.c.number).where(again).limit(_SHOWN)
    for number in work.connection.execute(wanted).scalars():
        message = _("Donor {number} was erased, and the sheet says something again: erase it anew.")
        problems.append(message.format(number=number_text(number)))
    if waits(work.connection):
        problems.append(
            _(
                "The file still holds, where it is not read any more, persons who were erased: "
                "close the dossier in every window, and open it again."
            )
        )
    return problems
