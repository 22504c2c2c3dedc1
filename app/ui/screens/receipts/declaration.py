# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the yearly declaration: shown, copied, noted once they were declared."""

from PySide6.QtGui import QGuiApplication

from app.domain.receipts import Declared
from app.kernel.errors import OboleError
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.kit import papers
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, Pill, button, row, text_label
from app.ui.screens.receipts import presenter
from app.usecases.receipts.declaring import (
    Declaration,
    DeclaredList,
    DeclareReceipts,
    NoteDeclared,
)


class DeclarationCard(Card):
    """What the law makes the association declare for a year, and whether it was.

    Args:
        services: To read, to write, and to tell.
    """

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``show_year`` fills it."""
        super().__init__()
        self._services = services
        self._told: Declaration | None = None
        self.bar = Bar("error")
        self.figures = text_label(role="figure", wrap=True)
        self.law = text_label(role="muted", wrap=True)
        self.state = Pill()
        self.copy = button(_("&Copy the figures"), self._copy, icon_name="copy")
        self.noted = button(_("&Note as declared"), self._note, icon_name="check")
        self.listing = button(_("Save the &list declared…"), self._save)
        self.box.addWidget(self.bar)
        self.box.addWidget(self.figures)
        self.box.addWidget(self.law)
        self.box.addLayout(row(self.state, None))
        self.box.addLayout(row(self.copy, self.noted, self.listing, None))
        services.feed.watch(self, ("receipts",), lambda _changes: self._reload())

    def show_year(self, year: int) -> None:
        """Show the figures of a year."""
        self.bar.hide()
        query = DeclareReceipts(year)
        self._services.jobs.read(query, self._show, lambda _error: self.hide(), owner=self)

    def _reload(self) -> None:
        if self._told is not None:
            self.show_year(self._told.year)

    def _show(self, told: Declaration) -> None:
        self._told = told
        self.figures.setText(figures_text(told))
        self.law.setText(law_text(told))
        self.state.show_state(*state_of(told))
        self.noted.setEnabled(told.declared is None or told.changed)
        self.listing.setVisible(told.declared is not None)

    def _copy(self) -> None:
        if self._told is not None:
            figures = self._told.figures
            QGuiApplication.clipboard().setText(f"{figures.count}\t{format_amount(figures.cents)}")
            say(self, _("Copied."))

    def _note(self) -> None:
        if self._told is not None:
            command = NoteDeclared(self._told.year, self._told.figures)
            self._services.jobs.write(command, self._was_noted, self._refuse, owner=self)

    def _was_noted(self, made: Declared) -> None:
        self._services.toast.tell(_("Noted: {year} is declared").format(year=made.year))

    def _refuse(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)

    def _save(self) -> None:
        if self._told is not None:
            query = DeclaredList(self._told.year)
            self._services.jobs.read(query, self._write, owner=self)

    def _write(self, body: bytes) -> None:
        year = self._told.year if self._told else ""
        proposed = _("declared-receipts-{year}.csv").format(year=year)
        title, kinds = _("Save the list declared"), _("Text table (*.csv)")
        path = papers.save_file(self, body, title, proposed, kinds)
        if path is not None:
            self._services.toast.tell(_("Saved: {name}").format(name=path.name))


def figures_text(told: Declaration) -> str:
    """Return the two figures to declare."""
    text = ngettext(
        "{year}: {count} receipt · {total}",
        "{year}: {count} receipts · {total}",
        told.figures.count,
    )
    count = presenter.count_text(told.figures.count)
    return text.format(year=told.year, count=count, total=format_amount(told.figures.cents))


def law_text(told: Declaration) -> str:
    """Say what each figure counts, where to declare it and by when."""
    text = _(
        "Yearly declaration (tax code, article 222 bis): the receipts delivered from {first} to "
        "{last}, and the gifts received in those days that a receipt mentions, whenever it was "
        "delivered (receipts that mention them: {covering}). Declare both figures by {due}."
    )
    return text.format(
        first=format_day(told.first_on),
        last=format_day(told.last_on),
        covering=presenter.count_text(told.figures.covering),
        due=format_day(told.due_on),
    )


def state_of(told: Declaration) -> tuple[str, str]:
    """Return whether it was declared, in words, and the kind of pill."""
    declared = told.declared
    if declared is None:
        return _("not noted as declared"), "neutral"
    day, amount = format_day(declared.declared_on), format_amount(declared.cents)
    count = presenter.count_text(declared.count)
    if told.changed:
        text = _("declared on {day}: {count} · {amount}; it changed since")
        return text.format(day=day, count=count, amount=amount), "warning"
    text = _("declared on {day} by {name}")
    return text.format(day=day, name=declared.by), "success"
