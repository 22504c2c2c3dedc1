# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models of lists that leave."""

from app.domain.exports.models import ExportKind, ExportModel
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.exports import export_model


class SqlExportModelRepo(Repo[ExportModel]):
    """Models of lists that leave."""

    mapper = Mapper(ExportModel, export_model, derived=("folded",))
    room = "exports"

    def of(self, kind: ExportKind) -> list[ExportModel]:
        """Return those of a list, by name."""
        mine = export_model.c.kind == kind.value
        return self._many(self._select().where(mine).order_by(export_model.c.folded))

    def named(self, kind: ExportKind, folded: str) -> ExportModel | None:
        """Return the one of a list and of a folded name."""
        mine = export_model.c.kind == kind.value
        return self._one(self._select().where(mine, export_model.c.folded == folded))
