# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What controls a batch: rules, named defaults, amounts keyed twice."""

from collections.abc import Mapping

from app.domain.batches import BatchRules, BatchTemplate, Reading
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.batches import batch_rules, batch_template, gift_reading
from db.tables.desk import gift

_ONLY = 1


class SqlBatchRulesRepo(Repo[BatchRules]):
    """What the association asks before posting."""

    mapper = Mapper(BatchRules, batch_rules)
    room = "batch_rules"

    def get(self, row_id: int = _ONLY) -> BatchRules:
        """Return the rules; those of a new dossier until some are written."""
        return self._one(self._select().where(batch_rules.c.id == row_id)) or BatchRules()

    def put(self, rules: BatchRules) -> BatchRules:
        """Write them."""
        return self.save(rules) if rules.id else self.add(rules)


class SqlBatchTemplateRepo(Repo[BatchTemplate]):
    """Named sets of defaults."""

    mapper = Mapper(BatchTemplate, batch_template)
    room = "batch_templates"

    def all(self) -> list[BatchTemplate]:
        """Return every one, by name."""
        return self._many(self._select().order_by(batch_template.c.name))


class SqlReadingRepo(Repo[Reading]):
    """Amounts keyed a second time."""

    mapper = Mapper(Reading, gift_reading)
    room = "gift_readings"

    def of_batch(self, batch_id: int) -> Mapping[int, Reading]:
        """Return the readings of the lines of a batch, by gift."""
        mine = self._select().join_from(gift_reading, gift).where(gift.c.batch_id == batch_id)
        return {reading.gift_id: reading for reading in self._many(mine)}
