# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coupons and cheque lines, as readers of every setting send them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.readers.scans import (
    MOST_APPEALS,
    MOST_DONORS,
    ChequeLine,
    Coupon,
    as_digits,
    read_scan,
)
from app.kernel.errors import Refused

DONORS = st.integers(1, MOST_DONORS)
APPEALS = st.integers(0, MOST_APPEALS)
DIGITS = "1234567890"
FRENCH = "&é\"'(-è_çà"
CHEQUE = "0001234"
ROUTING, ACCOUNT = "067800123456", "030041234567"


@given(DONORS, APPEALS)
def test_a_coupon_is_read_as_it_was_printed(donor: int, appeal: int) -> None:
    coupon = Coupon(donor, appeal)
    assert len(coupon.digits) == 13
    assert read_scan(coupon.digits) == coupon


@given(DONORS, APPEALS)
def test_a_coupon_is_read_through_the_wrong_layout(donor: int, appeal: int) -> None:
    coupon = Coupon(donor, appeal)
    typed = coupon.digits.translate(str.maketrans(DIGITS, FRENCH))
    assert as_digits(typed) == coupon.digits
    assert read_scan(typed) == coupon


@given(DONORS, APPEALS, st.integers(2, 12), st.integers(1, 9))
def test_one_digit_misread_is_refused(donor: int, appeal: int, place: int, by: int) -> None:
    digits = Coupon(donor, appeal).digits
    wrong = f"{digits[:place]}{(int(digits[place]) + by) % 10}{digits[place + 1 :]}"
    with pytest.raises(Refused, match=r"key is wrong|Coupon misread"):
        read_scan(wrong)


@given(DONORS, APPEALS, st.integers(2, 11))
def test_two_neighbours_swapped_are_refused(donor: int, appeal: int, place: int) -> None:
    digits = Coupon(donor, appeal).digits
    assume(digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(Refused, match="Coupon misread"):
        read_scan(swapped)


@pytest.mark.parametrize(("donor", "appeal"), [(0, 1), (MOST_DONORS + 1, 1), (1, MOST_APPEALS + 1)])
def test_a_number_without_room_is_no_coupon(donor: int, appeal: int) -> None:
    with pytest.raises(ValueError, match="no room"):
        _ = Coupon(donor, appeal).digits


@pytest.mark.parametrize(
    "sent",
    [
        f"C{CHEQUE}C E{ROUTING}A{ACCOUNT}B",
        f"<{CHEQUE}<:{ROUTING}#{ACCOUNT}=",
        f";{CHEQUE}; {ROUTING} {ACCOUNT}",
        f"{CHEQUE}{ROUTING}{ACCOUNT}",
        f"{CHEQUE}{ROUTING}{ACCOUNT}42",
        f"C{CHEQUE}C E{ROUTING}A{ACCOUNT}B42",
    ],
)
def test_a_cheque_is_read_whatever_parts_its_zones(sent: str) -> None:
    assert read_scan(sent) == ChequeLine(CHEQUE, ROUTING + ACCOUNT)


def test_a_cheque_is_read_through_the_wrong_layout() -> None:
    sent = f"{CHEQUE}{ROUTING}{ACCOUNT}".translate(str.maketrans(DIGITS, FRENCH))
    assert read_scan(sent) == ChequeLine(CHEQUE, ROUTING + ACCOUNT)


def test_signs_typed_with_shift_are_not_taken_for_digits() -> None:
    turned = str.maketrans(DIGITS, FRENCH)
    zones = [zone.translate(turned) for zone in (CHEQUE, ROUTING, ACCOUNT)]
    assert read_scan("3".join(zones)) == ChequeLine(CHEQUE, ROUTING + ACCOUNT)


def test_a_cheque_with_a_digit_unread_is_passed_again() -> None:
    with pytest.raises(Refused, match="pass it again"):
        read_scan(f"C{CHEQUE}C E06780?123456A{ACCOUNT}B")


@given(st.text(max_size=60))
def test_anything_else_is_left_to_the_keyboard(text: str) -> None:
    try:
        found = read_scan(text)
    except Refused:
        return
    if found is not None:
        digits = [character for character in as_digits(text) if character in "0123456789"]
        assert len(digits) in {13, 31, 33}


@pytest.mark.parametrize("typed", ["104289", "10428-9", "0612345678", "3760123456789", "", "dupo"])
def test_what_a_person_types_is_no_scan(typed: str) -> None:
    assert read_scan(typed) is None
