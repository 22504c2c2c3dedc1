# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountant's package on the export page: which fiscal year, with names or without."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.fields import DateField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Card, bring_into_view, button, text_label
from app.ui.screens.exports import presenter
from app.usecases.exports import ExportAccountant


class PackageCard(Card):
    """Asks for the last day of the fiscal year, then where to write.

    Args:
        services: What the page is given.
        write: Does the command, and shows what came of it.
        told: Shows a refusal.
    """

    def __init__(
        self,
        services: Services,
        write: Callable[[ExportAccountant], None],
        told: Callable[[Refused], None],
    ) -> None:
        """Propose the calendar year that ended last."""
        super().__init__()
        self._services, self._write, self._told = services, write, told
        clock = services.office.clock
        self.closing = DateField(clock.today)
        self.closing.set_day(date(clock.today().year - 1, 12, 31))
        self.closing.setAccessibleName(_("Fiscal year that ends on"))
        self.names = QCheckBox(_("N&ame the donors"))
        self.act = button(_("Write the accountant's pac&kage…"), self._ask, icon_name="export")
        label = text_label(_("Fiscal year that e&nds on"))
        label.setBuddy(self.closing)
        self.box.addWidget(text_label(_("For the accountant"), "heading"))
        hint = _(
            "Controls first, entries (FEC) with their description, lists, deposit slips: one "
            "archive. No donor is named unless you tick it."
        )
        self.box.addWidget(text_label(hint, "muted", wrap=True))
        self.box.addLayout(Flow(label, self.closing, self.names, self.act, spacing=16, lead=3))

    def begin(self, closing: date) -> None:
        """Propose the year that ends on a day."""
        self.closing.set_day(closing)
        bring_into_view(self.act)
        self.act.setFocus()

    def allow(self, why: str) -> None:
        """Let the package be written, or say why not."""
        self.act.setEnabled(not why)
        self.act.setToolTip(why)
        self.act.setAccessibleDescription(why)

    def _ask(self) -> None:
        try:
            closing = self.closing.day()
        except Refused as refused:
            self._told(refused)
            return
        if closing is None:
            self.closing.setFocus()
            self._told(Refused("accountant.closing", _("Type the last day of the fiscal year.")))
            return
        proposed = presenter.in_folder(
            self._services.state.text("folder"), presenter.package_name(closing)
        )
        kinds = _("Archive (*.zip)")
        path = dialogs.file_to_write(self, _("Where to write the package"), proposed, kinds)
        if path is not None:
            self._services.state.keep("folder", str(path.parent))
            path = path.with_suffix(".zip")
            self._write(ExportAccountant(path, closing, names=self.names.isChecked()))
