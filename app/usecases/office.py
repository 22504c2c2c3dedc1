# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door: the window, the command line and the tests all hold an ``Office``."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from app.domain.users import Seat, User
from app.kernel.changes import Changes
from app.kernel.clock import Clock
from app.kernel.command import Command, LongCommand, Query
from app.kernel.currency import EURO, set_currency
from app.kernel.errors import Refused
from app.kernel.home import FRANCE, set_home
from app.kernel.i18n import _
from app.kernel.progress import NO_PROGRESS, Progress
from app.usecases.backups import back_up_before
from app.usecases.context import Context, LongContext
from app.usecases.ports import Store, UnitOfWork
from app.usecases.ports.tools import Tools

R = TypeVar("R")
Listener = Callable[[Changes], None]


class Office:
    """Carries out commands and answers queries, for one actor, on one dossier.

    Permission, transaction, audit and the telling of changes happen here and nowhere else.

    Args:
        store: Opens units of work on the dossier.
        clock: Tells the day and the instant.
        actor: Who acts; what the role does not grant is refused.
        tools: Printers, workbooks, schemes.
        seat: Where the actor works: the computer, and this window of it.
        currency: What the dossier counts in, as it was when it was opened.
        home: The country it posts its mail in, likewise.
    """

    def __init__(
        self, *, store: Store, clock: Clock, actor: User, tools: Tools, seat: Seat,
        currency: str = EURO, home: str = FRANCE,
    ) -> None:  # fmt: skip
        """Stand at the door of one dossier."""
        self._store = store
        self._tools = tools
        self._listeners: list[Listener] = []
        self.clock = clock
        self.actor = actor
        self.seat = seat
        self.currency = currency
        self.home = home

    @property
    def location(self) -> str:
        """Where the dossier is: a path, or a database address without its password."""
        return self._store.location

    def do(self, command: Command[R] | LongCommand[R], progress: Progress = NO_PROGRESS) -> R:
        """Carry out a command to its end.

        Raises:
            Refused: A rule says no; nothing was written.
            Conflict: Somebody else wrote first.
            Trouble: The world failed.
            Cancelled: The person asked to stop; whole chunks stay.
        """
        steps = self.steps(command, progress)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return cast("R", end.value)

    def steps(
        self, command: Command[R] | LongCommand[R], progress: Progress = NO_PROGRESS
    ) -> Generator[None, None, R]:
        """Carry out a command, pausing after each committed chunk of a long one."""
        self._check_permission(command)
        handler = _handler_of(command)
        if command.copied_first:
            with self._store.read() as uow:
                back_up_before(uow, self._tools, self.clock)
        if isinstance(command, LongCommand):
            context = LongContext(
                begin=lambda: self._write(command),
                read=self._store.read,
                clock=self.clock,
                actor=self.actor,
                progress=progress,
                tools=self._tools,
            )
            return cast("R", (yield from handler(command, context)))
        with self._write(command) as uow:
            result = handler(command, self._context(uow, progress))
        return cast("R", result)

    def ask(self, query: Query[R], progress: Progress = NO_PROGRESS) -> R:
        """Answer a query from one consistent reading of the dossier."""
        self._check_permission(query)
        with self._store.read() as uow:
            return cast("R", _handler_of(query)(query, self._context(uow, progress)))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each commit, here or elsewhere; return how to stop.

        It is called in the thread that wrote, or that looked.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def look_elsewhere(self) -> None:
        """Tell the listeners what others wrote in the dossier since the last look."""
        if rooms := self._store.elsewhere():
            self._tell(Changes(dict.fromkeys(rooms, frozenset())))

    def as_user(self, actor: User) -> "Office":
        """Return a door to the same dossier for another actor."""
        with self._store.read() as uow:
            organisation = uow.organisation.get()
        return Office(
            store=self._store, clock=self.clock, actor=actor, tools=self._tools, seat=self.seat,
            currency=organisation.currency, home=organisation.address.country,
        )  # fmt: skip

    def settle(self) -> None:
        """Count in its currency and be at home in its country, from here on in this context."""
        set_currency(self.currency)
        set_home(self.home)

    def tidy(self) -> None:
        """End what an erasure could not: the file itself, emptied of who was erased."""
        self._store.wipe_left(self.clock.now())

    def close(self) -> None:
        """Let go of the dossier."""
        self._store.close()

    def _context(self, uow: UnitOfWork, progress: Progress) -> Context:
        return Context(
            uow=uow,
            clock=self.clock,
            actor=self.actor,
            progress=progress,
            tools=self._tools,
            seat=self.seat,
        )

    @contextmanager
    def _write(self, command: Command[Any] | LongCommand[Any]) -> Iterator[UnitOfWork]:
        audited = not isinstance(command, Command) or command.audited
        alone = not isinstance(command, Command) or command.alone
        name = type(command).__name__ if audited else ""
        now = self.clock.now()
        with self._store.write(actor=self.actor.name, at=now, command=name, alone=alone) as uow:
            yield uow
        if uow.changes.ids:
            self._tell(uow.changes)

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def _check_permission(self, request: Command[R] | LongCommand[R] | Query[R]) -> None:
        if request.permission and not self.actor.may(request.permission):
            message = _("{user} may not do this: ask the treasurer or the administrator.")
            raise Refused("permission", message.format(user=self.actor.name))


def _handler_of(request: object) -> Callable[..., Any]:
    handler = type(request).__dict__.get("handler")
    if handler is None:
        message = f"{type(request).__name__} has no handler"
        raise TypeError(message)
    return cast("Callable[..., Any]", handler)
