# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving another program: notebooks, their steps and the former figures."""

import sqlalchemy as sa

from app.domain.notebook import Step, Subject
from db.base import identity, metadata, one_of, refers, text, version

notebook = sa.Table(
    "notebook",
    metadata,
    identity(),
    version(),
    text("program"),
    sa.Column("begun_on", sa.Date, nullable=False),
    text("begun_by"),
    sa.Column("finished_on", sa.Date),
    text("finished_by"),
    text("report_sha256"),
    text("reason"),
)

notebook_step = sa.Table(
    "notebook_step",
    metadata,
    identity(),
    version(),
    refers("notebook_id", "notebook"),
    text("step"),
    sa.Column("done_on", sa.Date),
    text("done_by"),
    text("note"),
    sa.UniqueConstraint("notebook_id", "step", name="uq_notebook_step"),
    one_of("step", Step),
)

former_figure = sa.Table(
    "former_figure",
    metadata,
    identity(),
    version(),
    refers("notebook_id", "notebook"),
    text("subject"),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    text("reason"),
    text("by"),
    sa.UniqueConstraint("notebook_id", "subject", "year", name="uq_former_figure"),
    one_of("subject", Subject),
)
