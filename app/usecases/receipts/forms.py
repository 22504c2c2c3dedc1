# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which form serves which donors on a day, and what keeps the association from using it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.donors import DonorKind
from app.domain.organisation import Organisation
from app.domain.receipts import Terms
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import Problem, Severity
from app.usecases.ports.receipts import ReceiptScheme
from app.usecases.ports.tools import Tools


def scheme_in_force(tools: Tools, organisation: Organisation, day: date) -> ReceiptScheme:
    """Return the form persons are receipted on by the law the association follows.

    Raises:
        Refused: When no form is known for the day.
    """
    scheme = tools.schemes.serving(organisation.receipt_country, DonorKind.PERSON, day)
    if scheme is None:
        message = _("No version of the form is known for this day: install the newest Obole.")
        raise Refused("receipts.form", message)
    return scheme


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms an association may issue on a day.

    Attributes:
        by_kind: That of persons always; those of other donors where nothing is in the way.
        terms: What they ask of gifts.
        obstacles: What of the association's identity keeps it from issuing at all.
    """

    by_kind: Mapping[DonorKind, ReceiptScheme]
    terms: Mapping[DonorKind, Terms]
    obstacles: Sequence[Problem]


def forms_in_force(tools: Tools, organisation: Organisation, day: date) -> Forms:
    """Return the forms of a day.

    Raises:
        Refused: When no form for persons is known for the day.
    """
    persons = scheme_in_force(tools, organisation, day)
    by_kind = {DonorKind.PERSON: persons}
    for kind in DonorKind:
        scheme = tools.schemes.serving(organisation.receipt_country, kind, day)
        if scheme is not None and not _obstacles(scheme, organisation, day):
            by_kind[kind] = scheme
    terms = {kind: scheme.terms(day) for kind, scheme in by_kind.items()}
    return Forms(by_kind, terms, persons.obstacles(organisation, day))


def _obstacles(scheme: ReceiptScheme, organisation: Organisation, day: date) -> list[Problem]:
    found = scheme.obstacles(organisation, day)
    return [problem for problem in found if problem.severity is Severity.ERROR]
