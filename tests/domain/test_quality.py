# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks of the file find, what they propose, and what they leave alone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.domain.quality import Facts, Finding, field_of, with_field
from app.domain.quality.checks import BY_ID, CHECKS

TODAY = date(2026, 1, 6)
SOUND = Facts(
    id=1,
    number=10001,
    kind="person",
    name="ESSAI Zoé",
    civility="Mme",
    first_name="Zoé",
    street="12 rue du Pré",
    locality="",
    postal_code="35000",
    city="Rennes",
    country="FR",
    phone="06 39 98 12 34",
    email="zoe@exemple.fr",
    siren="",
    receipt_wish="annual",
    deceased_on=None,
    returned_on=None,
    cents=50_00,
    last_on=date(2025, 3, 1),
)


def changed(**fields: Any) -> Facts:  # noqa: ANN401 - of any field
    """Return the sound sheet with something else on it."""
    return SOUND._replace(**fields)


def found(check: str, *facts: Facts) -> list[Finding]:
    look = BY_ID[check].start(TODAY)
    told = [finding for one in facts if (finding := look.see(one))]
    return [*told, *look.end()]


def test_a_sound_sheet_is_left_alone_by_every_check() -> None:
    assert [finding for check in CHECKS for finding in found(check.id, SOUND)] == []


@pytest.mark.parametrize(
    ("check", "field", "value", "proposal", "sure"),
    [
        ("postal_code", "postal_code", "1000", "01000", True),
        ("postal_code", "postal_code", "F-35 000", "35000", True),
        ("postal_code", "postal_code", "35OOO", "", False),
        ("phone", "phone", "639981234", "0639981234", True),
        ("phone", "phone", "06 39 98", "", False),
        ("email", "email", "zoe.exemple.fr", "", False),
        ("email", "email", "zoe @exemple,fr", "zoe@exemple.fr", False),
        ("email", "email", "zoe@gmial.com", "zoe@gmail.com", True),
        ("first_name", "first_name", "JEAN-PIERRE", "Jean-Pierre", True),
        ("first_name", "first_name", "zoé", "Zoé", True),
        ("civility", "civility", "", "", False),
    ],
)
def test_what_is_doubtful_is_told_with_a_proposal(
    check: str, field: str, value: str, proposal: str, *, sure: bool
) -> None:
    (finding,) = found(check, changed(**{field: value}))
    assert (finding.value, finding.proposal, finding.sure) == (value, proposal, sure)
    assert BY_ID[check].field == field
    if proposal:
        assert found(check, changed(**{field: proposal})) == []


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("postal_code", {"postal_code": "1000", "country": "BE"}),
        ("phone", {"phone": "+32 2 555 12 12"}),
        ("first_name", {"first_name": "JP"}),
        ("first_name", {"first_name": "J.-P."}),
        ("address", {"street": "", "locality": "Le Bourg"}),
        ("address", {"city": "", "cents": 0}),
        ("siren", {"kind": "organisation", "siren": "732829320"}),
        ("siren", {"kind": "organisation", "cents": 0}),
        ("deceased", {"deceased_on": date(2025, 2, 1)}),
        ("deceased", {"deceased_on": date(2023, 2, 1)}),
        ("deceased", {"deceased_on": date(2023, 2, 1), "last_on": None, "receipt_wish": "none"}),
    ],
)
def test_what_may_well_be_right_is_not_told(check: str, fields: dict[str, object]) -> None:
    assert found(check, changed(**fields)) == []


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("address", {"city": ""}),
        ("address", {"postal_code": ""}),
        ("siren", {"kind": "organisation"}),
        ("siren", {"kind": "organisation", "siren": "732829321", "cents": 0}),
        ("deceased", {"deceased_on": date(2023, 2, 1), "last_on": date(2023, 1, 1)}),
    ],
)
def test_what_the_sheet_must_mend_is_told_with_its_money(
    check: str, fields: dict[str, object]
) -> None:
    one = changed(**fields)
    (finding,) = found(check, one)
    assert (finding.cents, finding.proposal) == (one.cents, "")


def test_a_title_is_that_of_nearly_all_who_bear_the_first_name() -> None:
    others = [changed(id=n) for n in range(2, 6)]
    (finding,) = found("civility", changed(civility=""), *others)
    assert (finding.proposal, finding.sure) == ("Mme", True)
    mixed = [*others, changed(id=9, civility="M.")]
    (finding,) = found("civility", changed(civility=""), *mixed)
    assert (finding.proposal, finding.sure) == ("", False)


def test_what_several_have_is_told_once_with_all_of_them() -> None:
    account = "a" * 64
    drawers = [changed(id=n, email="", accounts=(account,)) for n in (3, 1, 2)]
    (finding,) = found("account", *drawers)
    assert (finding.one.id, [one.id for one in finding.others]) == (1, [2, 3])
    assert (finding.about, finding.cents) == ("1,2,3", 150_00)
    users = [changed(id=n, email=email) for n, email in ((1, "A@b.fr"), (2, "a@B.fr"))]
    assert len(found("shared_email", *users)) == 1


@given(st.text(max_size=12), st.sampled_from(["postal_code", "phone", "email", "first_name"]))
def test_a_proposal_is_never_doubtful_itself(value: str, check: str) -> None:
    for finding in found(check, changed(**{BY_ID[check].field: value})):
        if finding.proposal:
            mended = changed(**{BY_ID[check].field: finding.proposal})
            assert found(check, mended) == []


def test_every_field_that_is_mended_is_one_of_the_record() -> None:
    for check in CHECKS:
        if check.field:
            donor = with_field(Donor(last_name="Essai"), check.field, "x")
            assert field_of(donor, check.field) == "x"
