# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole dossier on the export page: which form, and where to write."""

from collections.abc import Callable

from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Card, button, text_label
from app.ui.screens.exports import presenter
from app.usecases.exports import ExportWhole, WholeForm


class WholeCard(Card):
    """Asks for the form of the tables, then where to write.

    Args:
        services: What the page is given.
        write: Does the command, and shows what came of it.
    """

    def __init__(self, services: Services, write: Callable[[ExportWhole], None]) -> None:
        """Propose text tables, which any program reads."""
        super().__init__()
        self._services, self._write = services, write
        self.form = ChoiceField(presenter.whole_forms())
        self.form.setAccessibleName(_("Tables"))
        self.act = button(_("Write e&verything…"), self._ask, icon_name="export")
        label = text_label(_("Ta&bles"))
        label.setBuddy(self.form)
        self.box.addWidget(text_label(_("The whole dossier"), "heading"))
        self.box.addWidget(text_label(presenter.whole_hint(), "muted", wrap=True))
        self.box.addLayout(Flow(label, self.form, self.act, spacing=16, lead=2))

    def allow(self, why: str) -> None:
        """Let everything be written, or say why not."""
        self.act.setEnabled(not why)
        self.act.setToolTip(why)
        self.act.setAccessibleDescription(why)

    def _ask(self) -> None:
        today = self._services.office.clock.today()
        state = self._services.state
        proposed = presenter.in_folder(state.text("folder"), presenter.whole_name(today))
        kinds = _("Archive (*.zip)")
        path = dialogs.file_to_write(self, _("Where to write the dossier"), proposed, kinds)
        if path is not None:
            state.keep("folder", str(path.parent))
            form = WholeForm(self.form.currentData())
            self._write(ExportWhole(path.with_suffix(".zip"), form))
