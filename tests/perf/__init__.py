# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of speed, each a ratio against a baseline run in the same command."""
