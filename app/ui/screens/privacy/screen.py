# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of personal data: requests, whose time has come, and the page before erasing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.privacy import Erasure
from app.kernel.errors import OboleError
from app.kernel.i18n import _, ngettext
from app.ui.kit import dialogs
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import Bar, page_box, scrolling
from app.ui.screens.privacy import presenter
from app.ui.screens.privacy.act import ActPage
from app.ui.screens.privacy.due import DuePane
from app.ui.screens.privacy.requests import RequestsPane
from app.usecases.privacy import (
    EraseDue,
    ErasePerson,
    ErasureView,
    ExportPerson,
    PersonExported,
    PreviewErasure,
    PreviewErasures,
)


class PrivacyScreen(Screen):
    """Données personnelles."""

    def __init__(self, services: Services) -> None:
        """Show the register and whose time has come."""
        super().__init__(services)
        self._person: ErasureView | None = None
        self.act: ActPage | None = None
        self.bar = Bar("info")
        self.requests = RequestsPane(services)
        self.requests.person_wanted.connect(self.show_person)
        self.due = DuePane(services)
        self.due.chosen.connect(self.show_several)
        self.due.sheet_wanted.connect(lambda one: services.navigator.open("donors", id=one))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Personal data"))
        self.tabs.addTab(self.requests, _("Requests"))
        self.tabs.addTab(self.due, _("To erase"))
        inner = QWidget()
        box = page_box(inner)
        box.addWidget(self.bar)
        box.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(inner))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        rooms = ("privacy", "donors", "gifts", "receipts")
        services.feed.watch(self, rooms, lambda _changes: self.refresh())
        self.refresh()

    def open(self, **arguments: Any) -> None:
        """Show the register, or what erasing a donor would do.

        Args:
            arguments: ``id`` of a donor to preview, or ``ask`` with a number that asks something;
                ``show="due"`` for whose time has come.
        """
        self._leave_act()
        self.refresh()
        if donor_id := arguments.get("id"):
            self.show_person(int(donor_id))
        elif number := arguments.get("ask"):
            self.tabs.setCurrentWidget(self.requests)
            self.requests.begin(str(number))
        elif arguments.get("show") == "due":
            self.tabs.setCurrentWidget(self.due)

    def focus_first(self) -> None:
        """Put the caret on what is shown."""
        if self.act is not None:
            self.act.focus_first()
        elif self.tabs.currentWidget() is self.due:
            self.due.table.setFocus()
        elif not self.requests.who.text():
            self.requests.focus_first()

    def step_back(self) -> bool:
        """Leave the page before erasing; False when none is shown."""
        if self.act is None:
            return False
        self._leave_act()
        self.focus_first()
        return True

    def refresh(self) -> None:
        """Read both lists again."""
        self.requests.refresh()
        self.due.refresh()

    # ---- the page before

    def show_person(self, donor_id: int) -> None:
        """Tell what erasing a donor would do."""
        self.services.jobs.read(PreviewErasure(donor_id), self._show_person, self._tell, owner=self)

    def _show_person(self, view: ErasureView) -> None:
        self._person = view
        page = ActPage(presenter.person_act(view), alone=True)
        page.confirmed.connect(self._erase_person)
        page.handed.connect(self._hand_over)
        self._show_act(page)

    def show_several(self, donor_ids: tuple[int, ...]) -> None:
        """Tell what erasing those chosen would do."""
        self.services.jobs.read(
            PreviewErasures(donor_ids), self._show_several, self._tell, owner=self
        )

    def _show_several(self, erasures: Sequence[Erasure]) -> None:
        ids = tuple(one.donor_id for one in erasures)
        page = ActPage(presenter.several_act(erasures), alone=False)
        page.confirmed.connect(lambda _typed: self._erase_several(ids))
        self._show_act(page)

    def _show_act(self, page: ActPage) -> None:
        self._leave_act()
        self.act = page
        page.left.connect(self.step_back)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_first()

    def _leave_act(self) -> None:
        if self.act is not None:
            self._stack.removeWidget(self.act)
            self.act.deleteLater()
            self.act = None

    # ---- acts

    def _erase_person(self, typed: str) -> None:
        if self._person is not None:
            command = ErasePerson(self._person.erasure.donor_id, typed)
            self.services.jobs.write(
                command, lambda done: self._erased([done]), self._tell, owner=self
            )

    def _erase_several(self, ids: tuple[int, ...]) -> None:
        command = EraseDue(ids, len(ids))
        self.services.jobs.write(command, self._erased, self._tell, owner=self)

    def _erased(self, erasures: Sequence[Erasure]) -> None:
        self._leave_act()
        self.bar.tell(presenter.erased_words(erasures), "success")
        self.refresh()
        self.focus_first()

    def _hand_over(self) -> None:
        if self._person is None:
            return
        proposed = presenter.archive_name(self._person)
        kinds = _("Archives (*.zip)")
        path = dialogs.file_to_write(self, _("Hand over everything"), proposed, kinds)
        if path is not None:
            self.hand_over_to(path)

    def hand_over_to(self, path: Path) -> None:
        """Write all that is known of the person shown."""
        if self._person is not None:
            command = ExportPerson(self._person.erasure.donor_id, path)
            self.services.jobs.write(command, self._handed, self._tell, owner=self)

    def _handed(self, done: PersonExported) -> None:
        message = ngettext(
            "{count} file about the person is in {path}.",
            "{count} files about the person are in {path}.",
            len(done.files),
        )
        told = message.format(count=len(done.files), path=done.path)
        (self.act.bar if self.act else self.bar).tell(
            " ".join((told, *done.missing)), "warning" if done.missing else "success"
        )

    def _tell(self, error: OboleError) -> None:
        (self.act.bar if self.act else self.bar).tell(error.message, "error")
