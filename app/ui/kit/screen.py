# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen is to the shell: a descriptor, a widget, and the services it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.kit.feed import Feed
    from app.ui.kit.jobs import Jobs
    from app.ui.kit.state import State
    from app.ui.kit.toast import Toast
    from app.usecases.office import Office


class Navigator(Protocol):
    """Takes the person from one screen to another."""

    def open(self, screen_id: str, **arguments: Any) -> None:
        """Show a screen; its ``open`` receives the arguments."""

    def back(self) -> None:
        """Show the screen that was there before, as it was left."""

    def has(self, screen_id: str) -> bool:
        """Tell whether such a screen exists."""

    def focus_page(self) -> None:
        """Give the keys to the screen in sight."""

    def put_back(self, path: Path) -> None:
        """Close the dossier, put a backup in its place, and open it again."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a screen is given, for one open dossier."""

    office: "Office"
    jobs: "Jobs"
    feed: "Feed"
    navigator: Navigator
    state: "State"
    toast: "Toast"


class Screen(QWidget):
    """Base of the screens: a page that fills the window beside the navigation."""

    def __init__(self, services: Services) -> None:
        """Keep the services; subclasses build their widgets."""
        super().__init__()
        self.services = services

    def open(self, **arguments: Any) -> None:
        """Receive what the person came for; called each time the screen is navigated to."""

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def may_leave(self) -> bool:
        """Tell whether the person may go elsewhere now; say why when not."""
        return True

    def step_back(self) -> bool:
        """Go one level back inside the screen (Escape); False when already at the top."""
        return False


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu bar that opens the screen with arguments.

    Attributes:
        menu: ``file``, ``edit``, ``go`` or ``tools``.
        text: Message id, with its ``&`` mnemonic.
        shortcut: Key sequence in Qt's portable words, such as ``Ctrl+L``, or empty.
        arguments: Given to the screen's ``open``.
        permission: Without it the entry is greyed, and says why.
    """

    menu: str
    text: str
    shortcut: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    permission: str = ""


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen of the catalogue, light enough to be read before the first paint.

    Attributes:
        id: Room name; also what ``navigator.open`` takes.
        title: Message id of the name in navigation.
        icon: Name of a file of ``resources/icons``, without its suffix.
        order: Place in the navigation, small first.
        factory: Makes the widget at first use; imports what is heavy inside.
        entries: Lines of the menu bar.
        keywords: Message id of other words Ctrl+K finds the screen by.
        on_rail: Whether the navigation has a place for it; the menus and Ctrl+K lead to every one.
    """

    id: str
    title: str
    icon: str
    order: int
    factory: Callable[[Services], Screen]
    entries: tuple[MenuEntry, ...] = ()
    keywords: str = ""
    on_rail: bool = True
