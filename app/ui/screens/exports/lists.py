# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which list leaves: its columns, its year, what for, in which format."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from app.domain.consents import Channel, Purpose
from app.domain.exports.models import personal_words
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Card, button, text_label
from app.ui.screens.exports import presenter
from app.usecases.exports import (
    ExportKind,
    ExportModel,
    ExportModels,
    ExportTable,
    Solicitation,
)

ALL, NOW = 0, -1
"""What stands for every column, and for those just chosen, where a model has its id."""


class ListCard(Card):
    """Asks which list, then where to write.

    Args:
        services: What the page is given.
        write: Does the command, and shows what came of it.
        choose: Opens the page on which columns are chosen.
    """

    def __init__(
        self,
        services: Services,
        write: Callable[[ExportTable], None],
        choose: Callable[[], None],
    ) -> None:
        """Propose the donors, as a workbook."""
        super().__init__()
        self._services, self._write = services, write
        self._models: Sequence[ExportModel] = ()
        self._now: tuple[str, ...] = ()
        self.kinds = ChoiceField(presenter.kinds())
        self.kinds.setObjectName("exportList")
        self.columns = ChoiceField()
        self.columns.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.choose = button(_("&Choose columns…"), choose)
        self.purpose = ChoiceField(presenter.purposes())
        self.channel = ChoiceField(presenter.channels())
        self.year = ChoiceField(presenter.years(services.office.clock.today().year))
        self.format = ChoiceField(presenter.formats())
        self.hint = text_label(role="muted", wrap=True)
        self.opposed = text_label(presenter.opposed_hint(), "muted", wrap=True)
        self.warning = text_label(personal_words(), "muted", wrap=True)
        self.act = button(_("&Write the file…"), self._ask, role="primary", icon_name="export")
        self._lay_out()
        self._show_models(())
        self.kinds.currentIndexChanged.connect(lambda _index: self._turn())
        self.purpose.currentIndexChanged.connect(lambda _index: self._show_channel())
        services.feed.watch(self, ("exports",), lambda _changes: self.reload())
        self._turn()

    def _lay_out(self) -> None:
        self.box.addWidget(text_label(_("A list"), "heading"))
        self.box.addLayout(Flow(*_pair(_("Which &list"), self.kinds), spacing=16))
        self.box.addWidget(self.hint)
        columns = (*_pair(_("Col&umns"), self.columns), self.choose)
        self.box.addLayout(Flow(*columns, spacing=16))
        self.solicits = QWidget()
        asked = (*_pair(_("Wha&t for"), self.purpose), *_pair(_("B&y which way"), self.channel))
        self.solicits.setLayout(Flow(*asked, spacing=16))
        self.box.addWidget(self.solicits)
        self.box.addWidget(self.opposed)
        how = (*_pair(_("Of the yea&r"), self.year), *_pair(_("For&mat"), self.format))
        self.box.addLayout(Flow(*how, self.act, spacing=16, lead=4))
        self.box.addWidget(self.warning)

    @property
    def kind(self) -> ExportKind:
        """The list chosen."""
        return ExportKind(self.kinds.currentData())

    @property
    def model(self) -> ExportModel | None:
        """The model chosen, if any."""
        chosen = self.columns.currentData()
        return next((one for one in self._models if one.id == chosen), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns chosen; none for all of them."""
        if self.columns.currentData() == NOW:
            return self._now
        return self.model.keys if self.model else ()

    def propose(self, kind: ExportKind) -> None:
        """Turn to a list."""
        self.kinds.setCurrentIndex(self.kinds.findData(kind.value))

    def use(self, keys: tuple[str, ...]) -> None:
        """Take these columns, this time."""
        self._now = keys
        self._offer()
        self.columns.setCurrentIndex(self.columns.findData(NOW))

    def pick(self, model: ExportModel) -> None:
        """Take the columns of a model that was just kept."""
        others = [one for one in self._models if one.id != model.id]
        self._models = sorted([*others, model], key=lambda one: one.folded)
        self._offer()
        self.columns.setCurrentIndex(self.columns.findData(model.id))

    def allow(self, why: str) -> None:
        """Let the list be written, or say why not."""
        for one in (self.act, self.choose):
            one.setEnabled(not why)
            one.setToolTip(why)
            one.setAccessibleDescription(why)

    def reload(self) -> None:
        """Ask which models there are now."""
        self._services.jobs.read(ExportModels(self.kind), self._renew, owner=self)

    def _turn(self) -> None:
        kind = self.kind
        self._now = ()
        self._show_models(())
        self.hint.setText(presenter.kind_hint(kind))
        self.warning.setVisible(kind.personal)
        donors = kind is ExportKind.DONORS
        self.solicits.setVisible(donors)
        self.opposed.setVisible(donors)
        self.year.setEnabled(not donors)
        self.year.setToolTip(_("The list of donors holds all years.") if donors else "")
        self._show_channel()
        self._services.jobs.read(ExportModels(kind), self._show_models, owner=self)

    def _show_models(self, models: Sequence[ExportModel]) -> None:
        """Offer the models of the list, the usual one first."""
        self._models = models
        self._offer()
        usual = next((one.id for one in models if one.usual), ALL)
        self.columns.setCurrentIndex(self.columns.findData(usual))

    def _renew(self, models: Sequence[ExportModel]) -> None:
        self._models = models
        self._offer()

    def _offer(self) -> None:
        self.columns.offer(
            (
                (_("All columns"), ALL),
                *((one.name, one.id) for one in self._models),
                *(((_("Those just chosen"), NOW),) if self._now else ()),
            )
        )

    def _show_channel(self) -> None:
        asks = self.purpose.currentData() is not None
        self.channel.setEnabled(asks)
        self.channel.setToolTip("" if asks else _("Nobody is solicited with this list."))

    def _solicitation(self) -> Solicitation | None:
        """Return what the list is for, or None for accounts and what the law asks."""
        purpose = self.purpose.currentData()
        if self.kind is not ExportKind.DONORS or purpose is None:
            return None
        return Solicitation(Purpose(purpose), Channel(self.channel.currentData()))

    def _ask(self) -> None:
        kind, form = self.kind, str(self.format.currentData())
        year = int(self.year.currentData()) if kind is not ExportKind.DONORS else 0
        ending, conventions = presenter.read_format(form)
        name = presenter.proposed_name(kind, year or None, ending)
        proposed = presenter.in_folder(self._services.state.text("folder"), name)
        kinds = presenter.FILTERS[ending]
        path: Path | None = dialogs.file_to_write(
            self, _("Where to write the list"), proposed, kinds
        )
        if path is None:
            return
        self._services.state.keep("folder", str(path.parent))
        self._write(
            ExportTable(
                kind,
                path.with_suffix(f".{ending}"),
                year or None,
                self._solicitation(),
                columns=self.keys,
                conventions=conventions,
            )
        )


def _pair(words: str, field: ChoiceField) -> tuple[QLabel, ChoiceField]:
    """Return a field after its label, which leads to it."""
    label = text_label(words)
    label.setBuddy(field)
    field.setAccessibleName(words.replace("&", ""))
    return label, field
