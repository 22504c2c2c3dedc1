# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors: what they show, what they come to, what is made of them."""

from app.usecases.lists.cells import cell, cell_text
from app.usecases.lists.making import ExportList, ListRows, ListSum

__all__ = ("ExportList", "ListRows", "ListSum", "cell", "cell_text")
