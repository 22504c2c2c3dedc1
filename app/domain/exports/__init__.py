# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the dossier: tables for spreadsheets, entries for an accountant."""

from app.domain.exports.columns import (
    CellKind,
    Column,
    Conventions,
    Formula,
    harmless,
    totals_of,
)

__all__ = ("CellKind", "Column", "Conventions", "Formula", "harmless", "totals_of")
