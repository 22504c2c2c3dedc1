# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: requests, what is known of a person, erasing, and whose time has come."""

from app.usecases.privacy.due import Due, DueForErasure, Why
from app.usecases.privacy.erasing import (
    CopiesLeft,
    EraseDue,
    ErasePerson,
    ErasureView,
    PreviewErasure,
    PreviewErasures,
)
from app.usecases.privacy.exporting import ExportPerson, PersonExported
from app.usecases.privacy.requests import (
    AnswerRequest,
    ExtendRequest,
    ListRequests,
    RequestLine,
    WriteRequest,
)

__all__ = [
    "AnswerRequest",
    "CopiesLeft",
    "Due",
    "DueForErasure",
    "EraseDue",
    "ErasePerson",
    "ErasureView",
    "ExportPerson",
    "ExtendRequest",
    "ListRequests",
    "PersonExported",
    "PreviewErasure",
    "PreviewErasures",
    "RequestLine",
    "Why",
    "WriteRequest",
]
