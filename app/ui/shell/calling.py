# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The telephone rings: the sheet of who calls, or whom to choose from, or a new one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.shell.answers import Answer, donor_answer

if TYPE_CHECKING:
    from app.ui.instance import Instance
    from app.ui.shell.window import MainWindow
    from app.usecases.calls import Caller

CALL = "call"
"""The first of the words handed over by a start that tells of a call; the number follows."""


class Calling:
    """Answers calls for one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Wait for the first one."""
        self._window = window
        self._waiting = ""

    def hear(self, words: list[str]) -> None:
        """Come to the front; take the call another start tells of, if it does."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if len(words) > 1 and words[0] == CALL:
            self.ring(words[1])

    def ring(self, text: str) -> None:
        """Show who calls from this number, as soon as a dossier is open."""
        session = self._window.session
        if session is None:
            self._waiting = text
            return
        from app.usecases.calls import WhoCalls  # noqa: PLC0415 - not before the first paint

        session.services.jobs.read(
            WhoCalls(text), self._answer, self._unreadable, owner=self._window
        )

    def listen(self, instance: "Instance") -> None:
        """Hear what other starts tell of the open dossier; take the call that came before it."""
        instance.called.connect(self.hear)
        text, self._waiting = self._waiting, ""
        if text:
            self.ring(text)

    def _answer(self, caller: "Caller") -> None:
        session = self._window.session
        if session is None:
            return
        if len(caller.lines) == 1:
            (line,) = caller.lines
            session.open("donors", id=line.id)
            log = partial(session.open, "donors", id=line.id, do=CALL)
            told = _("{phone} calls: {name}").format(phone=caller.words, name=line.name)
            self._window.toast.tell(told, log, _("Note the call"))
            return
        new = Answer(
            name=_("New donor with this number"),
            place="",
            number="",
            detail=(_("The form opens with the number typed."),),
            screen="donors",
            arguments=(("do", "new"), ("phone", caller.phone)),
        )
        known = [donor_answer(line) for line in caller.lines]
        told = _("Several donors have this number") if known else _("Nobody has this number")
        self._window.palette_.offer(caller.words, [*known, new], told)

    def _unreadable(self, error: OboleError) -> None:
        """A caller who hides the number is asked for the name."""
        self._window.palette_.ask()
        self._window.toast.tell(error.message)
