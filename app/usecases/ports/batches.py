# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what controls a batch: rules, named defaults, amounts keyed twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.batches import BatchRules, BatchState, BatchTemplate, Reading


@dataclass(frozen=True, slots=True)
class BatchFilter:
    """Which batches of the list; the latest come first.

    Attributes:
        year: Of its number, or None for every year.
        owner: A user's name, or empty for everybody's.
        text: Part of the number or of the comment, however accented.
    """

    state: BatchState | None = None
    year: int | None = None
    owner: str = ""
    text: str = ""


class BatchRulesRepo(Protocol):
    """What the association asks before posting."""

    def get(self) -> BatchRules:
        """Return the rules; those of a new dossier until some are written."""

    def put(self, rules: BatchRules) -> BatchRules:
        """Write them; raise ``Conflict`` when they changed since they were read."""


class BatchTemplateRepo(Protocol):
    """Named sets of defaults."""

    def all(self) -> Sequence[BatchTemplate]:
        """Return every one, by name."""

    def get(self, template_id: int) -> BatchTemplate:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, template: BatchTemplate) -> BatchTemplate:
        """Write a new one."""

    def save(self, template: BatchTemplate) -> BatchTemplate:
        """Write a changed one."""

    def remove(self, template: BatchTemplate) -> None:
        """Remove one; the trail keeps it."""


class ReadingRepo(Protocol):
    """Amounts keyed a second time."""

    def of_batch(self, batch_id: int) -> Mapping[int, Reading]:
        """Return the readings of the lines of a batch, by gift."""

    def add(self, reading: Reading) -> Reading:
        """Write a new one."""

    def save(self, reading: Reading) -> Reading:
        """Write a changed one."""
