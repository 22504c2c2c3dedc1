# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One open dossier in the window: its office, its feed, and the screens made so far."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea, QStackedWidget

from app.ui.kit.feed import Feed
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.screen import Screen, ScreenSpec, Services
from app.ui.kit.state import State
from app.ui.kit.toast import Toast
from app.ui.kit.widgets import scrolling

if TYPE_CHECKING:
    from app.ui.shell.watching import Watching
    from app.usecases.office import Office


class Session:
    """Is the ``Navigator`` of its screens: makes each at first use, keeps it as it was left."""

    def __init__(
        self,
        office: "Office",
        lanes: Lanes,
        state: State,
        toast: Toast,
        specs: Sequence[ScreenSpec],
        pages: QStackedWidget,
    ) -> None:
        """Show the dossier's screens in ``pages``."""
        office.settle()
        self.office = office
        self.feed = Feed()
        self.feed.follow(office)
        self.specs: Mapping[str, ScreenSpec] = {spec.id: spec for spec in specs}
        self.services = Services(
            office=office,
            jobs=Jobs(lanes, office),
            feed=self.feed,
            navigator=self,
            state=state,
            toast=toast,
        )
        self.current = ""
        self.arrived: Callable[[str], None] = lambda _screen_id: None
        self.restoring: Callable[[Path], None] = lambda _path: None
        self.leaving: Callable[[], None] = lambda: None
        self._pages = pages
        self._lanes = lanes
        self._watching: Watching | None = None
        self._screens: dict[str, Screen] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._trail: list[str] = []

    def open(self, screen_id: str, **arguments: Any) -> None:
        """Show a screen, if the present one lets the person go."""
        if not self._leave(screen_id):
            return
        if self.current and self.current != screen_id:
            self._trail.append(self.current)
        screen = self._show(screen_id)
        screen.open(**arguments)
        screen.focus_first()

    def focus_page(self) -> None:
        """Give the keys to the screen in sight."""
        page = self.screen()
        if page is not None:
            page.focus_first()

    def back(self) -> None:
        """Show the screen that was there before, as it was left."""
        if self._trail and self._leave(self._trail[-1]):
            self._show(self._trail.pop()).focus_first()

    def has(self, screen_id: str) -> bool:
        """Tell whether such a screen exists."""
        return screen_id in self.specs

    def put_back(self, path: Path) -> None:
        """Have the window put a backup in the place of the dossier."""
        self.restoring(path)

    def screen(self) -> Screen | None:
        """Return the screen shown."""
        return self._screens.get(self.current)

    def may_leave(self) -> bool:
        """Tell whether the screen shown lets the person go."""
        screen = self.screen()
        return screen is None or screen.may_leave()

    def watch(self) -> None:
        """Show what others write in the dossier, from here on."""
        from app.ui.shell.watching import Watching  # noqa: PLC0415 - not before the first paint

        self._watching = Watching(self.feed, self._lanes, self.office)

    def close(self) -> None:
        """Take the screens away and let go of the dossier; the lanes are idle by now."""
        if self._watching:
            self._watching.close()
        self.leaving()
        self.feed.close()
        for area in self._areas.values():
            self._pages.removeWidget(area)
            area.deleteLater()
        self._areas.clear()
        self._screens.clear()
        self.office.close()

    def _leave(self, screen_id: str) -> bool:
        return self.current == screen_id or self.may_leave()

    def _show(self, screen_id: str) -> Screen:
        screen = self._screens.get(screen_id)
        if screen is None:
            screen = self.specs[screen_id].factory(self.services)
            self._screens[screen_id] = screen
            # A page that is too tall at 200 % scrolls instead of being squeezed.
            self._areas[screen_id] = scrolling(screen)
            self._pages.addWidget(self._areas[screen_id])
        self.current = screen_id
        self._pages.setCurrentWidget(self._areas[screen_id])
        self.arrived(screen_id)
        return screen
