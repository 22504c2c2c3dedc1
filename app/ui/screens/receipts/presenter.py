# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the receipts pages say and decide; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from app.domain.addresses import country_words
from app.domain.organisation import HOME, Organisation
from app.domain.receipts import BLOCKED, Bucket, Scope, number_of
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.receipts.preview import ReceiptPreview
from app.usecases.receipts.words import reason_of, repair_of

_NARROW = "\u202f"


class Step(IntEnum):
    """The five steps of the assistant."""

    WHAT = 0
    CHECK = 1
    ISSUE = 2
    HAND_OVER = 3
    ARCHIVE = 4


def step_names() -> list[str]:
    """Name the steps, in order."""
    return [_("What"), _("Check"), _("Issue"), _("Hand over"), _("Archive")]


@dataclass(frozen=True, slots=True)
class Ready:
    """A receipt that would be issued."""

    donor_id: int
    number: str
    name: str
    gifts: int
    cents: int


@dataclass(frozen=True, slots=True)
class Pile:
    """Money without a receipt, for one reason.

    Attributes:
        donor_ids: Whom it concerns; empty for gifts *à identifier*.
        repair: Which screen repairs it, or empty when it is as it should be.
    """

    bucket: Bucket
    count: int
    cents: int
    donor_ids: tuple[int, ...]

    @property
    def words(self) -> str:
        """The reason in words."""
        return reason_of(self.bucket)

    @property
    def advice(self) -> str:
        """What moves these donors out of the pile; empty where all is as it should be."""
        return repair_of(self.bucket)

    @property
    def repair(self) -> str:
        """The screen that repairs it, or empty when it is as it should be."""
        if self.bucket is Bucket.UNIDENTIFIED:
            return "batches"
        return "donors" if self.bucket in BLOCKED else ""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a rehearsal found.

    Attributes:
        count, cents: Receipts that are ready.
        first, last: The numbers they would bear; empty when none is ready.
        obstacles: What of the association's identity keeps it from issuing.
    """

    year: int
    scope: Scope
    ready: tuple[Ready, ...]
    piles: tuple[Pile, ...]
    count: int
    cents: int
    first: str
    last: str
    obstacles: tuple[str, ...] = ()

    @property
    def left_count(self) -> int:
        """How many donors have money without a receipt."""
        return sum(pile.count for pile in self.piles)

    @property
    def left_cents(self) -> int:
        """How much money is without a receipt."""
        return sum(pile.cents for pile in self.piles)


def simulation_of(preview: ReceiptPreview, next_sequence: int) -> Simulation:
    """Return what the page shows of a preview; receipts would be numbered from there on."""
    piles = tuple(
        Pile(
            bucket=total.bucket,
            count=total.count,
            cents=total.cents,
            donor_ids=tuple(one.donor_id for one in total.donors if one.donor_id is not None),
        )
        for total in preview.buckets
    )
    ready = tuple(
        Ready(due.donor_id, due.number, due.name, sum(map(len, due.receipts)), due.cents)
        for due in preview.due
    )
    return Simulation(
        year=preview.year,
        scope=preview.scope,
        ready=ready,
        piles=tuple(sorted(piles, key=lambda pile: not pile.repair)),
        count=preview.count,
        cents=preview.cents,
        first=number_of(preview.year, next_sequence) if preview.count else "",
        last=number_of(preview.year, next_sequence + preview.count - 1) if preview.count else "",
        obstacles=tuple(problem.message for problem in preview.obstacles),
    )


def scope_words() -> dict[Scope, str]:
    """Name the kinds of receipts."""
    return {Scope.ANNUAL: _("Annual"), Scope.SINGLE: _("For one gift")}


def count_text(count: int) -> str:
    """Write a count with thin spaces."""
    return f"{count:,}".replace(",", _NARROW)


def why_blocked(organisation: Organisation) -> str:
    """Say why no receipt may be issued, or nothing."""
    if organisation.receipts_allowed:
        return ""
    if organisation.receipt_country != HOME:
        return _(
            "The association has not declared that it may issue tax receipts. See the settings."
        )
    return _(
        "The association has not declared that it may issue tax receipts (tax code, article 200). "
        "A receipt issued without right costs the tax advantage wrongly given (article 1740 A)."
    )


def signatory_text(organisation: Organisation) -> str:
    """Return who signs unless somebody else is named, as ``name, title``."""
    told = (organisation.signatory_name, organisation.signatory_title)
    return ", ".join(part for part in told if part)


def identity_facts(organisation: Organisation) -> list[tuple[str, str]]:
    """Return what every receipt will bear, as (name, value)."""
    threshold = organisation.receipt_threshold_cents
    return [
        (_("Association"), organisation.name),
        _law(organisation),
        (
            _("Threshold of the annual receipt"),
            format_amount(threshold) if threshold else _("none"),
        ),
    ]


def _law(organisation: Organisation) -> tuple[str, str]:
    """Return the number French receipts bear, or whose law others follow."""
    if organisation.receipt_country == HOME:
        return _("Number (SIREN or RNA)"), organisation.siren or organisation.rna or "—"
    country = country_words(organisation.receipt_country)
    return _("Country of the receipts"), f"{country} ({organisation.currency})"


def simulation_note(simulation: Simulation) -> str:
    """Say that nothing was written, and what the numbers would be."""
    if not simulation.count and not simulation.piles:
        return _("No gift of {year} is without a receipt.").format(year=simulation.year)
    if not simulation.count:
        return _("No receipt is ready: repair what can be, then check again.")
    text = ngettext(
        "Rehearsal: no number is used. It would be receipt {first}.",
        "Rehearsal: no number is used. They would be receipts {first} to {last}.",
        simulation.count,
    )
    return text.format(first=simulation.first, last=simulation.last)


def why_not_issue(simulation: Simulation) -> str:
    """Say why the next step is closed, or nothing."""
    if simulation.obstacles:
        return " ".join(simulation.obstacles)
    return "" if simulation.count else _("No receipt is ready: nothing can be issued.")


def consequence(simulation: Simulation) -> str:
    """Say what issuing does, and that it is final."""
    text = ngettext(
        "You are about to issue {count} receipt, {total} in all. This cannot be undone.",
        "You are about to issue {count} receipts, {total} in all. This cannot be undone.",
        simulation.count,
    )
    return text.format(count=count_text(simulation.count), total=format_amount(simulation.cents))


def consequence_facts(simulation: Simulation) -> list[tuple[str, str]]:
    """Return the facts of the page of consequences."""
    numbers = simulation.first
    if simulation.count > 1:
        numbers = _("{first} to {last}").format(first=simulation.first, last=simulation.last)
    return [
        (_("Year of the gifts"), str(simulation.year)),
        (_("Kind of receipt"), scope_words()[simulation.scope]),
        (_("Numbers"), numbers),
        (_("Total"), format_amount(simulation.cents)),
        (_("Afterwards"), _("These gifts can no longer be changed, only reversed.")),
    ]


def saved_sentence(count: int, folder: str) -> str:
    """Say how many files were saved, and where."""
    text = ngettext(
        "{count} PDF file saved in {folder}.", "{count} PDF files saved in {folder}.", count
    )
    return text.format(count=count_text(count), folder=folder)


def proof_text(checked: int, problems: Sequence[str]) -> str:
    """Say what the verification of the register found."""
    if problems:
        return " ".join(problems)
    text = ngettext(
        "{count} receipt verified: nothing was altered, no number is missing.",
        "{count} receipts verified: nothing was altered, no number is missing.",
        checked,
    )
    return text.format(count=count_text(checked))
