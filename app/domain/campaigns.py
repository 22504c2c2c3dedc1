# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaigns and the appeals that make them: what a gift answers to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A season of fund-raising, made of appeals."""

    id: int = 0
    version: int = 0
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One mailing or event that asks for gifts (*appel*)."""

    id: int = 0
    version: int = 0
    campaign_id: int | None = None
    code: str
    name: str
    sent_on: date | None = None
    active: bool = True
