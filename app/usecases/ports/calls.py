# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of lists of donors to call."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.calls import CallLine, CallList


class CallRepo(Protocol):
    """Lists of donors to call."""

    def all(self) -> Sequence[CallList]:
        """Return every list, the newest first."""

    def get(self, list_id: int) -> CallList:
        """Return one; raise ``Refused`` when there is none."""

    def lines(self, list_id: int) -> Sequence[CallLine]:
        """Return the lines of a list, as they were listed."""

    def line(self, line_id: int) -> CallLine:
        """Return one line; raise ``Refused`` when it is no longer there."""

    def make(self, made: CallList, donor_ids: Sequence[int]) -> CallList:
        """Write a list of these donors and return it with its id."""

    def drop(self, made: CallList) -> None:
        """Take a list away with its lines; raise ``Conflict`` when it was written since."""

    def save_line(self, line: CallLine) -> CallLine:
        """Write what came of a call; raise ``Conflict`` when somebody called meanwhile."""
