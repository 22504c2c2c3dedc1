# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that leave the dossier as workbooks or text tables, and the accountant's package."""

from app.domain.exports.models import ExportKind, ExportModel
from app.usecases.exports.accountant import (
    ExportAccountant,
    Packed,
    packed_sentence,
    provisional_sentence,
)
from app.usecases.exports.controls import Control
from app.usecases.exports.donors import Solicitation, donor_rows
from app.usecases.exports.models import ExportModels, ForgetModel, SaveModel
from app.usecases.exports.tables import Exported, ExportTable, ListColumns, chosen_columns
from app.usecases.exports.whole import ExportWhole, WholeForm, WholeOut, whole_sentence

__all__ = (
    "Control",
    "ExportAccountant",
    "ExportKind",
    "ExportModel",
    "ExportModels",
    "ExportTable",
    "ExportWhole",
    "Exported",
    "ForgetModel",
    "ListColumns",
    "Packed",
    "SaveModel",
    "Solicitation",
    "WholeForm",
    "WholeOut",
    "chosen_columns",
    "donor_rows",
    "packed_sentence",
    "provisional_sentence",
    "whole_sentence",
)
