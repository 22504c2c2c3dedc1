# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter to a list: a renewal, an address to check, whatever one has to say."""

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.letters.values import LetterKind, LetterTemplate, SheetOrder, Way, kind_words
from app.domain.lists import SavedList
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, text_label
from app.ui.screens.letters import presenter
from app.ui.screens.letters.making import MakeBar
from app.usecases.donors import DonorIds
from app.usecases.letters.planning import Mailing
from app.usecases.letters.templates import LetterTemplates
from app.usecases.lists import SavedLists

_LISTED = (LetterKind.RENEWAL, LetterKind.ADDRESS, LetterKind.FREE)


class ListedPage(QWidget):
    """One template to the donors of a list kept by name."""

    def __init__(self, services: Services) -> None:
        """Read templates and lists."""
        super().__init__()
        self._services = services
        self._ids: tuple[int, ...] = ()
        self._unpaid = 0
        self.bar = Bar("success")
        self.template = ChoiceField()
        self.template.setObjectName("listedTemplate")
        self.template.setAccessibleName(_("Template"))
        self.source = ChoiceField()
        self.source.setObjectName("listedDonors")
        self.source.setAccessibleName(_("Which donors"))
        self.count = text_label("", "heading", wrap=True)
        self.making = MakeBar(services, self._mailing, self.bar)
        card = Card()
        self.title = text_label(_("A letter to a list"), "heading")
        card.box.addWidget(self.title)
        hint = _(
            "Lists are kept by name on the page Donors. Whoever opposes appeals gets no renewal "
            "and no free letter; how many are left out is told before anything is made."
        )
        self.hint = text_label(hint, "muted", wrap=True)
        card.box.addWidget(self.hint)
        card.box.addLayout(Flow(self.template, self.source))
        card.box.addWidget(self.count)
        card.box.addWidget(self.making)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.bar)
        box.addWidget(card)
        box.addStretch()
        self.source.currentIndexChanged.connect(lambda _row: self._read_ids())
        bind(self, "Ctrl+P", self.making.ask_first)
        services.feed.watch(self, ("letters", "lists", "donors"), lambda _changes: self.refresh())
        self.refresh()

    def focus_first(self) -> None:
        """Put the focus on what is written."""
        self.template.setFocus()

    def write_unpaid(self, gift_id: int) -> None:
        """Write about a cheque that came back unpaid; 0 for a letter to a list again."""
        self._unpaid = gift_id
        unpaid = _("A letter about an unpaid cheque")
        self.title.setText(unpaid if gift_id else _("A letter to a list"))
        for part in (self.hint, self.source, self.count):
            part.setVisible(not gift_id)
        self.refresh()

    def refresh(self) -> None:
        """Read templates and lists again."""
        jobs = self._services.jobs
        jobs.read(LetterTemplates(), self._offer_templates, owner=self)
        jobs.read(SavedLists(), self._offer_lists, owner=self)

    def _offer_templates(self, templates: Sequence[LetterTemplate]) -> None:
        words = kind_words()
        told = _("{kind}: {name}")
        self.template.offer(
            tuple(
                (told.format(kind=words[one.kind], name=one.name), one.code)
                for one in templates
                if one.kind in ((LetterKind.UNPAID,) if self._unpaid else _LISTED)
            )
        )

    def _offer_lists(self, saved: Sequence[SavedList]) -> None:
        everyone: tuple[tuple[str, object], ...] = ((_("All donors"), None),)
        self.source.offer(everyone + tuple((one.name, one) for one in saved))
        self._read_ids()

    def _read_ids(self) -> None:
        saved = self.source.currentData()
        conditions = saved.conditions if isinstance(saved, SavedList) else ()
        self._services.jobs.read(DonorIds(conditions=conditions), self._take_ids, owner=self)

    def _take_ids(self, ids: "array[int]") -> None:
        self._ids = tuple(ids)
        self.count.setText(presenter.listed_words(len(self._ids)))
        somebody = bool(self._unpaid or self._ids)
        self.making.allow("" if somebody else _("There is nobody on this list."))

    def _mailing(self, way: Way | None, order: SheetOrder) -> Mailing | None:
        code = self.template.currentData()
        if code is None:
            return None
        if self._unpaid:
            return Mailing(template=str(code), way=None, unpaid_id=self._unpaid)
        return Mailing(template=str(code), way=way, order=order, donor_ids=self._ids)
