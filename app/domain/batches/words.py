# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds and states of batches as a person reads them."""

from app.domain.batches.values import BatchKind, BatchState
from app.kernel.i18n import _


def kind_word(kind: BatchKind) -> str:
    """Name the kind of a batch."""
    return {
        BatchKind.CHEQUES: _("Cheques"),
        BatchKind.CASH: _("Cash"),
        BatchKind.MIXED: _("Mixed"),
        BatchKind.TRANSFERS: _("Transfers"),
        BatchKind.OTHER: _("In kind, expenses, securities"),
        BatchKind.CORRECTION: _("Correction"),
        BatchKind.IMPORT: _("Import"),
    }[kind]


def batch_state_word(state: BatchState) -> str:
    """Name the state of a batch."""
    return {
        BatchState.DRAFT: _("Draft"),
        BatchState.POSTED: _("Posted"),
        BatchState.CANCELLED: _("Cancelled"),
    }[state]
