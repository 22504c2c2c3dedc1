# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person asks the office to do or to tell: commands, queries, and their handlers."""
