# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: who they are, and what stands on their sheet besides."""

from app.domain.donors.details import (
    Contact,
    DatedAddress,
    Detail,
    Details,
    DonorDocument,
    DonorEvent,
    DonorTask,
    ExternalNumber,
    Tag,
    check_detail,
    mailing_address,
)
from app.domain.donors.kinds import (
    ContactKind,
    ContactUse,
    DonorKind,
    EventKind,
    ReceiptChannel,
    ReceiptWish,
    channel_words,
    contact_words,
    event_words,
    kind_words,
    use_words,
    wish_words,
)
from app.domain.donors.letters import LANGUAGES, USUAL_TITLES, proposed_salutation, salutation_of
from app.domain.donors.phones import phone_use, phone_words, read_phone
from app.domain.donors.telling import Told, days_words, told
from app.domain.donors.values import (
    FIRST_NUMBER,
    Donor,
    check_donor,
    looks_like_email,
    number_text,
    read_number,
)

__all__ = (
    "FIRST_NUMBER",
    "LANGUAGES",
    "USUAL_TITLES",
    "Contact",
    "ContactKind",
    "ContactUse",
    "DatedAddress",
    "Detail",
    "Details",
    "Donor",
    "DonorDocument",
    "DonorEvent",
    "DonorKind",
    "DonorTask",
    "EventKind",
    "ExternalNumber",
    "ReceiptChannel",
    "ReceiptWish",
    "Tag",
    "Told",
    "channel_words",
    "check_detail",
    "check_donor",
    "contact_words",
    "days_words",
    "event_words",
    "kind_words",
    "looks_like_email",
    "mailing_address",
    "number_text",
    "phone_use",
    "phone_words",
    "proposed_salutation",
    "read_number",
    "read_phone",
    "salutation_of",
    "told",
    "use_words",
    "wish_words",
)
