# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the batch being keyed, so that no other window writes in it meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.batches import LEASE_RENEWED, Lease
from app.kernel.errors import OboleError, Refused
from app.ui.kit.screen import Services
from app.usecases.batches import KeepBatch, LeaveBatch, TakeBatch, TakeOverBatch


class BatchHolder(QObject):
    """At most one batch, renewed again and again until it is left."""

    lost = Signal(object)
    """Somebody took the batch over, or it is no draft any more: the ``OboleError``."""

    def __init__(self, services: Services, owner: QObject) -> None:
        """Hold nothing yet."""
        super().__init__(owner)
        self._services = services
        self._batch_id = 0
        self._timer = QTimer(self)
        self._timer.setInterval(int(LEASE_RENEWED.total_seconds() * 1000))
        self._timer.timeout.connect(self.renew)

    def take(
        self,
        batch_id: int,
        then: Callable[[], None],
        refused: Callable[[OboleError], None],
        *,
        over: bool = False,
    ) -> None:
        """Take a batch, even from somebody who has it open; the one held before is left."""
        if batch_id != self._batch_id:
            self.leave()

        def taken(_lease: Lease) -> None:
            self._batch_id = batch_id
            self._timer.start()
            then()

        command = TakeOverBatch(batch_id) if over else TakeBatch(batch_id)
        self._services.jobs.write(command, taken, refused, owner=self)

    def leave(self) -> None:
        """Put the batch aside."""
        self._timer.stop()
        if self._batch_id:
            # Nothing to tell where it fails: a lease that nobody renews lapses by itself.
            self._services.jobs.write(
                LeaveBatch(self._batch_id), None, lambda _error: None, owner=self
            )
            self._batch_id = 0

    def renew(self) -> None:
        """Say that this window still keys in the batch."""

        def tell(error: OboleError) -> None:
            if isinstance(error, Refused):  # a disk or a server that is away may come back
                self._timer.stop()
                self._batch_id = 0
                self.lost.emit(error)

        if self._batch_id:
            self._services.jobs.write(KeepBatch(self._batch_id), None, tell, owner=self)
