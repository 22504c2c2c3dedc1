# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors: what they show, what they come to, what is made of them."""

from app.usecases.lists.cells import cell, cell_text
from app.usecases.lists.making import ExportList, ListRows, ListSum
from app.usecases.lists.saving import ForgetList, ListNamed, SavedLists, SaveList

__all__ = (
    "ExportList",
    "ForgetList",
    "ListNamed",
    "ListRows",
    "ListSum",
    "SaveList",
    "SavedLists",
    "cell",
    "cell_text",
)
