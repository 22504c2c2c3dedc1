# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken files thrown at the readers of tables, for as long as one likes: ``make fuzz``."""
