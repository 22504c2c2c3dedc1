# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a donor's sheet, and their names."""

from enum import StrEnum

from app.kernel.i18n import _


class ContactKind(StrEnum):
    """How a donor is reached."""

    PHONE = "phone"
    EMAIL = "email"


class ContactUse(StrEnum):
    """Where a telephone or an e-mail address reaches a donor."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    OTHER = "other"


class EventKind(StrEnum):
    """What happened with a donor, besides gifts and receipts."""

    NOTE = "note"
    VISIT = "visit"
    COMPLAINT = "complaint"
    CALL = "call"
    LETTER = "letter"
    EMAIL = "email"


def contact_words(kind: ContactKind, use: ContactUse) -> str:
    """Name a way to reach somebody: ``Telephone, at work``."""
    reached = {ContactKind.PHONE: _("Telephone"), ContactKind.EMAIL: _("E-mail")}[kind]
    return reached if use is ContactUse.OTHER else f"{reached}, {use_words()[use].lower()}"


def use_words() -> dict[ContactUse, str]:
    """Name where a telephone or an e-mail address reaches."""
    return {
        ContactUse.MOBILE: _("Mobile"),
        ContactUse.HOME: _("At home"),
        ContactUse.WORK: _("At work"),
        ContactUse.OTHER: _("Elsewhere"),
    }


def event_words() -> dict[EventKind, str]:
    """Name what happened."""
    return {
        EventKind.NOTE: _("Note"),
        EventKind.VISIT: _("Visit"),
        EventKind.COMPLAINT: _("Complaint"),
        EventKind.CALL: _("Telephone call"),
        EventKind.LETTER: _("Letter"),
        EventKind.EMAIL: _("E-mail"),
    }
