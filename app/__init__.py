# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Obole: the desktop program with which a small association runs its donors and gifts."""
