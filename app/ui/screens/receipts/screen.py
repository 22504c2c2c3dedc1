# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The receipts screen: the assistant's pages in turn, and the register beside them."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.kernel.i18n import _
from app.ui.kit.screen import Screen, Services
from app.ui.kit.stack import PageStack
from app.ui.kit.steps import StepStrip
from app.ui.kit.widgets import button, page_box, row, text_label
from app.ui.screens.receipts import presenter
from app.ui.screens.receipts.assistant import Assistant
from app.ui.screens.receipts.presenter import Step
from app.ui.screens.receipts.register_desk import RegisterDesk


class ReceiptsScreen(Screen):
    """Tax receipts."""

    def __init__(self, services: Services) -> None:
        """Build the pages; the assistant stands on its first step."""
        super().__init__(services)
        self._stack = PageStack()
        self.strip = StepStrip("receiptsStep", presenter.step_names())
        self.register_button = button(_("Regis&ter"), self.show_register, icon_name="receipts")
        self.assistant_button = button(
            _("Back to the &assistant"), self.show_assistant, icon_name="back"
        )
        self.assistant = Assistant(services, self._turn_to, self.show_register)
        self.desk = RegisterDesk(services, self._turn_to, self.show_assistant)
        self.heading = text_label(_("Register of receipts"), "heading")
        head = row(self.strip, self.heading, self.register_button, self.assistant_button)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        box = page_box(self)
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        self.assistant.begin()
        self._turn_to(self.assistant.what, Step.WHAT)

    def open(self, **arguments: Any) -> None:
        """Show what the person came for.

        Args:
            arguments: ``page="register"``, with the ``number`` of a receipt or not; ``year`` to
                prepare the receipts of a year.
        """
        if "number" in arguments:
            self.desk.show(number=str(arguments["number"]))
        elif arguments.get("page") == "register":
            self.show_register()
        elif "year" in arguments:
            self.assistant.check(int(arguments["year"]))
        else:
            self.assistant.refresh()

    def heightForWidth(self, _width: int) -> int:
        """Ask for little: the pages scroll by themselves, the window need not."""
        return self.minimumSizeHint().height()

    def show_register(self) -> None:
        """Show the register of the year the assistant is on."""
        self.desk.show(year=self.assistant.year)

    def show_assistant(self) -> None:
        """Show the assistant where it stood."""
        self._turn_to(self.assistant.current, self.assistant.step)

    def focus_first(self) -> None:
        """Put the focus where work begins on the page shown."""
        focus = getattr(self._stack.page, "focus_first", None)
        if focus is not None:
            focus()

    def step_back(self) -> bool:
        """Go back one page; an issue under way is not left by Escape."""
        if self._stack.page in self.desk.pages:
            return self.desk.step_back() or self._leave_register()
        return self.assistant.step_back()

    def _leave_register(self) -> bool:
        self.show_assistant()
        return True

    def _turn_to(self, page: QWidget, step: Step | None) -> None:
        """Show a page of the assistant, or of the register when there is no step."""
        self._stack.turn_to(page)
        self.strip.setVisible(step is not None)
        self.heading.setVisible(step is None)
        self.register_button.setVisible(step is not None)
        self.assistant_button.setVisible(step is None)
        if step is not None:
            self.strip.show_step(step)
        self.focus_first()
