# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables brought in, in a terminal."""

from app.cli.imports.verbs import add_verbs

__all__ = ["add_verbs"]
