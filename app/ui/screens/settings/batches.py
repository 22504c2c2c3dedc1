# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked before a batch is posted, and the models batches are opened with."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.batches import BatchRules, BatchTemplate, kind_word
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import N_, _
from app.ui.kit.binding import Form
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, scrolling, tab_path, text_label
from app.usecases.batches import (
    GetBatchRules,
    ListTemplates,
    RemoveTemplate,
    SaveBatchRules,
    SaveTemplate,
    WarnOfRules,
)

_ROWS_SHOWN = 5
_TEMPLATES: tuple[Column[BatchTemplate], ...] = (
    Column("name", N_("Model"), lambda one: one.name),
    Column("kind", N_("Kind"), lambda one: kind_word(one.kind), 14),
    Column("comment", N_("Comment"), lambda one: one.comment, 30, spare=1),
)


class BatchesPage(QWidget):
    """Three rules, off in a new dossier, and the models."""

    def __init__(self, services: Services) -> None:
        """Show the rules in force and the models."""
        super().__init__()
        self._services = services
        self._rules = BatchRules()
        self.form = Form()
        self._bar = Bar("error")
        self.warning = Bar("warning")
        self.save = button(_("Save"), self._save, role="primary")
        self.table: RowsTable[BatchTemplate] = RowsTable(_TEMPLATES, _("Models of batches"))
        self.table.setObjectName("templatesTable")
        self.remove = button(_("Remove the model"), self._remove)
        self._build()
        actor = services.office.actor
        self.save.setEnabled(actor.may(Permission.SETTINGS_EDIT))
        self._may_remove = actor.may(Permission.GIFTS_KEY)
        if not actor.may(Permission.SETTINGS_EDIT):
            self._bar.tell(_("Your role reads the settings and does not change them."), "info")
        tab_path(*self.form.fields, self.save, self.table, self.remove)
        self.form.edited.connect(self._warn)
        services.feed.watch(self, ("users",), lambda _changes: self._warn())
        services.feed.watch(self, ("batch_rules",), lambda _changes: self._load())
        services.feed.watch(self, ("batch_templates",), lambda _changes: self._list())
        self._load()
        self._list()

    def _build(self) -> None:
        add = self.form.add
        add(
            "difference_allowed",
            _("The treasurer may post a batch that does not agree"),
            QCheckBox(),
            help_=_("With a written reason, which stays in the list and on the report for ever."),
        )
        add(
            "two_persons",
            _("Who keyed a line of a batch does not post it"),
            QCheckBox(),
            help_=_("The batch then waits for another user; two at least must be able to post."),
        )
        add(
            "double_keying",
            _("Every amount is keyed a second time before posting"),
            QCheckBox(),
            help_=_("Amounts only, without seeing the first ones: six to eight minutes for 200."),
        )
        rules, models = Card(), Card()
        rules.box.addWidget(text_label(_("Before a batch is posted"), "heading"))
        rules.box.addWidget(self.form)
        models.box.addWidget(text_label(_("Models of batches"), "heading"))
        why = _("Named sets of defaults, saved and chosen when a batch is opened.")
        models.box.addWidget(text_label(why, "muted", wrap=True))
        self.table.setFixedHeight(theme_of().px(28) * _ROWS_SHOWN + theme_of().px(40))
        models.box.addWidget(self.table)
        models.box.addLayout(row(None, self.remove))
        inner = QWidget()
        inner.setMaximumWidth(theme_of().px(860))
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(12)
        box.addWidget(rules)
        box.addWidget(self.warning)
        box.addWidget(self._bar)
        box.addLayout(row(None, self.save))
        box.addWidget(models)
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def _load(self) -> None:
        self._services.jobs.read(GetBatchRules(), self._show, owner=self)

    def _show(self, rules: BatchRules) -> None:
        self._rules = rules
        self.form.fill({name: getattr(rules, name) for name in self.form.names})
        self._warn()

    def _warn(self) -> None:
        """Say what the rules ticked may lead to, before they are saved."""
        rules = replace(self._rules, **self.form.values())
        self._services.jobs.read(WarnOfRules(rules), self._show_warning, owner=self)

    def _show_warning(self, told: str) -> None:
        self.warning.tell(told, "warning")
        self.warning.setVisible(bool(told))

    def _save(self) -> None:
        self._bar.hide()
        command = SaveBatchRules(replace(self._rules, **self.form.values()))
        self._services.jobs.write(command, self._saved, self._failed, owner=self)

    def _saved(self, rules: BatchRules) -> None:
        self._show(rules)
        self._services.toast.tell(_("Saved."))

    def _failed(self, error: OboleError) -> None:
        if not self.form.show_refusal(error):
            self._bar.tell(error.message, "error")

    def _list(self) -> None:
        self._services.jobs.read(ListTemplates(), self._show_templates, owner=self)

    def _show_templates(self, templates: Sequence[BatchTemplate]) -> None:
        self.table.set_rows(templates)
        self.remove.setEnabled(bool(templates) and self._may_remove)
        if templates and self.table.current_row() < 0:
            self.table.selectRow(0)

    def _remove(self) -> None:
        template = self.table.current()
        if template is None:
            return

        def bring_back() -> None:
            again = replace(template, id=0, version=0)
            self._services.jobs.write(SaveTemplate(again), owner=self)

        def tell(_gone: object) -> None:
            told = _("Model “{name}” is removed.").format(name=template.name)
            self._services.toast.tell(told, bring_back)

        self._services.jobs.write(RemoveTemplate(template.id), tell, self._failed, owner=self)
