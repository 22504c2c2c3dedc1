# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration notebook: kept step by step, compared, signed."""

from app.usecases.notebook.finishing import (
    FinishNotebook,
    NotebookReport,
    ReopenNotebook,
)
from app.usecases.notebook.keeping import (
    BeginNotebook,
    DropFigure,
    Shown,
    ShowNotebook,
    TickStep,
    TypeFigure,
)

__all__ = [
    "BeginNotebook",
    "DropFigure",
    "FinishNotebook",
    "NotebookReport",
    "ReopenNotebook",
    "ShowNotebook",
    "Shown",
    "TickStep",
    "TypeFigure",
]
