# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be asked of the office: commands that write, queries that read.

A command or a query is a frozen dataclass; beside it, in the same module, stands the one function
that carries it out, marked with ``@handles``. Whoever can name a command can thus find its
handler, and nothing has to be registered at start-up.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, TypeVar

R_co = TypeVar("R_co", covariant=True)
F = TypeVar("F", bound=Callable[..., Any])


class _Request(Generic[R_co]):
    handler: ClassVar[Callable[..., Any] | None] = None
    """The function that carries the request out; set by ``handles``."""
    permission: ClassVar[str] = ""
    """What the actor must be allowed to do; checked by the office before anything else."""

    @property
    def copied_first(self) -> bool:
        """Whether the office copies the dossier before: what is asked writes many things."""
        return False


class Command(_Request[R_co]):
    """A request that writes. Its handler runs inside one transaction and returns ``R``."""

    audited: ClassVar[bool] = True
    """False for what is no act of record: the half-typed line kept against a power cut."""
    alone: ClassVar[bool] = True
    """False for what decides on one batch and nothing else: on a server, colleagues may write in
    other batches at the same time. Its handler holds the batch before it reads anything of it."""


class LongCommand(_Request[R_co]):
    """A request that writes in several short transactions of its own.

    Its handler is a generator that yields after each committed chunk, so that other people's
    short writes pass in between, and returns ``R`` at the end.
    """


class Query(_Request[R_co]):
    """A request that only reads."""


Request = Command[Any] | LongCommand[Any] | Query[Any]
Steps = Iterator[None]


def handles(request: type[_Request[Any]]) -> Callable[[F], F]:
    """Mark the decorated function as the handler of ``request``.

    Raises:
        TypeError: When the request has a handler already.
    """

    def mark(function: F) -> F:
        if request.__dict__.get("handler") is not None:
            message = f"{request.__name__} has two handlers"
            raise TypeError(message)
        request.handler = function
        return function

    return mark
