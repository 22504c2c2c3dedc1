# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trail: proved here; told act by act in ``recent``, taken back in ``putting_back``."""

from app.usecases.audit.verifying import LastActs, Verdict, VerifyAudit

__all__ = ("LastActs", "Verdict", "VerifyAudit")
