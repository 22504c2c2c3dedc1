# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Acceptance under a real window system: real keys, a real process, a French keyboard."""
