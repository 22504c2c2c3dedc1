# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an association asks before a batch is posted, and its named sets of defaults."""

from dataclasses import dataclass

from app.domain.batches.values import BatchKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRules:
    """How strict posting is.

    Attributes:
        difference_allowed: Whether the treasurer may post a batch that does not agree, with a
            reason that stays visible for ever.
        two_persons: Whether who keyed a line of a batch may not post it.
        double_keying: Whether every amount is keyed a second time, blind, before posting.
    """

    id: int = 0
    version: int = 0
    difference_allowed: bool = False
    two_persons: bool = False
    double_keying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTemplate:
    """A named set of defaults (*modèle*): "Christmas appeal", "Sunday collection".

    Attributes:
        fund_id, appeal_id, bank_account_id: None for the defaults of the dossier.
    """

    id: int = 0
    version: int = 0
    name: str
    kind: BatchKind = BatchKind.CHEQUES
    fund_id: int | None = None
    appeal_id: int | None = None
    bank_account_id: int | None = None
    comment: str = ""
