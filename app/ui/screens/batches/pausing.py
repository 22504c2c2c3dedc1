# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pile put aside: where it stopped is said, and printed on a slip left in it."""

from PySide6.QtWidgets import QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Services
from app.ui.screens.batches.presenter import pause_text
from app.usecases.batches import PauseMarker
from app.usecases.ports.desk import GiftLine


def tell_pause(services: Services, owner: QWidget, last: GiftLine | None) -> None:
    """Say where the pile stopped, and offer to print it; nothing where no line was keyed."""
    if last is not None:
        batch_id = last.batch_id
        services.toast.tell(
            pause_text(last),
            lambda: print_marker(services, owner, batch_id),
            _("Print the slip"),
        )


def print_marker(services: Services, owner: QWidget, batch_id: int) -> None:
    """Print the slip; a pile without a line has none."""

    def refused(error: OboleError) -> None:
        services.toast.tell(error.message)

    name = _("pause-slip-{batch}").format(batch=batch_id)
    services.jobs.read(
        PauseMarker(batch_id),
        lambda body: print_paper(services, owner, Paper(body, name, "lists")),
        refused,
        owner=owner,
    )
