# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal addresses: their parts, their lines on an envelope, and letters that came back."""

from app.domain.addresses.abroad import countries, country_code, country_words
from app.domain.addresses.communes import agrees, codes_of, nearest_town, town_key, towns_of
from app.domain.addresses.norm import LINE_LENGTH, fitted, tidy_street
from app.domain.addresses.postal import Address, envelope_lines, postal_lines
from app.domain.addresses.returned import (
    DESK_REASONS,
    ReturnedLetter,
    ReturnReason,
    closing,
    reason_words,
    same_place,
)

__all__ = (
    "DESK_REASONS",
    "LINE_LENGTH",
    "Address",
    "ReturnReason",
    "ReturnedLetter",
    "agrees",
    "closing",
    "codes_of",
    "countries",
    "country_code",
    "country_words",
    "envelope_lines",
    "fitted",
    "nearest_town",
    "postal_lines",
    "reason_words",
    "same_place",
    "tidy_street",
    "town_key",
    "towns_of",
)
