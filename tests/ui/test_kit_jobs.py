# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lanes: callbacks on the GUI thread, short writes before long ones, cancelling, bugs told."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.domain.organisation import Organisation
from app.kernel.changes import Changes
from app.kernel.command import Command, LongCommand, Query, handles
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import current_language, use_language
from app.kernel.progress import Progress
from app.ui.kit.jobs import Handle, Jobs, Lanes, assert_gui_thread
from app.ui.kit.screen import Services
from app.usecases.context import Context, LongContext
from app.usecases.organisation import EditOrganisation, GetOrganisation


@dataclass(frozen=True)
class Where(Query[tuple[str, str]]):
    """Tell the thread and the language a query runs in."""


@handles(Where)
def where(_query: Where, _ctx: Context) -> tuple[str, str]:
    return threading.current_thread().name, current_language()


@dataclass(frozen=True)
class Count(LongCommand[int]):
    """Count in committed chunks."""

    chunks: int


@handles(Count)
def count(cmd: Count, ctx: LongContext) -> Generator[None, None, int]:
    for done in range(cmd.chunks):
        ctx.progress.step(done, cmd.chunks, "chunk")
        threading.Event().wait(0.002)
        yield
    return cmd.chunks


@dataclass(frozen=True)
class Wait(Query[str]):
    """Answer once the gate is open."""

    name: str
    gate: threading.Event


@handles(Wait)
def wait(query: Wait, _ctx: Context) -> str:
    query.gate.wait(10)
    return query.name


@dataclass(frozen=True)
class Refuse(Command[None]):
    """A rule says no."""


@handles(Refuse)
def refuse(_cmd: Refuse, _ctx: Context) -> None:
    raise Refused("test.no", "Not today.", "amount")


@dataclass(frozen=True)
class Break(Query[None]):
    """A bug."""


@handles(Break)
def break_(_query: Break, _ctx: Context) -> None:
    message = "a bug"
    raise ZeroDivisionError(message)


Settle = Callable[[], None]


def on_gui_thread() -> bool:
    application = QApplication.instance()
    return application is not None and QThread.currentThread() is application.thread()


def rename(
    jobs: Jobs, organisation: Organisation, then: Callable[[Organisation], None] | None = None
) -> None:
    jobs.write(EditOrganisation(replace(organisation, phone="02 99 00 00 00")), then)


def test_a_read_runs_on_a_reader_and_answers_on_the_gui_thread(jobs: Jobs, settle: Settle) -> None:
    found: list[tuple[tuple[str, str], bool]] = []
    with use_language("fr"):
        jobs.read(
            Where(),
            lambda answer: found.append((answer, on_gui_thread())),
        )
    settle()
    (thread, language), on_gui = found[0]
    assert thread.startswith("reader")
    assert language == "fr"
    assert on_gui


def test_a_short_write_passes_in_front_of_a_long_one(jobs: Jobs, settle: Settle) -> None:
    ended: list[str] = []
    jobs.write(Count(200), lambda _count: ended.append("long"))
    jobs.read(
        GetOrganisation(),
        lambda found: rename(jobs, found, lambda _saved: ended.append("short")),
    )
    settle()
    settle()
    assert ended == ["short", "long"]


def test_progress_is_told_and_cancelling_stops_at_a_chunk(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    stopped: list[bool] = []
    handle = jobs.write(
        Count(100_000),
        progress=lambda done, total, what: seen.append((done, total, what)),
        stopped=lambda: stopped.append(True),
    )
    qtbot.waitUntil(lambda: len(seen) > 1)
    handle.cancel()
    qtbot.waitUntil(lambda: stopped == [True])
    assert seen[0] == (0, 100_000, "chunk")
    assert handle.over


def test_a_refusal_reaches_its_caller_or_the_window(
    jobs: Jobs, lanes: Lanes, settle: Settle
) -> None:
    told: list[OboleError] = []
    jobs.write(Refuse(), failed=told.append)
    settle()
    lanes.on_failure = told.append
    jobs.write(Refuse())
    settle()
    assert [error.message for error in told] == ["Not today.", "Not today."]


def test_a_bug_is_raised_on_the_gui_thread(jobs: Jobs, qtbot: QtBot, lanes: Lanes) -> None:
    with capture_exceptions() as caught:
        jobs.read(Break(), lambda _none: None)
        qtbot.waitUntil(lambda: not lanes.busy and bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_bug_sets_free_whoever_waits(lanes: Lanes, qtbot: QtBot) -> None:
    freed: list[bool] = []

    def bug() -> None:
        raise ZeroDivisionError

    with capture_exceptions() as caught:
        lanes.call(bug, stopped=lambda: freed.append(True))
        qtbot.waitUntil(lambda: bool(caught))
    assert freed == [True]


def test_nobody_is_told_once_the_owner_is_gone(jobs: Jobs, settle: Settle) -> None:
    owner = QObject()
    told: list[object] = []
    jobs.read(Where(), told.append, owner=owner)
    shiboken6.delete(owner)
    settle()
    assert told == []


def test_a_reader_cancelled_before_it_starts_never_runs(lanes: Lanes, settle: Settle) -> None:
    ran: list[bool] = []
    gate = threading.Event()
    for _reader in range(2):
        lanes.call(gate.wait)

    def work(_progress: Progress) -> Generator[None, None, None]:
        yield from ()
        ran.append(True)

    handle = lanes.start(Handle(work, None, None, None, None, None))
    handle.cancel()
    gate.set()
    settle()
    assert not ran


class Pane:
    """Shows the answer it is given."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.shown: list[str] = []

    def show(self, name: str) -> None:
        """Remember what was shown."""
        self.shown.append(name)


def test_a_late_answer_never_takes_the_place_of_a_newer_one(jobs: Jobs, settle: Settle) -> None:
    slow, quick, pane = threading.Event(), threading.Event(), Pane()
    quick.set()
    older = jobs.read(Wait("older", slow), pane.show)
    jobs.read(Wait("newer", quick), pane.show)
    other = Pane()
    jobs.read(Wait("elsewhere", slow), other.show)
    slow.set()
    settle()
    assert older.over
    assert pane.shown == ["newer"]
    assert other.shown == ["elsewhere"]


def test_who_knows_what_it_asked_is_told_every_answer(jobs: Jobs, settle: Settle) -> None:
    gate, told = threading.Event(), list[str]()
    gate.set()
    for name in ("first", "second"):
        jobs.read(Wait(name, gate), lambda answer: told.append(answer.upper()))
    settle()
    assert sorted(told) == ["FIRST", "SECOND"]


def test_work_is_refused_outside_the_gui_thread(lanes: Lanes, settle: Settle) -> None:
    wrong: list[BaseException] = []

    def elsewhere() -> None:
        try:
            assert_gui_thread()
        except RuntimeError as error:
            wrong.append(error)

    lanes.call(elsewhere)
    settle()
    assert len(wrong) == 1


def test_the_feed_tells_commits_on_the_gui_thread(services: Services, settle: Settle) -> None:
    owner = QObject()
    heard: list[tuple[Changes, bool]] = []
    other: list[Changes] = []
    services.feed.watch(
        owner, ("organisation",), lambda changes: heard.append((changes, on_gui_thread()))
    )
    services.feed.watch(owner, ("donors",), other.append)
    services.jobs.read(GetOrganisation(), lambda found: rename(services.jobs, found))
    settle()
    assert [on_gui for _changes, on_gui in heard] == [True]
    assert heard[0][0].touches("organisation")
    assert not other


def test_a_watcher_that_is_gone_hears_nothing(services: Services, settle: Settle) -> None:
    owner = QObject()
    heard: list[Changes] = []
    services.feed.watch(owner, ("organisation",), heard.append)
    shiboken6.delete(owner)
    services.jobs.read(GetOrganisation(), lambda found: rename(services.jobs, found))
    settle()
    assert not heard
