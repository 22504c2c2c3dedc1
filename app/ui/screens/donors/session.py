# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One visit to a donor's form: what was read, what was saved, what can be undone; no Qt."""

from dataclasses import replace

from app.domain.donors import Donor
from app.kernel.problem import Problem, Severity
from app.ui.screens.donors import draft

_UNDO_DEPTH = 20


class FormSession:
    """Follows a donor from the record that was read through each save.

    Args:
        donor: The record as read; a new one has the id 0.
    """

    def __init__(self, donor: Donor) -> None:
        """Begin with nothing changed."""
        self.saved = donor
        self.typed = donor
        self.touched: set[str] = set()
        self.saving = False
        self._before: list[Donor] = []
        self._sent = donor
        self._undoing = False

    @property
    def is_new(self) -> bool:
        """Whether the donor is not on file yet."""
        return not self.saved.id

    @property
    def can_undo(self) -> bool:
        """Whether a save of this visit can be taken back."""
        return bool(self._before)

    def type(self, donor: Donor) -> None:
        """Take what the fields hold now; the fields that differ count as touched."""
        self.touched.update(draft.changed_fields(self.typed, donor))
        self.typed = donor

    def problems(self) -> list[Problem]:
        """Return what is wrong with what was typed."""
        return draft.problems_of(self.typed)

    def shown_problems(self) -> list[Problem]:
        """Return the problems of the fields the person has been in, not of those to come."""
        return [problem for problem in self.problems() if problem.field in self.touched]

    def begin_save(self) -> Donor | None:
        """Return the donor to write now, or None: nothing changed, or something is wrong."""
        if self.saving or self.typed == self.saved:
            return None
        if any(problem.severity is Severity.ERROR for problem in self.problems()):
            return None
        return self._send(self.typed)

    def begin_undo(self) -> Donor | None:
        """Return the record to write back, or None when there is nothing to take back."""
        if not self._before or self.saving:
            return None
        self._undoing = True
        return self._send(replace(self._before[-1], id=self.saved.id, version=self.saved.version))

    def was_saved(self, donor: Donor) -> bool:
        """Take the record as it now stands; what was typed meanwhile stays typed.

        Returns:
            Whether this was an undo, so that the fields must be filled again.
        """
        undoing = self._undoing
        if undoing:
            self._before.pop()
        elif donor.version != self.saved.version and not self.is_new:
            self._before = [*self._before, self.saved][-_UNDO_DEPTH:]
        ahead = draft.changed_fields(self._sent, self.typed)
        values = {name: draft.value_of(self.typed, name) for name in ahead}
        self.saved, self.typed = donor, draft.with_values(donor, values)
        self.saving = self._undoing = False
        return undoing

    def was_refused(self) -> None:
        """Go on typing: nothing was written."""
        self.saving = self._undoing = False

    def _send(self, donor: Donor) -> Donor:
        self.saving, self._sent = True, self.typed
        return donor
