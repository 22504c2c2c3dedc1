# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: requests about it, and what erasing somebody does to every table."""

from db.repos.privacy.records import SqlPrivacyRepo

__all__ = ["SqlPrivacyRepo"]
