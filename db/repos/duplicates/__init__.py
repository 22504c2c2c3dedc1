# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors that are one: compared, told apart, merged, and two again."""

from db.repos.duplicates.repo import SqlDuplicateRepo

__all__ = ["SqlDuplicateRepo"]
