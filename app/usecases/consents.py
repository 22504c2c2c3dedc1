# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What donors accept and oppose: the proof of it. It is written as any detail of a sheet."""

from dataclasses import dataclass

from app.domain.consents import Consent
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class ReadProof(Query[bytes]):
    """Give the document that proves what a donor said."""

    consent_id: int


@handles(ReadProof)
def read_proof(query: ReadProof, ctx: Context) -> bytes:
    """Return it from the vault, even when it was taken off the sheet since.

    Raises:
        Refused: When there is none.
        Trouble: When it is damaged.
    """
    sha256 = ctx.uow.details.get(Consent, query.consent_id).proof_sha256
    if sha256 is None:
        message = _("Nothing was kept as a proof: attach the document, then note it anew.")
        raise Refused("consent.proof", message)
    return ctx.uow.documents.read(sha256)
