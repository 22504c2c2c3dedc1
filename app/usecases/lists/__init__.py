# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors: what they show, what they come to, what is made of them."""

from app.usecases.lists.cells import cell, cell_text
from app.usecases.lists.making import ExportList, ListRows, ListSum
from app.usecases.lists.marking import AddTags, AddTasks, DropTasks, TakeTag
from app.usecases.lists.printing import (
    Labelled,
    PrintLabels,
    PrintList,
    Unreached,
    unreached_words,
)
from app.usecases.lists.saving import ForgetList, ListNamed, SavedLists, SaveList

__all__ = (
    "AddTags",
    "AddTasks",
    "DropTasks",
    "ExportList",
    "ForgetList",
    "Labelled",
    "ListNamed",
    "ListRows",
    "ListSum",
    "PrintLabels",
    "PrintList",
    "SaveList",
    "SavedLists",
    "TakeTag",
    "Unreached",
    "cell",
    "cell_text",
    "unreached_words",
)
