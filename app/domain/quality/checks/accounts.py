# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cheque accounts that several donors were known by: a couple perhaps, or one donor twice."""

from app.domain.quality.findings import Check, Shared
from app.kernel.i18n import N_, _


def _told(_account: str, names: str) -> str:
    return _("one cheque account: {names}").format(names=names)


CHECK = Check(
    "account",
    N_("Several donors on one cheque account"),
    N_("A couple: keep as an exception. One donor twice: merge them on the page of duplicates."),
    lambda _today: Shared("account", lambda one: one.accounts, _told),
)
