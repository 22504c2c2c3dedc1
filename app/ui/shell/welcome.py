# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of who has no dossier open: make one, open one, or try with fictitious people."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.text import fold
from app.ui.instance import Instance
from app.ui.kit import dialogs
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField
from app.ui.kit.icons import application_icon
from app.ui.kit.widgets import Bar, Card, button, row, scrolling, text_label
from app.ui.shell.files import choose_dossier
from app.ui.shell.sign_in import SignInPage

if TYPE_CHECKING:
    from app.domain.users import User
    from app.ui.shell.window import MainWindow
    from app.usecases.office import Office

_SUFFIX = ".obole"
_HOME = "FR"


class Welcome(QWidget):
    """Three ways in, the recent dossiers under them, and the form of a new one."""

    def __init__(self, window: "MainWindow") -> None:
        """Build the page."""
        super().__init__()
        self._window = window
        self._pages = QStackedWidget()
        self._bar = Bar("error")
        self._busy = text_label("", "muted")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        column = QWidget()
        column.setMaximumWidth(760)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(24, 32, 24, 24)
        inner.setSpacing(16)
        inner.addLayout(self._head())
        inner.addWidget(self._bar)
        inner.addWidget(self._pages, 1)
        inner.addWidget(self._busy)
        middle = QWidget()
        centred = QHBoxLayout(middle)
        centred.addStretch(1)
        centred.addWidget(column, 8)
        centred.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(middle)
        whole.addWidget(self._area)
        self._pages.addWidget(self._ways())
        self._pages.addWidget(self._new_form())
        self._sign_in_to = ""
        self.sign_in = SignInPage()
        self.sign_in.chosen.connect(self._open_as)
        self.sign_in.left.connect(self._show_ways)
        self._pages.addWidget(self.sign_in)

    # ---- what the window tells the page

    def show_recent(self, locations: Sequence[str]) -> None:
        """List the dossiers opened lately, the last one first."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        if locations:
            self._recent.addWidget(text_label(_("Recent dossiers"), "label"))
        for location in locations:
            name = location if "://" in location else Path(location).stem
            made = button(name, _opener(self._window, location), role="quiet", icon_name="open")
            made.setToolTip(location)
            self._recent.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._pages.setCurrentIndex(0)
        self._focus_likely()

    def show_busy(self, text: str) -> None:
        """Tell what is under way, or nothing; no way in is offered meanwhile."""
        self._busy.setText(text)
        self._pages.setEnabled(not text)
        if text:
            self._bar.hide()

    def show_failure(self, error: OboleError) -> None:
        """Tell why a dossier was not opened."""
        if not self.sign_in.refuse(error):
            self._show_ways()
            self._bar.tell(error.message, "error")

    def ask_user(self, location: str, users: "Sequence[User]") -> None:
        """Ask who is keying, then open the dossier for them."""
        self._sign_in_to = location
        self._bar.hide()
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.ask(users, self._window.state.text("user"))

    def step_back(self) -> None:
        """Go one step back: from the passphrase, from the users, from the form."""
        if self._pages.currentWidget() is self.sign_in:
            self.sign_in.step_back()
        else:
            self._show_ways()

    def show_form(self) -> None:
        """Begin a new dossier."""
        self._bar.hide()
        self._form.fill({"name": "", "user": "", "file": ""})
        lanes, doors = self._window.lanes, self._window.doors
        lanes.call(lambda: doors().countries(), self._offer_countries, owner=self)
        self._pages.setCurrentIndex(1)
        self._form.field("name").setFocus()

    def _offer_countries(self, countries: "Mapping[str, str]") -> None:
        """Offer the countries whose receipts can be issued; the first is proposed, as before."""
        from app.domain.addresses import country_words  # noqa: PLC0415 - at first use

        named = {code: f"{country_words(code)} ({money})" for code, money in countries.items()}
        others = sorted((told, code) for code, told in named.items() if code != _HOME)
        self._country.offer(((named[_HOME], _HOME), *others))

    # ---- pieces

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(64, 64))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label("Obole", "title"))
        words.addWidget(
            text_label(_("Gifts, donors and tax receipts of your association."), "muted", wrap=True)
        )
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture)
        head.addLayout(words, 1)
        return head

    def _ways(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        ways = (
            (_("A new association"), _("Its name, and where the dossier is kept: one file."),
             _("Create my association"), self.show_form, "primary"),
            (_("A dossier there is already"), _("On this computer, a key or a shared folder."),
             _("Open a dossier…"), self._choose, ""),
            (_("Try first"), _("300 fictitious donors, five years of gifts."),
             _("Try with fictitious data"), self._try, ""),
        )  # fmt: skip
        for title, words, verb, call, role in ways:
            card = Card(horizontal=True)
            text = QVBoxLayout()
            text.setSpacing(2)
            text.addWidget(text_label(title, "heading"))
            text.addWidget(text_label(words, "muted", wrap=True))
            card.box.addLayout(text, 1)
            way = button(verb, call, role=role)
            if role:
                self._make = way
                way.setObjectName("makeFirst")
            card.box.addWidget(way)
            box.addWidget(card)
        box.addSpacing(8)
        box.addLayout(self._recent)
        box.addStretch()
        return page

    def _new_form(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self._form = Form()
        name, user, file = QLineEdit(), QLineEdit(), QLineEdit()
        self._form.add("name", _("Name of the association"), name)
        self._form.add("user", _("Your name"), user, 6, _("For the journal: who did what."))
        self._country = ChoiceField(((_("France"), _HOME),))
        told = _("Its law words the receipts; its currency is settled with the first gift.")
        self._form.add("country", _("Country and currency"), self._country, 6, told)
        self._form.add("file", _("File of the dossier"), file)
        file.setReadOnly(True)
        name.textEdited.connect(lambda text: file.setText(_proposed(text)))
        name.returnPressed.connect(user.setFocus)
        user.returnPressed.connect(self._create)
        card = Card()
        card.box.addWidget(text_label(_("A new association"), "heading"))
        card.box.addWidget(self._form)
        card.box.addLayout(row(button(_("Keep it elsewhere…"), self._choose_new), None))
        box.addWidget(card)
        back = button(_("Go back"), self._show_ways)
        box.addLayout(row(None, back, button(_("Create"), self._create, role="primary")))
        box.addStretch()
        return page

    # ---- acts

    def _open_as(self, name: str, passphrase: str) -> None:
        self._window.opening.open(self._sign_in_to, name, passphrase)

    def _show_ways(self) -> None:
        self._bar.hide()
        self._pages.setCurrentIndex(0)
        self._focus_likely()

    def _focus_likely(self) -> None:
        """Have Enter go on with the dossier opened last, or make the first one."""
        last = self._recent.itemAt(1)
        likely = last.widget() if last is not None else None
        (likely or self._make).setFocus()

    def _choose(self) -> None:
        choose_dossier(self._window)

    def _try(self) -> None:
        location = _proposed(_("obole trial"))
        if Path(location).exists():
            self._window.open_dossier(location)
            return
        instance = Instance(location)
        if instance.claim():
            told = _("Writing fictitious donors and gifts…")
            self._window.opening.take(lambda: self._make_trial(location), instance, location, told)

    def _make_trial(self, location: str) -> "Office":
        """Make the demonstration, on the reader lane."""
        from app.usecases.demo import FillDemo, demo_organisation  # noqa: PLC0415 - at first use

        office = self._window.doors().create(location, demo_organisation())
        office.do(FillDemo())
        return office

    def _choose_new(self) -> None:
        proposed = str(self._form.values()["file"] or _proposed(_("association")))
        kinds = _("Dossiers (*.obole)")
        path = dialogs.file_to_write(self, _("Where to keep the dossier"), proposed, kinds)
        if path:
            chosen = path if path.suffix == _SUFFIX else path.with_name(path.name + _SUFFIX)
            self._form.fill({"file": str(chosen)})

    def _create(self) -> None:
        values = self._form.values()
        if not values["name"]:
            message = _("Type the name of the association.")
            self._form.show_problems([Problem("name", "organisation.name", message)])
            return
        location = values["file"]
        instance = Instance(location)
        if not instance.claim():
            message = _("This dossier is open in another window.")
            self._form.show_problems([Problem("file", "dossier.open", message)])
            return
        from app.domain.organisation import Organisation  # noqa: PLC0415 - at first use

        organisation = Organisation(name=values["name"], receipt_country=values["country"])

        def work() -> "Office":
            return self._window.doors().create(location, organisation, user=values["user"])

        told = _("Creating {name}…").format(name=values["name"])
        self._window.opening.take(work, instance, location, told)


def _proposed(name: str) -> str:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    bare = fold(name).replace(" ", "-") or "association"
    return str(Path(folder) / f"{bare}{_SUFFIX}")


def _opener(window: "MainWindow", location: str) -> Callable[[], None]:
    return lambda: window.open_dossier(location)
