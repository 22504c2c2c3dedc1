# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup beside the dossier: what each holds, and the act that changes one for the other."""

from collections.abc import Callable
from pathlib import Path

from app.kernel.i18n import N_, _
from app.ui.kit.lines import Column
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.backups import presenter
from app.usecases.backups import Comparison

Row = tuple[str, str, str, str]


class ComparisonCard(Card):
    """Hidden until there is something to compare.

    Args:
        put_back: Receives the backup the person wants back.
        leave: Called when she goes back.
    """

    def __init__(self, put_back: Callable[[Path], None], leave: Callable[[], None]) -> None:
        """Show nothing yet."""
        super().__init__()
        self._path = Path()
        self.title = text_label("", "heading", wrap=True)
        self.told = Bar("info")
        self.table: RowsTable[Row] = RowsTable(_columns(), _("The backup beside the dossier"))
        self.table.setMinimumHeight(theme_of().px(190))
        kept = _(
            "The dossier of today stays beside it, under another name: nothing is thrown away."
        )
        self.act = button(_("&Put this one back"), lambda: put_back(self._path), role="danger")
        self.leave = button(_("&Leave it as it is"), leave)
        self.box.addWidget(self.title)
        self.box.addWidget(self.told)
        self.box.addWidget(self.table)
        self.box.addWidget(text_label(kept, "muted", wrap=True))
        self.box.addLayout(row(None, self.leave, self.act))
        self.hide()

    def show_comparison(self, compared: Comparison) -> None:
        """Show a backup that was just re-read; the default is to go back."""
        self._path = compared.path
        self.title.setText(_("Backup {name}").format(name=compared.path.name))
        self.told.tell(*presenter.comparison_words(compared))
        self.table.set_rows(presenter.comparison_rows(compared))
        self.act.setVisible(presenter.may_put_back(compared))
        self.show()
        self.leave.setFocus()


def _columns() -> tuple[Column[Row], ...]:
    titles = (N_("What"), N_("In the backup"), N_("In the dossier"), N_("Since"))
    widths = (0, 22, 22, 14)
    return tuple(
        Column(str(place), title, _cell(place), widths[place], right=place > 0)
        for place, title in enumerate(titles)
    )


def _cell(place: int) -> Callable[[Row], str]:
    return lambda cells: cells[place]
