# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window itself can do, as lines of the menu bar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.kernel.i18n import N_, _
from app.kernel.version import VERSION
from app.ui.kit import dialogs
from app.ui.kit.theme import theme_of
from app.ui.shell.files import choose_dossier
from app.ui.shell.menus import Act

if TYPE_CHECKING:
    from app.domain.users import User
    from app.ui.shell.window import MainWindow


def window_acts(window: "MainWindow") -> Sequence[Act]:
    """Return the lines of a window."""
    theme = theme_of()
    return (
        Act("file"),
        Act("file", N_("Ne&w dossier…"), "Ctrl+Shift+N", lambda: begin_new(window)),
        Act("file", N_("&Open a dossier…"), "Ctrl+O", lambda: choose_dossier(window)),
        Act("file", N_("Change &user…"), "", lambda: change_user(window), on_dossier=True),
        Act("file", N_("C&lose the dossier"), "", window.close_dossier, on_dossier=True),
        Act("file", N_("&Quit"), "Ctrl+Q", window.close),
        Act("edit", N_("&Who is it?"), "Ctrl+K", window.ask_who, on_dossier=True),
        Act("go"),
        Act("go", N_("Previous &page"), "Alt+Left", lambda: go_back(window), on_dossier=True),
        Act("tools", N_("&Larger text"), "Ctrl+=", theme.larger),
        Act("tools", N_("&Smaller text"), "Ctrl+-", theme.smaller),
        Act("help", N_("Ma&nual"), "F1", lambda: show_manual(window)),
        Act("help", N_("&Keys"), "", lambda: show_keys(window)),
        Act("help", N_("&About Obole"), "", lambda: show_about(window)),
    )


def begin_new(window: "MainWindow") -> None:
    """Come back to the welcome page, at the form of a new dossier."""
    window.close_dossier()
    if window.session is None:
        window.welcome.show_form()


def change_user(window: "MainWindow") -> None:
    """Close the dossier and ask who is keying from here on."""
    from app.usecases.users import ListUsers  # noqa: PLC0415 - not before the first paint

    def ask(users: "Sequence[User]") -> None:
        window.close_dossier()
        if window.session is None:
            window.welcome.ask_user(location, [user for user in users if user.active])

    if window.session:
        location = window.session.office.location
        window.session.services.jobs.read(ListUsers(), ask, owner=window)


def go_back(window: "MainWindow") -> None:
    """Show the screen before."""
    if window.session:
        window.session.back()


def show_manual(window: "MainWindow") -> None:
    """Open the manual on the page of the screen one is on."""
    from app.ui.shell.manual import Manual  # noqa: PLC0415 - not before the first paint

    Manual(window, window.session.current if window.session else "").open()


def show_keys(window: "MainWindow") -> None:
    """List the shortcuts."""
    lines = [f"{keys}\t{what}" for what, keys in window.menus.shortcuts()]
    dialogs.tell(window, _("Keys"), "\n".join(lines))


def show_about(window: "MainWindow") -> None:
    """Tell the version, the licence, and where the tables come from."""
    licence = _("Free software under the GNU GPL, version 3 or later. Your data stay here.")
    towns = _(
        "Postal codes and towns: INSEE, Code officiel géographique, and La Poste, Base officielle"
        " des codes postaux, edition of 2026, Licence Ouverte 2.0."
    )
    countries = _(
        "Countries: order of addresses from libaddressinput, CC BY 4.0; "
        "names from the Unicode CLDR."
    )
    dialogs.tell(window, f"Obole {VERSION}", f"{licence}\n\n{towns}\n\n{countries}")
