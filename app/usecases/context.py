# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a handler is given besides its request."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.users import Seat, User
from app.kernel.clock import Clock
from app.kernel.progress import Progress

if TYPE_CHECKING:
    # The window names commands long before it opens a dossier: it need not know the ports.
    from app.usecases.ports import UnitOfWork
    from app.usecases.ports.tools import Tools


@dataclass(frozen=True, slots=True)
class Context:
    """For a command or a query: one unit of work, open around the handler.

    Attributes:
        seat: Where the actor works.
    """

    uow: "UnitOfWork"
    clock: Clock
    actor: User
    progress: Progress
    tools: "Tools"
    seat: Seat


@dataclass(frozen=True, slots=True)
class LongContext:
    """For a long command: it opens its own short transactions and yields between them.

    Attributes:
        begin: Opens a writing transaction, committed at the end of the ``with`` block.
        read: Opens a reading one.
    """

    begin: "Callable[[], AbstractContextManager[UnitOfWork]]"
    read: "Callable[[], AbstractContextManager[UnitOfWork]]"
    clock: Clock
    actor: User
    progress: Progress
    tools: "Tools"
