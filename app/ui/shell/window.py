# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: navigation, top line, pages, status bar; and the dossier that is open in it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.screen import Navigator, ScreenSpec
from app.ui.kit.state import State
from app.ui.kit.theme import theme_of
from app.ui.shell.acts import window_acts
from app.ui.shell.frame import Frame
from app.ui.shell.menus import Menus
from app.ui.shell.status import Status

if TYPE_CHECKING:
    from app.domain.organisation import Organisation
    from app.ui.instance import Instance
    from app.ui.kit.jobs import Lanes
    from app.ui.kit.toast import Toast
    from app.ui.shell.calling import Calling
    from app.ui.shell.opening import Opening
    from app.ui.shell.palette import Palette
    from app.ui.shell.session import Session
    from app.ui.shell.welcome import Welcome
    from app.usecases.doors import Doors
    from app.usecases.office import Office

SMALLEST = QSize(760, 480)
MakeDoors = Callable[[], "Doors"]


class MainWindow(QMainWindow):
    """One window, one dossier at a time.

    The frame is painted first. What is only seen or used after it is imported and made at its
    first use: a window must stand there as soon as the program is started.

    Args:
        make_doors: Brings the means to open dossiers; heavy, so called on the reader lane.
        specs: The screens.
        state: What the workstation remembers.
    """

    def __init__(self, make_doors: MakeDoors, specs: Sequence[ScreenSpec], state: State) -> None:
        """Build the frame; nothing of a dossier is read before the first paint."""
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Obole")
        self.setMinimumSize(SMALLEST)
        self.state = state
        self.session: Session | None = None
        self.instance: Instance | None = None
        self._make_doors = make_doors
        self._specs = specs
        self._closing = False
        self._furnished = False
        self._build()
        self._restore_size()
        self._show_no_dossier()

    # ---- made at their first use

    @cached_property
    def lanes(self) -> "Lanes":
        """The threads that read and write."""
        from app.ui.kit.jobs import Lanes  # noqa: PLC0415 - not before the first paint

        made = Lanes()
        made.on_failure = lambda error: dialogs.refuse(self, error)
        return made

    @cached_property
    def opening(self) -> "Opening":
        """What brings dossiers to the window."""
        from app.ui.shell.opening import Opening  # noqa: PLC0415 - likewise

        return Opening(self)

    @cached_property
    def welcome(self) -> "Welcome":
        """The page of who has no dossier open."""
        from app.ui.shell.welcome import Welcome  # noqa: PLC0415 - likewise

        made = Welcome(self)
        self.pages.addWidget(made)
        return made

    @cached_property
    def palette_(self) -> "Palette":
        """« Qui est-ce ? »."""
        from app.ui.shell.palette import Palette  # noqa: PLC0415 - likewise

        return Palette(self)

    @cached_property
    def calling(self) -> "Calling":
        """What answers the telephone."""
        from app.ui.shell.calling import Calling  # noqa: PLC0415 - likewise

        return Calling(self)

    @cached_property
    def toast(self) -> "Toast":
        """What was just done, over the foot of the page."""
        from app.ui.kit.toast import Toast  # noqa: PLC0415 - likewise

        return Toast(self.frame, self.pages)

    # ---- the frame

    def _build(self) -> None:
        self.frame = Frame(self._specs, self._go, self.ask_who)
        self.pages = self.frame.pages
        self.setCentralWidget(self.frame)
        self.status = Status(self)
        self.menus = Menus(self, self._navigator)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self._step_back)
        self.write_menus()
        theme_of().changed.connect(self._keep_looks)

    def write_menus(self) -> None:
        """Write the menu bar for the dossier in force."""
        self.menus.fill(self._specs, window_acts(self))
        self.menus.add_recent(self.state.recent(), self.open_dossier)
        self.menus.allow(self.session.office.actor if self.session else None)

    # ---- dossiers

    def open_dossier(self, location: str) -> None:
        """Open a dossier away from the GUI thread, then show its first screen."""
        self.opening.open(location)

    def close_dossier(self) -> None:
        """Close the dossier and come back to the welcome page."""
        self._let_go()

    def show_welcome(self) -> None:
        """Show the page of who has no dossier open."""
        self._show_no_dossier()
        self.pages.setCurrentWidget(self.welcome)
        self.welcome.show_recent(self.state.recent())

    def _show_no_dossier(self) -> None:
        self.frame.navigation.setVisible(False)
        self.frame.top.setVisible(False)
        self.frame.demo_bar.hide()
        self.status.show_session(None)
        self.setWindowTitle("Obole")
        self.menus.allow(None)

    def doors(self) -> "Doors":
        """Return the means to open dossiers; call it on the reader lane."""
        return self._make_doors()

    def show_office(self, office: "Office", instance: "Instance") -> None:
        """Show a dossier, unless the window closes or the screen shown keeps the person there.

        Args:
            office: The way into it; the window closes it when the dossier is closed.
            instance: The claim on it, released then too.
        """
        if self._closing or not self._let_go():
            return
        from app.ui.shell.session import Session  # noqa: PLC0415 - not before the first paint

        self.session = Session(office, self.lanes, self.state, self.toast, self._specs, self.pages)
        self.instance = instance
        self.state.remember_recent(office.location)
        self.state.keep("last", office.location)
        self.state.keep("user", office.actor.name)
        self.session.arrived = self._arrived
        self.session.restoring = self.opening.put_back
        self.palette_.serve(self.session.services.jobs, self.session, self._specs)
        self.frame.navigation.setVisible(True)
        self.frame.top.setVisible(True)
        self.status.show_session(self.session)
        self.write_menus()
        from app.usecases.organisation import GetOrganisation  # noqa: PLC0415 - likewise

        self.session.services.jobs.read(GetOrganisation(), self._show_demo, owner=self)
        from app.ui.shell.safety import Safety  # noqa: PLC0415 - likewise

        self.session.leaving = Safety(self).leave
        self.session.watch()
        if self._specs:
            self.session.open(self._specs[0].id)
        self.calling.listen(instance)

    def _show_demo(self, organisation: "Organisation") -> None:
        from app.usecases.demo import DEMO_RNA  # noqa: PLC0415 - not before the first paint

        self.frame.demo_bar.setVisible(organisation.rna == DEMO_RNA)

    def _let_go(self) -> bool:
        """Close the open dossier for the welcome page; False when its screen keeps the person."""
        if self.session is None:
            return True
        if not self.session.may_leave():
            return False
        self.palette_.serve(None, None, ())
        self.lanes.drain()
        self.session.close()
        self.session = None
        if self.instance:
            self.instance.release()
            self.instance = None
        self.show_welcome()
        return True

    # ---- going about

    def _navigator(self) -> Navigator | None:
        return self.session

    def _go(self, screen_id: str) -> None:
        if self.session:
            self.session.open(screen_id)
            self.frame.navigation.show_current(self.session.current)

    def _arrived(self, screen_id: str) -> None:
        spec = next(spec for spec in self._specs if spec.id == screen_id)
        self.frame.title.setText(_(spec.title))
        self.frame.navigation.show_current(screen_id)
        self.setWindowTitle(_("{screen} — Obole").format(screen=_(spec.title)))

    def ask_who(self) -> None:
        """Open « Qui est-ce ? » over the page."""
        self.palette_.ask()

    def _asking(self) -> bool:
        """Tell whether the palette stands over the page; it is not made to find out."""
        return self._made("palette_") and not self.palette_.isHidden()

    def _made(self, part: str) -> bool:
        """Tell whether what is made at its first use was used."""
        return part in self.__dict__

    def _step_back(self) -> None:
        if self._asking():
            self.palette_.leave()
        elif self.session is None:
            self.welcome.step_back()
        elif screen := self.session.screen():
            screen.step_back()

    # ---- Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have the welcome page follow the first paint of the frame."""
        super().paintEvent(event)
        if not self._furnished:
            self._furnished = True
            QTimer.singleShot(0, self._furnish)

    def _furnish(self) -> None:
        if not self._made("welcome") and self.session is None and not self._closing:
            self.show_welcome()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation when the window is narrow."""
        super().resizeEvent(event)
        self._fold()
        if self._asking():
            self.palette_.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish the writing under way, then go."""
        if not self._let_go():
            event.ignore()
            return
        self._closing = True
        self.state.keep_blob("geometry", self.saveGeometry())
        self.state.save()
        if self._made("lanes"):
            self.lanes.close()
        event.accept()
        QTimer.singleShot(0, QApplication.quit)

    def _restore_size(self) -> None:
        if not self.restoreGeometry(self.state.blob("geometry")):
            screen = self.screen().availableGeometry()
            self.resize(min(1280, screen.width()), min(800, screen.height()))

    def _fold(self) -> None:
        self.frame.navigation.fold(self.width())

    def _keep_looks(self) -> None:
        theme = theme_of()
        self._fold()
        self.state.keep("look", theme.look.value)
        self.state.keep("zoom", theme.zoom)
