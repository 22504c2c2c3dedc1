# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to ``resources/``: fonts, icons, tables, templates, catalogues."""

from importlib.resources import files
from pathlib import Path


def asset_path(*parts: str) -> Path:
    """Return the path of a shipped file, such as ``asset_path("fonts", "NotoSans-Bold.ttf")``."""
    return Path(str(files("resources"))).joinpath(*parts)
