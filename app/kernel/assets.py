# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to ``resources/``: fonts, icons, tables, templates, catalogues."""

from pathlib import Path

import resources

_FOLDER = Path(next(iter(resources.__path__)))
"""``importlib.resources`` would say the same, and cost the first window five milliseconds."""


def asset_path(*parts: str) -> Path:
    """Return the path of a shipped file, such as ``asset_path("fonts", "NotoSans-Bold.ttf")``."""
    return _FOLDER.joinpath(*parts)
