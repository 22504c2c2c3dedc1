# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu bar: where shortcuts are learnt. Built from the catalogue of screens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from app.domain.users import User
from app.kernel.i18n import N_, _
from app.ui.kit.screen import MenuEntry, Navigator, ScreenSpec
from app.ui.kit.shortcuts import sequences

TITLES = {
    "file": N_("&File"),
    "edit": N_("Ed&it"),
    "go": N_("&Go"),
    "tools": N_("T&ools"),
    "help": N_("&Help"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the menu bar that is the window's own; an empty text is a separator."""

    menu: str
    text: str = ""
    shortcut: str = ""
    call: Callable[[], object] = lambda: None
    on_dossier: bool = False


_EDITING = (
    (N_("Cu&t"), "Ctrl+X", "cut"),
    (N_("&Copy"), "Ctrl+C", "copy"),
    (N_("&Paste"), "Ctrl+V", "paste"),
    (N_("Select &all"), "Ctrl+A", "selectAll"),
)


class Menus:
    """The five menus of a window."""

    def __init__(self, window: QMainWindow, navigator: Callable[[], Navigator | None]) -> None:
        """Make the menus; ``fill`` writes their lines."""
        self._window = window
        self._navigator = navigator
        self._menus: dict[str, QMenu] = {}
        self._guarded: list[tuple[QAction, str]] = []

    def fill(self, specs: Sequence[ScreenSpec], acts: Sequence[Act]) -> None:
        """Write every line anew (after a change of language, say)."""
        bar = self._window.menuBar()
        for menu in self._menus.values():
            # A menu taken off the bar keeps its shortcuts until its lines are gone.
            menu.clear()
            menu.deleteLater()
        bar.clear()
        self._guarded.clear()
        self._menus = {name: bar.addMenu(_(title)) for name, title in TITLES.items()}
        for text, shortcut, slot in _EDITING:
            self._add("edit", text, shortcut, _sender(slot))
        self._menus["edit"].addSeparator()
        for spec in specs:
            for entry in spec.entries:
                self._add_entry(spec.id, entry)
            action = self._add("go", _escaped(_(spec.title)), "", _goer(self._open, spec.id))
            self._guarded.append((action, ""))
        for act in acts:
            if not act.text:
                self._menus[act.menu].addSeparator()
                continue
            action = self._add(act.menu, act.text, act.shortcut, act.call)
            if act.on_dossier:
                self._guarded.append((action, ""))

    def add_recent(self, locations: Sequence[str], call: Callable[[str], object]) -> None:
        """List the dossiers opened lately under *File*."""
        recent = self._menus["file"].addMenu(_("&Recent dossiers"))
        recent.setEnabled(bool(locations))
        for location in locations:
            action = recent.addAction(_escaped(location))
            action.triggered.connect(lambda _on, chosen=location: call(chosen))

    def allow(self, actor: User | None) -> None:
        """Grey what needs an open dossier, or a right the actor has not, and say why."""
        for action, permission in self._guarded:
            allowed = actor is not None and (not permission or actor.may(permission))
            action.setEnabled(allowed)
            reason = "" if allowed else _("Open a dossier first.")
            if actor is not None and not allowed:
                reason = _("Your role does not allow it: ask the treasurer.")
            action.setStatusTip(reason)
            action.setToolTip(reason)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Return (what, keys) for every line that has a shortcut."""
        return [
            (action.text().replace("&", ""), action.shortcut().toString())
            for menu in self._menus.values()
            for action in menu.actions()
            if not action.shortcut().isEmpty()
        ]

    def _add_entry(self, screen_id: str, entry: MenuEntry) -> None:
        def call() -> None:
            self._open(screen_id, **entry.arguments)

        action = self._add(entry.menu, entry.text, entry.shortcut, call)
        self._guarded.append((action, entry.permission))

    def _add(self, menu: str, text: str, shortcut: str, call: Callable[[], object]) -> QAction:
        action = self._menus[menu].addAction(_(text))
        if shortcut:
            action.setShortcuts(sequences(shortcut))
        action.triggered.connect(lambda _on: call())
        return action

    def _open(self, screen_id: str, **arguments: object) -> None:
        navigator = self._navigator()
        if navigator is not None:
            navigator.open(screen_id, **arguments)


def _goer(open_screen: Callable[..., None], screen_id: str) -> Callable[[], None]:
    return lambda: open_screen(screen_id)


def _sender(slot: str) -> Callable[[], None]:
    return lambda: _send(slot)


def _send(slot: str) -> None:
    """Have the field with the focus cut, copy or paste."""
    field = QApplication.focusWidget()
    if field is not None and hasattr(field, slot):
        getattr(field, slot)()


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
