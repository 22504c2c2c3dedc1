# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors, and what stands on their sheets besides the record."""

from db.repos.donors.details import SqlDetailRepo
from db.repos.donors.records import SqlDonorRepo

__all__ = ["SqlDetailRepo", "SqlDonorRepo"]
