# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a row speaks of: as a person decided, else as its number, name and place say."""

from collections.abc import Sequence

from app.domain.donors import number_text
from app.domain.imports.decisions import Decisions
from app.domain.imports.matching import DonorKeys
from app.domain.imports.rows import DonorRow, RowRefused
from app.kernel.i18n import _


class Persons:
    """Finds the donor of each row.

    Args:
        decided: What a person decided.
        keys: Everybody on file, and whom the import adds.
        made: The row of each donor the import makes, in order; it grows as the import runs.
    """

    def __init__(self, decided: Decisions, keys: DonorKeys, made: Sequence[int]) -> None:
        """Nobody is put off yet."""
        self._decided, self._keys, self._made = decided, keys, made
        self._anything = bool(decided.rows)
        self._put_off: set[tuple[str, str]] = set()

    def find(self, number: int, row: DonorRow) -> int | None:
        """Return the ref of whom a row speaks of, or None when nobody on file is.

        Raises:
            RowRefused: When it is put off, when whom it was decided to be is not there, when the
                number is miscopied or another's, or when several could be meant.
        """
        if not self._anything:
            return self._keys.find(row)
        decided = self._decided
        name = row.donor.display_name
        key = row.donor.sort_key, row.donor.address.postal_code
        if number in decided.later or key in self._put_off:
            # Further rows of the same person wait too, or they would make the donor.
            self._put_off.add(key)
            raise RowRefused("", name, _("a decision on whom it is: you left it for later"))
        whom = self._whom(number)
        if whom is None:
            return self._keys.find(row)
        ref = self._keys.numbered(whom) if whom > 0 else self._made_by(-whom)
        if ref is None:
            there = number_text(whom) if whom > 0 else _("row {row}").format(row=-whom)
            expected = _("the donor it was decided to be ({whom}), who is not there")
            raise RowRefused("", name, expected.format(whom=there))
        self._keys.also(ref, row)
        return ref

    def _whom(self, number: int) -> int | None:
        """Return whom a row was decided to be, through rows above that are somebody's, too."""
        whom = self._decided.same.get(number)
        while whom is not None and -number < whom < 0 and -whom in self._decided.same:
            number, whom = -whom, self._decided.same[-whom]
        return whom

    def _made_by(self, number: int) -> int | None:
        return -(self._made.index(number) + 1) if number in self._made else None
