# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a donor's sheet, and their names."""

from enum import StrEnum

from app.kernel.i18n import _


class DonorKind(StrEnum):
    """What stands behind the name."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ReceiptWish(StrEnum):
    """How often the donor wants a tax receipt."""

    ANNUAL = "annual"
    PER_GIFT = "per_gift"
    NONE = "none"


class ReceiptChannel(StrEnum):
    """How the receipt reaches the donor."""

    PAPER = "paper"
    EMAIL = "email"


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


def kind_words() -> dict[DonorKind, str]:
    """Name the kinds of donors."""
    return {DonorKind.PERSON: _("Person"), DonorKind.ORGANISATION: _("Organisation")}


def wish_words() -> dict[ReceiptWish, str]:
    """Name how often a donor wants a tax receipt."""
    return {
        ReceiptWish.ANNUAL: _("Once a year"),
        ReceiptWish.PER_GIFT: _("For each gift"),
        ReceiptWish.NONE: _("No receipt"),
    }


def channel_words() -> dict[ReceiptChannel, str]:
    """Name how a receipt reaches a donor."""
    return {ReceiptChannel.PAPER: _("On paper"), ReceiptChannel.EMAIL: _("By e-mail")}
