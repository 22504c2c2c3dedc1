# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: finding them, reading their sheet, writing it."""

from app.usecases.donors.details import (
    AddDetail,
    EditDetail,
    ListTags,
    RemoveDetail,
    TaggedDonors,
)
from app.usecases.donors.records import (
    CreateDonor,
    DonorByNumber,
    DonorIds,
    DonorLines,
    DonorSheet,
    EditDonor,
    FindDonors,
    ShowDonor,
)

__all__ = (
    "AddDetail",
    "CreateDonor",
    "DonorByNumber",
    "DonorIds",
    "DonorLines",
    "DonorSheet",
    "EditDetail",
    "EditDonor",
    "FindDonors",
    "ListTags",
    "RemoveDetail",
    "ShowDonor",
    "TaggedDonors",
)
