# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server messages leave by: set, its password in the keyring, a message to oneself first."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.mail import Carried, Fate, MailAccount, Security
from app.domain.users import Permission
from app.kernel.errors import OboleError, Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, button, scrolling, text_label
from app.usecases.mail.account import (
    KeepMailAccount,
    KeepMailPassword,
    NoteMailTried,
    ShowMailAccount,
    TryMailAccount,
)


class AccountPane(QWidget):
    """The fields of the account, and the message to oneself."""

    def __init__(self, services: Services) -> None:
        """Lay out the fields; ``reload`` fills them."""
        super().__init__()
        self._services = services
        self._account = MailAccount()
        self.form = Form()
        self.host, self.port = QLineEdit(), QLineEdit()
        self.security = ChoiceField(
            ((_("TLS from the first byte"), Security.TLS), ("STARTTLS", Security.STARTTLS))
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.bar = Bar("info")
        self.save_button = button(_("&Save"), self.save, role="primary")
        self.try_button = button(_("Send a message to &myself"), self.send_to_oneself)
        self.try_button.setObjectName("tryMail")
        self._lay_out()
        self._forbid()

    def _lay_out(self) -> None:
        add = self.form.add
        add("host", _("Server, as the provider of your e-mail names it"), self.host, 6)
        add("port", _("Port"), self.port, 2)
        add("security", _("How the line is enciphered"), self.security, 4)
        add("user", _("Who signs in (empty: nobody)"), QLineEdit(), 6)
        hint = _("Kept in the keyring of this computer, never in the dossier.")
        add("password", _("Password"), self.password, 6, hint)
        add("sender", _("Messages come from"), QLineEdit(), 6)
        add("sender_name", _("Under the name"), QLineEdit(), 6)
        add("reply_to", _("Answers go to (empty: the same)"), QLineEdit(), 6)
        for name in self.form.names:
            self.form.field(name).setObjectName(f"mail_{name}")
        card = Card()
        told = _(
            "Receipts leave by the server of the association. Try it with a message to yourself."
        )
        card.box.addWidget(text_label(told, "muted", wrap=True))
        card.box.addWidget(self.bar)
        card.box.addWidget(self.form)
        card.box.addLayout(Flow(self.save_button, self.try_button))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 12, 0, 0)
        box.addWidget(card)
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def _forbid(self) -> None:
        if not self._services.office.actor.may(Permission.SETTINGS_EDIT):
            why = _("Your role does not let you change the settings: ask the administrator.")
            self.save_button.setEnabled(False)
            self.save_button.setToolTip(why)
            self.save_button.setAccessibleDescription(why)

    def reload(self) -> None:
        """Read the account again."""
        self._services.jobs.read(ShowMailAccount(), self._show, owner=self)

    def _show(self, account: MailAccount | None) -> None:
        self._account = account or MailAccount()
        self.form.fill(
            {
                "host": self._account.host,
                "port": str(self._account.port),
                "security": self._account.security,
                "user": self._account.user,
                "password": "",
                "sender": self._account.sender,
                "sender_name": self._account.sender_name,
                "reply_to": self._account.reply_to,
            }
        )
        self.try_button.setEnabled(bool(self._account.id))
        why = "" if self._account.id else _("Save the settings first.")
        self.try_button.setToolTip(why)
        self.try_button.setAccessibleDescription(why)
        if self._account.tested_at is not None:
            day = format_instant(self._account.tested_at)
            self.bar.tell(_("Tried with success on {day}.").format(day=day), "success")
        elif self._account.id:
            message = _("Send a message to yourself first: these settings were never tried.")
            self.bar.tell(message, "warning")
        else:
            self.bar.hide()

    def save(self) -> None:
        """Write the account; a password that was typed goes into the keyring."""
        try:
            account = self._typed()
        except Refused as refused:
            self._refuse(refused)
            return
        self._services.jobs.write(
            KeepMailAccount(account), lambda _kept: self._keep_password(), self._refuse, owner=self
        )

    def _typed(self) -> MailAccount:
        """Return what the fields hold.

        Raises:
            Refused: When the port is no number.
        """
        values = self.form.values()
        port = values["port"].strip()
        if not port.isdecimal():
            message = _("The port is a number, most often 465 or 587.")
            raise Refused("mail.port", message, "port")
        return replace(
            self._account,
            host=values["host"].strip(),
            port=int(port),
            security=Security(values["security"]),
            user=values["user"].strip(),
            sender=values["sender"].strip(),
            sender_name=values["sender_name"].strip(),
            reply_to=values["reply_to"].strip(),
        )

    def _keep_password(self) -> None:
        typed = self.password.text()
        if not typed:
            self._saved()
            return
        self._services.jobs.read(
            KeepMailPassword(typed), lambda _nothing: self._saved(), self._refuse, owner=self
        )

    def _saved(self) -> None:
        self._services.toast.tell(_("The server is saved."))
        self.reload()

    def send_to_oneself(self) -> None:
        """Send a message to oneself; the password typed is used, else that of the keyring."""
        self.try_button.setEnabled(False)
        self._services.jobs.read(
            TryMailAccount(self.password.text()), self._tried, self._refuse, owner=self
        )

    def _tried(self, carried: Carried) -> None:
        self.try_button.setEnabled(True)
        if carried.fate is not Fate.SENT:
            message = _("The server did not take the message: {answer}. Correct the settings.")
            self.bar.tell(message.format(answer=carried.answer), "error")
            return
        self._services.jobs.write(
            NoteMailTried(self._account), self._taken, self._refuse, owner=self
        )

    def _taken(self, account: MailAccount) -> None:
        self._show(account)
        self._services.toast.tell(_("The server took the message: look into your mailbox."))

    def _refuse(self, error: OboleError) -> None:
        self.try_button.setEnabled(bool(self._account.id))
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
