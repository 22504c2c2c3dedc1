# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters to donors: templates, rules that choose them, whom to thank."""
