# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends whole lines to the writer lane, and tells what became of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.gifts import Gift, Payment
from app.kernel.errors import OboleError
from app.ui.kit.screen import Services
from app.ui.screens.batches.ledger import Ledger, command_for
from app.usecases.ports.people import DonorLine


class LineSaver(QObject):
    """One line after the other, while the next is being keyed.

    Args:
        services: For the writer lane.
        owner: The page; nobody is told once it is gone.
    """

    changed = Signal()
    """The lines to show changed."""
    saved = Signal(object)
    """A line is on the disk: its ``GiftLine``."""
    refused = Signal(object, object, object)
    """A line was not saved: its ``Payment``, its ``DonorLine`` or None, the ``OboleError``."""

    def __init__(self, services: Services, owner: QObject) -> None:
        """Send nothing yet."""
        super().__init__(owner)
        self._services = services
        self._ledger: Ledger | None = None
        self._waiting: list[Callable[[], None]] = []

    def follow(self, ledger: Ledger) -> None:
        """Show the lines in this ledger from here on."""
        self._ledger = ledger
        self._waiting.clear()

    def send(self, payment: Payment, donor: DonorLine | None) -> None:
        """Save a line; it shows at once."""
        ledger = self._ledger
        if ledger is None:
            return
        gift = payment.gift
        token = ledger.send(gift, donor)
        self.changed.emit()
        command = command_for(payment)

        def arrived(on_disk: Gift) -> None:
            ledger.arrived(token, on_disk)
            self.changed.emit()
            line = ledger.line(on_disk.id)
            if line is not None:
                self.saved.emit(line)
            self._settle()

        def lost(error: OboleError) -> None:
            ledger.lost(token)
            self.changed.emit()
            self.refused.emit(payment, donor, error)
            self._settle()

        self._services.jobs.write(command, arrived, lost, owner=self)

    def after(self, act: Callable[[], None]) -> None:
        """Do something once every line is on the disk or refused."""
        self._waiting.append(act)
        self._settle()

    def _settle(self) -> None:
        if self._ledger is not None and self._ledger.settled:
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                act()
