# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table says donors accept and oppose, written once its donors are on file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.domain.consents import (
    CHANNELS,
    PURPOSES,
    Channel,
    Consent,
    Purpose,
    Standing,
    latest,
    opposes,
    subject_words,
)
from app.domain.donors import Details
from app.domain.imports.rows import Doubt
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.report import ImportReport
from app.usecases.ports.imports import ImportRun

_CHUNK = 500
_EMPTY = Details()


class BroughtConsents:
    """Gathers what rows say, and writes what the dossier does not know yet.

    Args:
        run: The import's own row; its file is the source of what is written.
        report: Told of an opposition on file that a row speaks against: it stays.
        ctx: The transaction.
    """

    def __init__(self, run: ImportRun, report: ImportReport, ctx: Context) -> None:
        """Gather nothing yet."""
        self._run, self._report, self._ctx = run, report, ctx
        self._said: list[tuple[int, int, tuple[Consent, ...]]] = []

    def keep(self, number: int, ref: int, said: tuple[Consent, ...]) -> None:
        """Keep what the row of this number says of a donor, by its reference in the import."""
        if said:
            self._said.append((number, ref, said))

    def write(self, id_of: Callable[[int], int]) -> None:
        """Write it all, under the file's name and today's day."""
        for start in range(0, len(self._said), _CHUNK):
            chunk = [(n, id_of(ref), said) for n, ref, said in self._said[start : start + _CHUNK]]
            ids = sorted({donor_id for _number, donor_id, _said in chunk})
            known = self._ctx.uow.details.of_donors(ids)
            # Two rows of one donor say the same: it is kept once.
            fresh = {
                (donor_id, one.purpose, one.channel, one.standing): self._signed(one, donor_id)
                for number, donor_id, said in chunk
                for one in said
                if self._is_news(number, one, donor_id, known)
            }
            self._ctx.uow.imports.add_consents(self._run.id, list(fresh.values()))

    def _signed(self, one: Consent, donor_id: int) -> Consent:
        return replace(
            one,
            donor_id=donor_id,
            on_day=self._ctx.clock.today(),
            source=self._run.file_name,
            by=self._ctx.actor.name,
        )

    def _is_news(
        self, number: int, one: Consent, donor_id: int, known: Mapping[int, Details]
    ) -> bool:
        """Tell whether it changes what holds; a consent never takes an opposition back."""
        on_file = known.get(donor_id, _EMPTY).consents
        if one.standing is Standing.OPPOSED:
            return not opposes(on_file, one.purpose, one.channel)
        if _any_opposed(on_file, one.purpose, one.channel):
            message = _("opposed on file: it stays so")
            subject = subject_words(one.purpose, one.channel)
            self._report.doubt(number, Doubt(subject, _("yes"), message))
            return False
        held = latest(on_file, one.purpose, Channel.POST)
        return held is None or held.standing is not one.standing


def _any_opposed(said: Sequence[Consent], purpose: Purpose, channel: Channel) -> bool:
    purposes = PURPOSES if purpose is Purpose.ALL else (purpose,)
    channels = CHANNELS if channel is Channel.ALL else (channel,)
    return any(opposes(said, one, way) for one in purposes for way in channels)
