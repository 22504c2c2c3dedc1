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
from app.usecases.donors.follow_up import (
    ArchiveDonor,
    AttachDocument,
    DueTask,
    DueTasks,
    FinishTask,
    ReadDocument,
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
from app.usecases.donors.timeline import Moment, ShowTimeline

__all__ = (
    "AddDetail",
    "ArchiveDonor",
    "AttachDocument",
    "CreateDonor",
    "DonorByNumber",
    "DonorIds",
    "DonorLines",
    "DonorSheet",
    "DueTask",
    "DueTasks",
    "EditDetail",
    "EditDonor",
    "FindDonors",
    "FinishTask",
    "ListTags",
    "Moment",
    "ReadDocument",
    "RemoveDetail",
    "ShowDonor",
    "ShowTimeline",
    "TaggedDonors",
)
