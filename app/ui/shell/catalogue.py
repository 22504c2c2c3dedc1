# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens there are, read from their packages: nobody keeps a list by hand."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import app.ui.screens
from app.ui.kit.screen import ScreenSpec


def screen_catalogue() -> Sequence[ScreenSpec]:
    """Return every screen's descriptor, in the order of the navigation."""
    found = []
    for module in iter_modules(app.ui.screens.__path__):
        room = import_module(f"app.ui.screens.{module.name}")
        spec = getattr(room, "SCREEN", None)
        if isinstance(spec, ScreenSpec):
            found.append(spec)
    return sorted(found, key=lambda spec: (spec.order, spec.id))
