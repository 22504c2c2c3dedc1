# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: the same use cases as the window, for scripts and helpers."""
