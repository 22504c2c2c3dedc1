# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long work tells where it is, and how it is asked to stop."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """The person asked to stop; what was committed whole stays, nothing else."""


class Progress(Protocol):
    """Where long work reports. The worker never knows who listens."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report that ``done`` of ``total`` parts are finished.

        Raises:
            Cancelled: When the person asked to stop.
        """


class _Silent:
    def step(self, done: int, total: int, what: str = "") -> None:
        """Listen to nothing."""


NO_PROGRESS: Progress = _Silent()
