# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on tax receipts, and what other verbs say of them."""

from app.cli.receipts.verbs import add_verbs, replaced_sentences, told_replaced

__all__ = ["add_verbs", "replaced_sentences", "told_replaced"]
