# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike two donors are: points for what agrees, points off for what contradicts.

What one of the two does not know neither adds nor takes away. The points and the two thresholds
were set on sets of records with known answers; the tests hold the figures.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio, token_sort_ratio

from app.domain.duplicates.cards import Card
from app.kernel.i18n import _

SURE, POSSIBLE = 6.0, 3.0
"""From how many points on two records are surely, or possibly, one person's."""

_SAME, _CLOSE, _NEAR, _LOOSE, _FAR = 99.0, 90.0, 80.0, 70.0, 50.0
_HALF = 60.0
_ONE_WORD = 82.0
"""From here on two words are one, slips of the fingers aside: saule and sauge are two."""
_SAME_STREET = 95.0
_SAME_CITY = 75.0
_ALIKE_ONE_WORD, _OTHER_FIRST = 80.0, 40.0
_OTHER_WORD, _RUN_TOGETHER = 2.0, 97.0
_NUMBER = re.compile(r"\d+")
"""The number of a house, where a street begins with one."""


class Likeness(StrEnum):
    """What two donors have in common."""

    NAME = "name"
    NEAR_NAME = "near_name"
    SURNAME = "surname"
    STREET = "street"
    PLACE = "place"
    PHONE = "phone"
    EMAIL = "email"


def likeness_words(reason: Likeness) -> str:
    """Name what two donors have in common."""
    return {
        Likeness.NAME: _("same name"),
        Likeness.NEAR_NAME: _("similar name"),
        Likeness.SURNAME: _("same family name"),
        Likeness.STREET: _("same street"),
        Likeness.PLACE: _("same postal code"),
        Likeness.PHONE: _("same telephone"),
        Likeness.EMAIL: _("same e-mail"),
    }[reason]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two donors are.

    Attributes:
        score: Points; see ``SURE`` and ``POSSIBLE``.
        reasons: What they have in common.
        sure: Whether chance alone would seldom bring so much together, with nothing against it.
    """

    score: float
    reasons: tuple[Likeness, ...]
    sure: bool

    @property
    def possible(self) -> bool:
        """Tell whether a person should look at the two."""
        return self.score >= POSSIBLE


def compare(one: Card, other: Card) -> Comparison:
    """Return how alike two donors are."""
    by_name, named = _names(one, other)
    place = _places(one, other)
    phone = _phones(one.phone, other.phone)
    score = by_name + _titles(one.title, other.title) + place + phone
    one_email = bool(one.email) and one.email == other.email
    # Most pairs of a block end before what takes time: nothing still to come would be enough.
    hopeless = POSSIBLE - (4.0 if one.email and other.email else 0.0)
    reached = phone >= _CONTACT_TOLD or one_email
    if not reached and score + (4.0 if one.street and other.street else 0.0) < hopeless:
        return _NOTHING
    by_street = _streets(one.street, other.street)
    if not reached and score + by_street < hopeless:
        return _NOTHING
    by_email = _emails(one, other)
    score += by_street + by_email
    near = named is Likeness.NEAR_NAME
    if near and by_street < 0 and not _word_for_word(one, other, _LOOSE):
        score -= _OTHER_WORD
    if score < POSSIBLE and not _within_reach(phone, by_email):
        return _NOTHING
    told = (
        (named, named is not None),
        (Likeness.STREET, by_street >= _STREET_TOLD),
        (Likeness.PLACE, place >= _PLACE_TOLD),
        (Likeness.PHONE, phone >= _CONTACT_TOLD),
        (Likeness.EMAIL, by_email >= _SAME_EMAIL),
    )
    reasons = tuple(reason for reason, true in told if true and reason is not None)
    titles = one.title == other.title or not (one.title and other.title)
    contradicted = (
        not titles
        or _two_persons(one, other)
        or (near and not _word_for_word(one, other, _ONE_WORD))
        or not (_within_reach(phone, by_email) or _one_home(by_street, place, phone, by_email))
    )
    sure = score >= SURE and by_name >= _NAME_NEEDED and not contradicted
    return Comparison(score, reasons, sure)


_NOTHING = Comparison(0.0, (), sure=False)
_STREET_TOLD, _PLACE_TOLD, _CONTACT_TOLD, _NAME_NEEDED = 3.0, 1.5, 4.0, 3.0
_SAME_EMAIL = 5.0


def _within_reach(phone: float, by_email: float) -> bool:
    """Tell whether one call, or one e-mail, would reach both."""
    return phone >= _CONTACT_TOLD or by_email >= _SAME_EMAIL


def _one_home(by_street: float, place: float, phone: float, by_email: float) -> bool:
    """Tell whether a letter would reach both; without a street, nothing else may differ."""
    if by_street:
        return by_street >= _STREET_TOLD and place >= 0
    return place >= _PLACE_TOLD and min(phone, by_email) >= 0


def _two_persons(one: Card, other: Card) -> bool:
    """Tell whether two first names of one family are two people's: Marcel and René, say."""
    if one.last != other.last or min(len(one.first), len(other.first)) <= 1:
        return False
    return ratio(one.first, other.first) < _ONE_WORD


def _word_for_word(one: Card, other: Card, least: float) -> bool:
    """Tell whether every word of a name has its like in the other: lilas has none in Iris Anne.

    Words run together are those words: Le Gall, Legall.
    """
    together = ((card.first + card.last).replace(" ", "") for card in (one, other))
    if ratio(*together) >= _RUN_TOGETHER:
        return True
    few, many = sorted((one.name.split(), other.name.split()), key=len)
    found = all(any(ratio(word, mate) >= least for mate in many) for word in few)
    if len(few) < len(many):
        return found
    return found and all(any(ratio(word, mate) >= least for mate in few) for word in many)


def _names(one: Card, other: Card) -> tuple[float, Likeness | None]:
    if not one.name or not other.name:
        return 0.0, None
    if " " not in one.name or " " not in other.name:
        return _single_words(one, other)
    if one.name == other.name and one.last == other.last:
        return 5.0, Likeness.NAME
    same_last = one.last == other.last and one.first and other.first
    if same_last and (points := _first_names(one.first, other.first)):
        return points, (Likeness.SURNAME if points > 0 else None)
    likeness = max(
        ratio(one.name, other.name),
        ratio(one.first + one.last, other.first + other.last),
        ratio(one.first + one.last, other.last + other.first),
    )
    for floor, points, reason in _NAME_STEPS:
        if likeness >= floor:
            return points, reason
    return -4.0, None


def _titles(one: str, other: str) -> float:
    """Return what Mr and Mrs take away: at one address they are a couple."""
    return -5.0 if one and other and one != other else 0.0


_NAME_STEPS = (
    (_SAME, 5.0, Likeness.NAME),
    (_CLOSE, 4.0, Likeness.NEAR_NAME),
    (_NEAR, 3.0, Likeness.NEAR_NAME),
    (_LOOSE, 1.0, Likeness.NEAR_NAME),
    (_FAR, -2.0, None),
)


def _single_words(one: Card, other: Card) -> tuple[float, Likeness | None]:
    """Compare where one name is a single word: it may be any word of the other."""
    if one.name == other.name and (not one.first or not other.first):
        whole = one.kind == other.kind == "organisation"
        return (5.0, Likeness.NAME) if whole else (2.0, Likeness.SURNAME)
    likeness = max(ratio(a, b) for a in one.name.split() for b in other.name.split())
    if likeness >= _SAME:
        return 2.0, Likeness.SURNAME
    return (1.0, Likeness.NEAR_NAME) if likeness >= _ALIKE_ONE_WORD else (-3.0, None)


def _first_names(one: str, other: str) -> float:
    """Return the points of one surname with these two first names; 0 to compare them whole.

    An initial stands for its name. Two first names that have nothing in common are two persons of
    one household, however much of the address agrees.
    """
    if one == other:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 3.0 if one[0] == other[0] else -3.0
    return -3.0 if ratio(one, other) < _OTHER_FIRST else 0.0


def _streets(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    likeness = max(ratio(one, other), token_sort_ratio(one, other))
    numbers = _NUMBER.match(one), _NUMBER.match(other)
    if all(numbers) and not _one_slip(*(found.group() for found in numbers if found)):
        return 1.0 if likeness >= _CLOSE else -1.5
    steps = ((_SAME_STREET, 4.0), (_NEAR, 3.0), (_HALF, 1.0))
    return next((points for floor, points in steps if likeness >= floor), -1.5)


def _places(one: Card, other: Card) -> float:
    points, same_city = 0.0, True
    if one.city and other.city:
        same_city = ratio(one.city, other.city) >= _SAME_CITY
        points += 1.0 if same_city else -0.5
    if one.postal_code and other.postal_code:
        if one.postal_code == other.postal_code:
            points += 1.5
        elif same_city and _one_slip(one.postal_code, other.postal_code):
            points += 0.75
        else:
            points -= 1.0
    return points


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one slip of the fingers, or none, makes one code of the other."""
    return one == other or Levenshtein.distance(one, other) == 1 or sorted(one) == sorted(other)


def _phones(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 4.0
    return 1.5 if Levenshtein.distance(one, other, score_cutoff=1) == 1 else -0.5


def _emails(one: Card, other: Card) -> float:
    if not one.email or not other.email:
        return 0.0
    if one.email == other.email:
        return 5.0
    (local, _at, domain), (its, _at, its_domain) = (
        card.email.partition("@") for card in (one, other)
    )
    same_place = ratio(domain, its_domain) >= _HALF or not domain or not its_domain
    likeness = ratio(local, its) if same_place else 0.0
    if likeness < _LOOSE:
        return -0.5
    if _repeats_name(local, one) and _repeats_name(its, other):
        return 0.0  # what it tells, the name told already
    return 4.0 if likeness >= _NEAR else 2.0


def _repeats_name(local: str, card: Card) -> bool:
    letters = "".join(filter(str.isalpha, local))
    whole = max(ratio(letters, card.first + card.last), ratio(letters, card.last + card.first))
    return whole >= _NEAR
