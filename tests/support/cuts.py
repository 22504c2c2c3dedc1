# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the power is cut: a few times in every run, hundreds before a release."""

import os

KILLS = int(os.environ.get("OBOLE_KILLS", "6"))
"""Raised by the variable of that name: ``OBOLE_KILLS=200`` takes minutes for each room."""
