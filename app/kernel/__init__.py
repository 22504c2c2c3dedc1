# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vocabulary every floor speaks: money, days, text, errors, commands. No business word."""
