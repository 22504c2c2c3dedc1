# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate copies that leave are sealed with."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.receipts.seal import Certificate, Seal, SealState
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.files import read_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, Pill, button, row, scrolling, text_label
from app.usecases.receipts.sealing import (
    InstallSeal,
    KeepSealPassword,
    RemoveSeal,
    ShowSeal,
)


class SealPage(QWidget):
    """Installs a certificate, keeps its password on this computer, removes it."""

    def __init__(self, services: Services) -> None:
        """Build the page and read what is installed."""
        super().__init__()
        self._services = services
        self._seal: Seal | None = None
        self.form = Form()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setObjectName("sealPassword")
        self.form.add(
            "password",
            _("Password of the certificate"),
            self.password,
            6,
            _("Kept in the keyring of this computer, never in the dossier."),
        )
        self.state = Pill()
        self.told = text_label(role="muted", wrap=True)
        self.bar = Bar("error")
        self.choose = button(_("Choose a certificate…"), self._choose, role="primary")
        self.keep = button(_("Keep the password here"), self._keep)
        self.remove = button(_("Remove"), self._remove)
        self._lay_out()
        self._forbid()
        services.feed.watch(self, ("organisation",), lambda _changes: self._load())
        self._load()

    def _lay_out(self) -> None:
        why = _(
            "Receipts that leave by e-mail or in a folder can bear the seal of the association: "
            "readers of PDF files then tell who issued them, and that nothing was changed. It "
            "takes a certificate with its key (.p12 or .pfx) from a trust service. What the "
            "dossier keeps stays as it was issued."
        )
        card = Card()
        card.box.addWidget(text_label(_("Seal"), "heading"))
        card.box.addWidget(text_label(why, "muted", wrap=True))
        card.box.addLayout(row(self.state, None))
        card.box.addWidget(self.told)
        card.box.addWidget(self.form)
        card.box.addWidget(self.bar)
        card.box.addLayout(Flow(self.choose, self.keep, self.remove))
        inner = QWidget()
        inner.setMaximumWidth(theme_of().px(860))
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 12, 0)
        box.addWidget(card)
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def _forbid(self) -> None:
        if not self._services.office.actor.may(Permission.SETTINGS_EDIT):
            why = _("Your role reads the settings and does not change them.")
            for one in (self.choose, self.keep, self.remove):
                one.setEnabled(False)
                one.setToolTip(why)
                one.setAccessibleDescription(why)

    def _load(self) -> None:
        self._services.jobs.read(ShowSeal(), self._show, owner=self)

    def _show(self, seal: Seal | None) -> None:
        self._seal = seal
        self.state.show_state(*self._state(seal))
        self.told.setText(told_of(seal) if seal else "")
        self.told.setVisible(seal is not None)
        for one in (self.keep, self.remove):
            one.setVisible(seal is not None)

    def _state(self, seal: Seal | None) -> tuple[str, str]:
        if seal is None:
            return _("copies leave unsealed"), "neutral"
        state = seal.state(self._services.office.clock.today())
        if state is SealState.GOOD:
            return _("copies leave sealed"), "success"
        if state is SealState.ENDS_SOON:
            return _("ends on {day}").format(day=format_day(seal.last_on)), "warning"
        return _("the certificate does not hold today"), "error"

    def _choose(self) -> None:
        kinds = _("Certificates (*.p12 *.pfx)")
        path = dialogs.file_to_open(self, _("Choose a certificate"), kinds)
        if path is None:
            return
        try:
            bundle = read_whole(path)
        except OboleError as error:
            self._refuse(error)
            return
        query = KeepSealPassword(self.password.text(), bundle)
        self._services.jobs.read(
            query, lambda found: self._install(bundle, found), self._refuse, owner=self
        )

    def _install(self, bundle: bytes, found: Certificate) -> None:
        self._services.jobs.write(
            InstallSeal(bundle, found), self._installed, self._refuse, owner=self
        )

    def _installed(self, seal: Seal) -> None:
        self._clear()
        self._services.toast.tell(_("Copies leave sealed by {name}").format(name=seal.subject))

    def _keep(self) -> None:
        query = KeepSealPassword(self.password.text())
        self._services.jobs.read(query, self._kept, self._refuse, owner=self)

    def _kept(self, _found: Certificate) -> None:
        self._clear()
        self._services.toast.tell(_("This computer knows the password"))

    def _remove(self) -> None:
        self._services.jobs.write(
            RemoveSeal(), lambda _nothing: self._removed(), self._refuse, owner=self
        )

    def _removed(self) -> None:
        self._clear()
        self._services.toast.tell(_("Copies leave unsealed from now on"))

    def _clear(self) -> None:
        self.password.clear()
        self.bar.hide()

    def _refuse(self, error: OboleError) -> None:
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def told_of(seal: Seal) -> str:
    """Say whose certificate it is, who vouches for it and when it holds."""
    if seal.vouched:
        text = _("{name}, vouched for by {issuer}, from {first} to {last}")
    else:
        text = _("{name}, vouched for by nobody: readers will say so. From {first} to {last}")
    return text.format(
        name=seal.subject,
        issuer=seal.issuer,
        first=format_day(seal.first_on),
        last=format_day(seal.last_on),
    )
