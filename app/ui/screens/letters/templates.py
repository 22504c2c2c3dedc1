# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates of letters: chosen, written in both languages, seen with a real donor."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.campaigns import Appeal
from app.domain.letters.body import read_body, write_body
from app.domain.letters.values import LetterTemplate, kind_words
from app.domain.organisation import Fund
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.lookup import SHOWN, LookupField
from app.ui.kit.panes import Panes
from app.ui.kit.screen import Services
from app.ui.kit.sheetview import SheetView
from app.ui.kit.shortcuts import bind
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, scrolling, text_label
from app.ui.screens.letters import presenter
from app.ui.screens.letters.controls import Controls
from app.ui.screens.letters.writer import LetterEdit
from app.usecases.donors import FindDonors
from app.usecases.letters.preview import Draft, ShowDraft
from app.usecases.letters.templates import LetterTemplates, RemoveTemplate, SaveTemplate
from app.usecases.organisation import ListAppeals, ListFunds
from app.usecases.ports.people import DonorLine

_PAUSE_MS = 350
"""A preview follows the fingers once they rest."""
_NAME_WIDTH, _PREVIEW_HEIGHT = 240, 240


class TemplatesPage(QWidget):
    """The editor of templates beside what a donor would get."""

    def __init__(self, services: Services) -> None:
        """Read the templates."""
        super().__init__()
        self._services = services
        self._template: LetterTemplate | None = None
        self._bodies: dict[str, str] = {}
        self._donor_id = 0
        self._wanted = ""
        self.bar = Bar("success")
        self.templates = ChoiceField()
        self.templates.setObjectName("letterTemplates")
        self.templates.setAccessibleName(_("Template"))
        self.language = ChoiceField(((_("In French"), "fr"), (_("In English"), "en")))
        self.language.setObjectName("letterLanguage")
        self.language.setAccessibleName(_("Language"))
        self._shown_language = "fr"
        self.name = QLineEdit()
        self.name.setObjectName("templateName")
        self.name.setAccessibleName(_("Name of the template"))
        self.name.setMinimumWidth(theme_of().px(_NAME_WIDTH))
        self.coupon = QCheckBox(_("Reply coupon"))
        self.save = button(_("Save the template"), self._save, role="primary")
        self.save.setObjectName("saveTemplate")
        self.copy = button(_("New from this one"), self._copy)
        self.restore = button(_("Give back"), self._restore)
        self.editor = LetterEdit()
        self.controls = Controls(self.editor)
        self.donor: LookupField[DonorLine] = LookupField(self._search, presenter.found_words)
        self.donor.setObjectName("previewDonor")
        self.donor.setPlaceholderText(_("see it with another donor"))
        self.donor.setAccessibleName(_("Donor of the preview"))
        self.shown = text_label("", "muted", wrap=True)
        self.view = SheetView()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.bar)
        box.addLayout(Flow(self.templates, self.language, self.name, self.coupon))
        box.addLayout(Flow(self.save, self.copy, self.restore))
        left, right = QWidget(), QWidget()
        writing, seeing = QVBoxLayout(left), QVBoxLayout(right)
        for inner in (writing, seeing):
            inner.setContentsMargins(0, 0, 0, 0)
        writing.addWidget(self.controls)
        writing.addWidget(self.editor, 1)
        seeing.addWidget(self.donor)
        seeing.addWidget(self.shown)
        area: QScrollArea = scrolling(self.view)
        area.setMinimumHeight(theme_of().px(_PREVIEW_HEIGHT))
        # A sheet would have the page as high as itself; what room there is will do.
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        seeing.addWidget(area, 1)
        box.addWidget(Panes(left, right, (3, 2)), 1)

    def _connect(self) -> None:
        self.templates.activated.connect(lambda _row: self._choose())
        self.language.activated.connect(lambda _row: self._turn())
        self.editor.textChanged.connect(self._pause.start)
        self.coupon.toggled.connect(lambda _on: self._pause.start())
        self.donor.chosen.connect(self._see_with)
        bind(self, "Ctrl+S", self._save)
        feed = self._services.feed
        feed.watch(self, ("letters", "organisation"), lambda _changes: self.refresh())

    def focus_first(self) -> None:
        """Put the caret in the text."""
        self.editor.setFocus()

    def refresh(self) -> None:
        """Read the templates, and what conditions may name."""
        jobs = self._services.jobs
        jobs.read(LetterTemplates(), self._offer, owner=self)
        jobs.read(ListFunds(), self._take_funds, owner=self)

    def _take_funds(self, funds: Sequence[Fund]) -> None:
        def take(appeals: Sequence[Appeal]) -> None:
            self.controls.condition.offer(funds, appeals)

        self._services.jobs.read(ListAppeals(), take, owner=self)

    def _offer(self, templates: Sequence[LetterTemplate]) -> None:
        words = kind_words()
        told = _("{kind}: {name}")
        wanted = self._wanted or (self._template.code if self._template else "")
        self.templates.clear()
        for one in templates:
            self.templates.addItem(told.format(kind=words[one.kind], name=one.name), one)
        codes = [one.code for one in templates]
        unsaved = self._template is not None and self._changed()
        self.templates.setCurrentIndex(codes.index(wanted) if wanted in codes else 0)
        if not unsaved:
            self._show(self.templates.currentData())
        self._wanted = ""

    def _choose(self) -> None:
        if self._may_drop():
            self._show(self.templates.currentData())

    def _may_drop(self) -> bool:
        """Ask before what was written and not saved is left."""
        if self._template is None or not self._changed():
            return True
        question = _("“{name}” was changed and is not saved.").format(name=self._template.name)
        if dialogs.ask(self, question, _("Leave it unsaved")):
            return True
        codes = [self.templates.itemData(row).code for row in range(self.templates.count())]
        if self._template.code in codes:
            self.templates.setCurrentIndex(codes.index(self._template.code))
        return False

    def _show(self, template: LetterTemplate | None) -> None:
        self._template = template
        if template is None:
            return
        self._bodies = {"fr": template.french, "en": template.english}
        self.name.setText(template.name)
        self.coupon.setChecked(template.coupon)
        self.controls.offer(template.kind)
        self._show_text()
        actor = self._services.office.actor
        why = presenter.why_not(actor, Permission.LETTERS_EDIT)
        shipped = _("It is as the program brings it.") if template.shipped else ""
        for act, told in ((self.save, why), (self.copy, why), (self.restore, why or shipped)):
            act.setEnabled(not told)
            act.setToolTip(told)
            act.setAccessibleDescription(told)
        self.editor.setReadOnly(bool(why))

    def _show_text(self) -> None:
        self._shown_language = str(self.language.currentData())
        self.editor.show_body(read_body(self._bodies[self._shown_language]))
        self._pause.start()

    def _turn(self) -> None:
        """Show the text of the other language."""
        self._keep_text()
        self._show_text()

    def _keep_text(self) -> None:
        if self.editor.document().isModified():
            body = self.editor.body()
            self._bodies[self._shown_language] = write_body(body) if presenter.says(body) else ""

    def _written(self) -> LetterTemplate | None:
        """Return the template as it stands on the page."""
        if self._template is None:
            return None
        self._keep_text()
        return replace(
            self._template,
            name=self.name.text(),
            french=self._bodies["fr"],
            english=self._bodies["en"],
            coupon=self.coupon.isChecked(),
        )

    def _changed(self) -> bool:
        return self._written() != self._template

    def _save(self) -> None:
        template = self._written()
        if template is not None and self.save.isEnabled():
            self._services.jobs.write(SaveTemplate(template), self._saved, self._tell, owner=self)

    def _saved(self, template: LetterTemplate) -> None:
        self._wanted = template.code
        self._template = None
        told = _("“{name}” is saved.").format(name=template.name)
        self.bar.tell(told, "success")
        say(self, told)
        self.refresh()

    def _copy(self) -> None:
        """Begin a template of the association from this one, under another name."""
        template = self._written()
        if template is not None:
            name = _("{name} (copy)").format(name=template.name)
            new = replace(template, id=0, version=0, code="", name=name)
            self._services.jobs.write(SaveTemplate(new), self._saved, self._tell, owner=self)

    def _restore(self) -> None:
        if self._template is None:
            return
        question = _("Take “{name}” away? One that came with the program is as it came again.")
        if dialogs.ask(self, question.format(name=self._template.name), _("Give back")):
            command = RemoveTemplate(self._template)
            self._services.jobs.write(command, self._removed, self._tell, owner=self)

    def _removed(self, _done: None) -> None:
        self._wanted = self._template.code if self._template else ""
        self._template = None
        self.refresh()

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self._services.jobs.read(FindDonors(text, SHOWN), take, owner=self)

    def _see_with(self, donor: DonorLine) -> None:
        self._donor_id = donor.id
        self.donor.clear()
        self._preview()

    def _preview(self) -> None:
        template = self._written()
        if template is not None:
            query = ShowDraft(template, self._donor_id, self._shown_language)
            self._services.jobs.read(query, self._see, self._tell, owner=self)

    def _see(self, draft: Draft | None) -> None:
        if draft is None:
            self.shown.setText(_("There is no donor yet to show it with."))
            return
        self.shown.setText(_("As {name} would get it").format(name=draft.name))
        self.view.show_pages(draft.pages, draft.pictures)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
