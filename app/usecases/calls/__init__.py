# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone calls: who calls, and what is said of them."""

from app.usecases.calls.answering import Caller, DonorCard, LogCall, ShowCard, WhoCalls

__all__ = ("Caller", "DonorCard", "LogCall", "ShowCard", "WhoCalls")
