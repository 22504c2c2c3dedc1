# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the use cases ask for copies of the dossier as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.backups import Plan, Tally
from app.kernel.progress import Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """A copy that was re-read from its first page to its last.

    Attributes:
        mark: Of which dossier it is a copy.
        tally: What it holds.
        problems: What the doctor finds in it, in sentences.
    """

    mark: str
    tally: Tally
    problems: tuple[str, ...]


class Whole(Protocol):
    """The open dossier as one thing."""

    @property
    def copies(self) -> bool:
        """Whether this program can copy it: a file, not a server."""

    @property
    def name(self) -> str:
        """The name of its file, without folder and suffix."""

    def mark(self) -> str:
        """Return what no other dossier has: the beginning of its trail, eight figures."""

    def tally(self) -> Tally:
        """Return what it holds."""

    def copy_to(self, path: Path, prove: Callable[[Path], None], progress: Progress) -> None:
        """Write a copy, as read by this unit of work, under a name that stands for a whole one.

        Args:
            path: Its name, given to it at the very end.
            prove: Looks over the finished copy under its temporary name; what it raises leaves
                nothing behind.
            progress: Told of the pages copied.

        Raises:
            Trouble: When the folder cannot be written in or has no room; or the dossier is
                damaged.
        """


class BackupFiles(Protocol):
    """Copies as files, with no dossier open."""

    def check(self, path: Path, *, doctor: bool = True) -> Checked:
        """Re-read a copy: every page, what it holds and, unless told not to, the doctor's checks.

        Raises:
            Trouble: When it is missing, foreign, damaged, cut short or newer than this program.
        """

    def restore(self, path: Path, to: Path) -> Checked:
        """Write a copy of a backup as a new dossier, and re-read it.

        Raises:
            Trouble: As ``check``; or when ``to`` is there already or cannot be written.
        """

    def put_back(self, path: Path, location: Path) -> Path:
        """Put a copy of a backup in the place of a dossier; return where the former one is kept.

        Whenever the machine stops, ``location`` is the former dossier or the restored one.

        Raises:
            Trouble: As ``restore``; or when another program holds the dossier open.
        """


class Plans(Protocol):
    """Where this workstation puts its backups."""

    def get(self) -> Plan:
        """Return the plan, the shipped one until another is kept."""

    def keep(self, plan: Plan) -> None:
        """Remember a plan."""

    def volume(self, label: str) -> Path | None:
        """Return where the volume of that name is plugged in, or None."""

    def label_of(self, folder: Path) -> tuple[str, str]:
        """Return the label of the removable volume a folder stands on, and its place inside.

        Both are empty when the volume has no name.
        """
