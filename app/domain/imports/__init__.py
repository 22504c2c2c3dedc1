# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's tables: finding heads, naming columns, mending values, telling what is wrong."""
