# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid: what is due, and the schedule that claims it."""

from app.domain.receipts.giftaid import AidClaim
from app.kernel.errors import OboleError
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.kit import dialogs
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.usecases.receipts.giftaid import AidDue, ClaimGiftAid, GiftAidDue, left_out


class GiftAidCard(Card):
    """What can be claimed today; hidden where Gift Aid is not known.

    Args:
        services: To read, to write, and to tell.
    """

    def __init__(self, services: Services) -> None:
        """Show nothing before it was read."""
        super().__init__()
        self._services = services
        self._due: AidDue | None = None
        self.bar = Bar("error")
        self.figures = text_label(role="figure", wrap=True)
        self.told = text_label(role="muted", wrap=True)
        self.write = button(_("Write the Gift Aid schedule…"), self._write, icon_name="save")
        self.box.addWidget(self.bar)
        self.box.addWidget(self.figures)
        self.box.addWidget(self.told)
        self.box.addLayout(row(self.write, None))
        self.hide()
        services.feed.watch(self, ("receipts", "gifts", "donors"), lambda _changes: self.load())
        self.load()

    def load(self) -> None:
        """Read what is due."""
        self._services.jobs.read(GiftAidDue(), self._show, lambda _error: self.hide(), owner=self)

    def _show(self, due: AidDue) -> None:
        self._due = due
        count = len(due.schedule.gifts)
        message = ngettext(
            "Gift Aid: {count} gift to claim · {amount}",
            "Gift Aid: {count} gifts to claim · {amount}",
            count,
        )
        amount = format_amount(due.schedule.cents)
        self.figures.setText(message.format(count=count, amount=amount))
        self.told.setText("\n".join([*left_out(due), *(_claimed(one) for one in due.claims[:3])]))
        self.told.setVisible(bool(self.told.text()))
        self.write.setEnabled(count > 0)
        self.bar.hide()
        self.show()

    def _write(self) -> None:
        if self._due is None:
            return
        title, kinds = _("Write the Gift Aid schedule"), "ODS, Excel, CSV (*.ods *.xlsx *.csv)"
        path = dialogs.file_to_write(self, title, "gift-aid.ods", kinds)
        if path is not None:
            command = ClaimGiftAid(path, self._due.schedule.cents, self._due.until)
            self._services.jobs.write(command, self._was_claimed, self._refuse, owner=self)

    def _was_claimed(self, claim: AidClaim) -> None:
        self._services.toast.tell(_claimed(claim))

    def _refuse(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _claimed(claim: AidClaim) -> str:
    message = _("Claimed on {day} by {name}: {amount}")
    amount = format_amount(claim.cents)
    return message.format(day=format_day(claim.made_on), name=claim.by, amount=amount)
