# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a dossier: how they are named, which are kept, when the last one is too old."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months that have a copy keep their newest one."""
_ALL_OF = timedelta(days=1)
"""Within it every copy is kept: the one made before an import is wanted after it."""
_OLD, _STALE = timedelta(days=7), timedelta(days=30)

_STAMP = "%Y%m%d-%H%M%SZ"
_NAME = re.compile(r".+-(?P<mark>[0-9a-f]{8})-(?P<at>\d{8}-\d{6}Z)\.obole")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a dossier holds, by which two copies of it are compared.

    Attributes:
        donors: How many are on file.
        gifts: Lines of every batch, drafts and reversals too.
        cents: Their sum.
        receipts: How many were issued.
        last_act: When the trail was written in last.
    """

    donors: int
    gifts: int
    cents: int
    receipts: int
    last_act: datetime | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup found in a folder; ``size`` is in bytes."""

    path: Path
    taken_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Where this workstation puts its backups, and when.

    Attributes:
        folder: The first place.
        label: Name of the volume (a USB key) that takes a second copy; empty for none.
        label_folder: Folder inside that volume.
        at_exit: Whether closing a dossier that changed makes one.
    """

    folder: Path
    label: str = ""
    label_folder: str = ""
    at_exit: bool = True


class Freshness(StrEnum):
    """How old the last backup is."""

    NONE = "none"
    FRESH = "fresh"
    OLD = "old"
    STALE = "stale"


def copy_name(stem: str, mark: str, at: datetime) -> str:
    """Return the name of a copy taken at an instant: dossier, its mark, and the time in UTC."""
    return f"{stem}-{mark}-{at.astimezone(UTC):{_STAMP}}.obole"


def read_name(name: str) -> tuple[str, datetime] | None:
    """Return the mark and the instant of a copy's name, or None for any other file."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return found["mark"], at


def superseded(copies: Iterable[Copy], now: datetime) -> list[Copy]:
    """Return the copies that newer ones replace.

    Days, weeks and months are counted where there is a copy: a dossier opened twice a year keeps
    its copies for years. The newest is never among them.
    """
    newest_first = sorted(copies, key=lambda copy: copy.taken_at, reverse=True)
    kept = {copy.path for copy in newest_first if now - copy.taken_at <= _ALL_OF}
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda at: at.astimezone().date()),
        (WEEKS, lambda at: at.astimezone().isocalendar()[:2]),
        (MONTHS, lambda at: (at.astimezone().year, at.astimezone().month)),
    )
    for count, span in spans:
        seen: dict[object, Path] = {}
        for copy in newest_first:
            seen.setdefault(span(copy.taken_at), copy.path)
        kept.update(list(seen.values())[:count])
    return [copy for copy in newest_first if copy.path not in kept]


def freshness(last: datetime | None, now: datetime) -> Freshness:
    """Tell whether the last backup is recent: amber after seven days, red after thirty."""
    if last is None:
        return Freshness.NONE
    if now - last > _STALE:
        return Freshness.STALE
    return Freshness.OLD if now - last > _OLD else Freshness.FRESH
