# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""« Qui saisit ? »: one tile for each user of the dossier, the passphrase only of who has one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.users import User, role_words
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.shortcuts import digit_of
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import GAP, Card, bring_into_view, button, row, text_label

_TILE_WIDTH = 300
"""What a name of forty letters and its digit need, at 100 %."""
_MOST_COLUMNS = 2


class SignInPage(QWidget):
    """The choice of who keys: digits, arrows and Enter."""

    chosen = Signal(str, str)
    """Carries the name and the passphrase, empty when the user has none."""
    left = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``ask`` puts the users on it."""
        super().__init__()
        self._users: Sequence[User] = ()
        self._tiles: list[QPushButton] = []
        self._name = ""
        self._columns = 1
        self._board = QWidget()
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.asked = text_label("", "heading", wrap=True)
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._open)
        self.form = Form()
        self.form.add("passphrase", _("Passphrase"), self.passphrase)
        self.back = button(_("Go back"), self.step_back)
        self.act = button(_("Open"), self._open, role="primary")
        self._lock = Card()
        for part in (self.asked, self.form):
            self._lock.box.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(text_label(_("Who is keying?"), "title"))
        hint = _("Press the digit of your name, or choose it with the arrows and Enter.")
        self._hint = text_label(hint, "muted", wrap=True)
        box.addWidget(self._hint)
        box.addWidget(self._board)
        box.addWidget(self._lock)
        box.addLayout(row(None, self.back, self.act))
        box.addStretch()
        theme_of().changed.connect(self._place)

    def ask(self, users: Sequence[User], likely: str = "") -> None:
        """Show a tile for each user, the focus on the likely one or on the first.

        Args:
            users: At least one.
            likely: Who keyed last on this workstation.
        """
        self._users = users
        for tile in self._tiles:
            tile.deleteLater()
        self._tiles = [self._tile(place, user) for place, user in enumerate(users, 1)]
        self._place()
        self._show_tiles()
        if len(users) == 1 and users[0].passphrase_hash:
            self._choose(users[0])
        else:
            self._focus(likely)

    def refuse(self, error: OboleError) -> bool:
        """Tell what is wrong with the passphrase; False when the refusal is not about it."""
        if self._lock.isHidden() or not self.form.show_refusal(error):
            return False
        self.passphrase.selectAll()
        return True

    def step_back(self) -> None:
        """From the passphrase to the tiles, from the tiles to the welcome page."""
        if self._lock.isHidden():
            self.left.emit()
            return
        self._show_tiles()
        self._focus(self._name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles in as many columns as have their room."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let digits choose a tile and arrows walk among them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = next((p for p, tile in enumerate(self._tiles) if tile is watched), -1)
            if place >= 0 and self._key(place, event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, place: int, event: QKeyEvent) -> bool:
        steps: dict[int, int] = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        step = steps.get(event.key())
        if step is not None:
            wanted = place + step
            if 0 <= wanted < len(self._tiles):
                self._tiles[wanted].setFocus()
                bring_into_view(self._tiles[wanted])
            return True
        digit = digit_of(event.text())
        if 1 <= digit <= len(self._tiles):
            self._tiles[digit - 1].click()
            return True
        return False

    def _tile(self, place: int, user: User) -> QPushButton:
        number = f"{place}   " if place <= len("123456789") else ""
        words = f"{number}{user.name}\n{role_words(user.role)}"
        tile = button(words.replace("&", "&&"), self._chooser(user), role="choice")
        tile.setAccessibleName(f"{user.name}, {role_words(user.role)}")
        tile.setObjectName(f"user{place}")
        tile.installEventFilter(self)
        return tile

    def _chooser(self, user: User) -> Callable[[], None]:
        return lambda: self._choose(user)

    def _choose(self, user: User) -> None:
        self._name = user.name
        if not user.passphrase_hash:
            self.chosen.emit(user.name, "")
            return
        self.asked.setText(_("{name}, type your passphrase.").format(name=user.name))
        self.form.fill({"passphrase": ""})
        self._show_tiles(shown=False)
        self.passphrase.setFocus()

    def _focus(self, name: str) -> None:
        """Put the focus on somebody's tile, or on the first."""
        names = [user.name for user in self._users]
        self._tiles[names.index(name) if name in names else 0].setFocus()

    def _open(self) -> None:
        self.chosen.emit(self._name, self.passphrase.text().strip())

    def _show_tiles(self, *, shown: bool = True) -> None:
        for part in (self._board, self._hint):
            part.setVisible(shown)
        for part in (self._lock, self.act):
            part.setVisible(not shown)

    def _place(self) -> None:
        room = self.width() // theme_of().px(_TILE_WIDTH)
        self._columns = min(max(room, 1), _MOST_COLUMNS)
        for place, tile in enumerate(self._tiles):
            tile.setMinimumHeight(2 * tile.fontMetrics().lineSpacing() + theme_of().px(20))
            self._grid.addWidget(tile, place // self._columns, place % self._columns)
            tile.show()  # at once: what is not shown yet cannot take the focus
