# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that leave the dossier as workbooks or text tables."""

from app.usecases.exports.donors import Solicitation
from app.usecases.exports.tables import Exported, ExportKind, ExportTable

__all__ = ("ExportKind", "ExportTable", "Exported", "Solicitation")
