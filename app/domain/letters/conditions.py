# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a letter depends on: rules choose by it, and paragraphs are printed or left out by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.donors import DonorKind
from app.domain.gifts import Means, means_words
from app.kernel.i18n import _
from app.kernel.money import format_amount


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the gifts one letter is about.

    Attributes:
        cents: What they come to.
        first: Whether the donor gave nothing before them.
        newsletter: Whether the donor accepted the newsletter by post: it goes in the envelope.
    """

    cents: int = 0
    first: bool = False
    funds: frozenset[int] = frozenset()
    appeals: frozenset[int] = frozenset()
    means: frozenset[Means] = frozenset()
    kind: DonorKind = DonorKind.PERSON
    newsletter: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What funds and appeals are called, by id."""

    funds: Mapping[int, str] = field(default_factory=dict)
    appeals: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, all of it; what is None or empty asks nothing.

    Attributes:
        from_cents: At least so much in all.
        below_cents: Less than so much in all.
        first: Whether the donor gave nothing before.
        fund_id, appeal_id, means: At least one of the gifts is such.
        kind: What the donor is.
        newsletter: Whether the donor accepted the newsletter by post.
    """

    from_cents: int | None = None
    below_cents: int | None = None
    first: bool | None = None
    fund_id: int | None = None
    appeal_id: int | None = None
    means: Means | None = None
    kind: DonorKind | None = None
    newsletter: bool | None = None

    def holds(self, facts: Facts) -> bool:
        """Tell whether it holds for these gifts."""
        return (
            (self.from_cents is None or facts.cents >= self.from_cents)
            and (self.below_cents is None or facts.cents < self.below_cents)
            and (self.first is None or facts.first is self.first)
            and (self.fund_id is None or self.fund_id in facts.funds)
            and (self.appeal_id is None or self.appeal_id in facts.appeals)
            and (self.means is None or self.means in facts.means)
            and (self.kind is None or facts.kind is self.kind)
            and (self.newsletter is None or facts.newsletter is self.newsletter)
        )

    def words(self, names: Names) -> str:
        """Say it, such as ``from 150.00 €, first gift``; empty when it asks nothing."""
        parts = [*_money_words(self)]
        if self.first is not None:
            parts.append(_("first gift") if self.first else _("gave before"))
        gone = _("removed")
        if self.fund_id is not None:
            parts.append(_("fund {name}").format(name=names.funds.get(self.fund_id, gone)))
        if self.appeal_id is not None:
            parts.append(_("appeal {name}").format(name=names.appeals.get(self.appeal_id, gone)))
        if self.means is not None:
            parts.append(means_words()[self.means].lower())
        if self.kind is not None:
            organisation = self.kind is DonorKind.ORGANISATION
            parts.append(_("organisation") if organisation else _("person"))
        if self.newsletter is not None:
            parts.append(_("takes the newsletter") if self.newsletter else _("no newsletter"))
        return ", ".join(parts)


ALWAYS = Condition()


def _money_words(condition: Condition) -> list[str]:
    parts = []
    if condition.from_cents is not None:
        parts.append(_("from {amount}").format(amount=format_amount(condition.from_cents)))
    if condition.below_cents is not None:
        parts.append(_("below {amount}").format(amount=format_amount(condition.below_cents)))
    return parts


def condition_document(condition: Condition) -> dict[str, Any]:
    """Return a condition as it is kept: only what it asks."""
    asked = {
        "from": condition.from_cents,
        "below": condition.below_cents,
        "first": condition.first,
        "fund": condition.fund_id,
        "appeal": condition.appeal_id,
        "means": condition.means.value if condition.means else None,
        "kind": condition.kind.value if condition.kind else None,
        "newsletter": condition.newsletter,
    }
    return {name: value for name, value in asked.items() if value is not None}


def read_condition_document(told: Any) -> Condition:  # noqa: ANN401 - of a file or a database
    """Read a condition as it is kept.

    Raises:
        ValueError: When it is none of ours.
    """
    if not isinstance(told, dict) or not _NAMES.issuperset(told):
        message = "not a condition"
        raise ValueError(message)
    return Condition(
        from_cents=_whole(told.get("from")),
        below_cents=_whole(told.get("below")),
        first=_yes_or_no(told.get("first")),
        fund_id=_whole(told.get("fund")),
        appeal_id=_whole(told.get("appeal")),
        means=Means(told["means"]) if "means" in told else None,
        kind=DonorKind(told["kind"]) if "kind" in told else None,
        newsletter=_yes_or_no(told.get("newsletter")),
    )


_NAMES = frozenset({"from", "below", "first", "fund", "appeal", "means", "kind", "newsletter"})


def _yes_or_no(told: object) -> bool | None:
    if told is not None and not isinstance(told, bool):
        message = "neither true nor false"
        raise ValueError(message)
    return told


def _whole(value: Any) -> int | None:  # noqa: ANN401 - of a file or a database
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    message = "not a whole number"
    raise ValueError(message)
