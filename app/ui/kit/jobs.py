# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two lanes of work: readers side by side, one writer; callbacks always on the GUI thread."""

import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from types import MethodType
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThread, Signal

from app.kernel.command import Command, LongCommand, Query
from app.kernel.errors import OboleError, Trouble
from app.kernel.i18n import _
from app.kernel.progress import Cancelled, Progress

if TYPE_CHECKING:
    from app.usecases.office import Office

R = TypeVar("R")
Failed = Callable[[OboleError], None]
ProgressListener = Callable[[int, int, str], None]
Work = Callable[[Progress], Generator[None, None, Any]]

READERS = 2
_REPORT_EVERY_S = 0.05
_TURN_S = 0.0005
"""Seconds a lane may keep the interpreter while the window waits for it.

A page that appears calls back and forth between Qt and Python hundreds of times, and may wait
one turn each time; at the interpreter's own 5 ms, a lane that only computes holds it for a second.
"""


def assert_gui_thread() -> None:
    """Stop a programming error early: widgets and callbacks live on the GUI thread.

    Raises:
        RuntimeError: When called from another thread.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() is not application.thread():
        message = "called outside the GUI thread"
        raise RuntimeError(message)


class Handle:
    """One piece of work under way: ask it to stop, or see whether it is over."""

    def __init__(
        self,
        work: Work,
        then: Callable[[Any], None] | None,
        failed: Failed | None,
        progress: ProgressListener | None,
        stopped: Callable[[], None] | None,
        owner: QObject | None,
    ) -> None:
        """Remember whom to tell; the work begins when its lane is free."""
        self.context: Context = copy_context()
        self.over = False
        self.cancelled = False
        self.begun = False
        self.writing = False
        self.overtaken = False
        self._then = then
        self._failed = failed
        self._progress = progress
        self._stopped = stopped
        self._owner = owner
        self._reported = 0.0
        self.report: Callable[[Callable[[], None]], None] = lambda _call: None
        self.steps = work(self)

    def cancel(self) -> None:
        """Ask to stop: at the next step for work under way, before starting otherwise."""
        self.cancelled = True

    def step(self, done: int, total: int, what: str = "") -> None:
        """Be the ``Progress`` of the work; at most twenty reports a second reach the GUI.

        Raises:
            Cancelled: When ``cancel`` was called.
        """
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if self._progress and (done >= total or now - self._reported >= _REPORT_EVERY_S):
            self._reported = now
            listener = self._progress
            self.report(lambda: self._if_wanted(listener, done, total, what))

    def finish(self, result: Any) -> None:
        """Hand the result over, on the GUI thread."""
        self.over = True
        if self._then and not self.overtaken:
            self._if_wanted(self._then, result)

    def stop(self) -> None:
        """Tell that the work ended without a result or a refusal, on the GUI thread."""
        self.over = True
        if self._stopped:
            self._if_wanted(self._stopped)

    def fail(self, error: BaseException, otherwise: Failed | None) -> None:
        """Tell what went wrong, on the GUI thread; a bug is raised there for the crash hook."""
        self.over = True
        if not isinstance(error, OboleError):
            # Whoever waits is set free first: a bug leaves no busy cursor and no lock behind.
            self.stop()
            raise error
        told = self._failed or otherwise
        if told and not self.overtaken:
            self._if_wanted(told, error)

    def _if_wanted(self, callback: Callable[..., None], *arguments: Any) -> None:
        if self._owner is None or shiboken6.isValid(self._owner):
            callback(*arguments)


class Lanes(QObject):
    """The threads: a few readers and one writer.

    Long commands are generators: after each step the writer puts them back at the end of its
    queue, so a short write waits for one chunk at most.
    """

    _delivered = Signal(object)

    def __init__(self) -> None:
        """Prepare the lanes; threads start with the first work."""
        super().__init__()
        sys.setswitchinterval(_TURN_S)
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._running: set[Handle] = set()
        self.on_failure: Failed | None = None
        self._delivered.connect(self._run_delivered)

    def start(self, handle: Handle, *, writing: bool = False) -> Handle:
        """Put work on a lane."""
        assert_gui_thread()
        handle.report = self._delivered.emit
        handle.writing = writing
        self._running.add(handle)
        lane = self._writer if writing else self._readers
        lane.submit(self._advance, handle, lane)
        return handle

    def call(
        self,
        function: Callable[[], R],
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        *,
        stopped: Callable[[], None] | None = None,
    ) -> Handle:
        """Run a plain function on the reader lane; the arguments are those of ``Jobs.write``."""

        def work(_progress: Progress) -> Generator[None, None, R]:
            yield from ()
            return function()

        return self.start(Handle(work, then, failed, None, stopped, owner))

    @property
    def busy(self) -> bool:
        """Whether any work is waiting or under way."""
        return bool(self._running)

    def drain(self) -> None:
        """Come to rest: readers stop, long writes end at their chunk, short writes are done."""
        assert_gui_thread()
        for handle in tuple(self._running):
            if handle.begun or not handle.writing:
                handle.cancel()
        while self._running:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            QThread.msleep(2)

    def close(self) -> None:
        """Come to rest and end the threads."""
        self.drain()
        self._readers.shutdown(wait=True)
        self._writer.shutdown(wait=True)

    def _advance(self, handle: Handle, lane: ThreadPoolExecutor) -> None:
        """Run one step, in the lane's thread."""
        if handle.cancelled:
            handle.context.run(handle.steps.close)
            self._deliver(handle, handle.stop)
            return
        handle.begun = True
        try:
            handle.context.run(next, handle.steps)
        except StopIteration as end:
            result = end.value
            self._deliver(handle, lambda: handle.finish(result))
        except Cancelled:
            self._deliver(handle, handle.stop)
        except Exception as error:  # noqa: BLE001 - the border between lanes: told on the GUI thread
            told = _as_trouble(error)
            self._deliver(handle, lambda: handle.fail(told, self.on_failure))
        else:
            lane.submit(self._advance, handle, lane)

    def _deliver(self, handle: Handle, call: Callable[[], None]) -> None:
        def deliver() -> None:
            self._running.discard(handle)
            call()

        self._delivered.emit(deliver)

    def _run_delivered(self, call: Callable[[], None]) -> None:
        call()


def _as_trouble(error: Exception) -> Exception:
    if isinstance(error, MemoryError):
        return Trouble("memory", _("The computer has no memory left: close other programs."))
    return error


class Jobs:
    """What screens use: reads and writes of one open dossier."""

    def __init__(self, lanes: Lanes, office: "Office") -> None:
        """Work for one office on the given lanes."""
        self._lanes = lanes
        self._office = office
        self._newest: dict[tuple[int, object], Handle] = {}

    def read(
        self,
        query: Query[R],
        then: Callable[[R], None],
        failed: Failed | None = None,
        *,
        progress: ProgressListener | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Ask the office, away from the GUI thread.

        Two readers work side by side, so that an older answer may come after a newer one. A
        method that shows what it is given (``then=self._show``) is told the newest question's
        answer alone; a lambda, which knows what it asked, is told every answer.

        Args:
            query: The question.
            then: Receives the answer, on the GUI thread.
            failed: Receives the refusal or trouble; told in a dialog without it.
            progress: Receives (done, total, what).
            stopped: Called when there is no answer, for the handle was cancelled.
            owner: When it is destroyed first, nobody is told.
        """

        def work(handle: Progress) -> Generator[None, None, R]:
            yield from ()
            return self._office.ask(query, handle)

        handle = Handle(work, then, failed, progress, stopped, owner)
        self._overtake(then, handle)
        return self._lanes.start(handle)

    def _overtake(self, then: Callable[[R], None], handle: Handle) -> None:
        """Have the answer to an older question for the same method told to nobody."""
        if not isinstance(then, MethodType):
            return
        self._newest = {key: asked for key, asked in self._newest.items() if not asked.over}
        key = (id(then.__self__), then.__func__)
        if older := self._newest.get(key):
            older.overtaken = True
        self._newest[key] = handle

    def write(
        self,
        command: Command[R] | LongCommand[R],
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: ProgressListener | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Have the office carry out a command on the one writing lane.

        Args:
            command: The command.
            then: Receives the result, on the GUI thread.
            failed: Receives the refusal or trouble; told in a dialog without it.
            progress: Receives (done, total, what).
            stopped: Called when the work ended without either: its handle was cancelled, or a bug
                ended it, which is raised afterwards.
            owner: When it is destroyed first, nobody is told; the command still runs.
        """

        def work(handle: Progress) -> Generator[None, None, R]:
            return (yield from self._office.steps(command, handle))

        handle = Handle(work, then, failed, progress, stopped, owner)
        return self._lanes.start(handle, writing=True)
