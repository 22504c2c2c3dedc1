# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bar-code and cheque readers send: reply coupons of ours, CMC7 lines of French cheques.

A reader is a keyboard that types fast. It knows nothing of the layout in force, so that only
digits are trusted: everything between two runs of them is a separator.
"""

import re
from dataclasses import dataclass

from app.kernel.damm import check_digit, is_valid
from app.kernel.errors import Refused
from app.kernel.i18n import _

COUPON_KIND = "27"
"""The first two digits of our reply coupons: what parts them from any other code read."""
COUPON_LENGTH = 13
MOST_DONORS, MOST_APPEALS = 999_999, 9_999

_FRENCH_ROW = "&é\"'(-è_çà"
"""A French keyboard's digits without Shift: what a reader set to an American one seems to type."""
_SWAPPED = str.maketrans(f"{_FRENCH_ROW}1234567890", f"1234567890{' ' * 10}")
"""Read through the wrong layout, a digit is a sign that was typed with Shift."""
_CHEQUE, _ROUTING, _ACCOUNT = 7, 12, 12
_WHOLE = _CHEQUE + _ROUTING + _ACCOUNT
_KEY = 2
"""The printed key beside the line; some readers send it, no public source tells how it is made."""
_UNREAD = "?"


@dataclass(frozen=True, slots=True)
class Coupon:
    """A reply coupon: who sends it back, and to which appeal.

    Attributes:
        donor: The donor's number, without its key.
        appeal: The appeal, or 0 for none.
    """

    donor: int
    appeal: int = 0

    @property
    def digits(self) -> str:
        """The thirteen digits of its bar code: kind, donor, appeal, key.

        Raises:
            ValueError: When a number has no room.
        """
        if not (0 < self.donor <= MOST_DONORS and 0 <= self.appeal <= MOST_APPEALS):
            message = f"no room on a coupon: donor {self.donor}, appeal {self.appeal}"
            raise ValueError(message)
        body = f"{COUPON_KIND}{self.donor:06d}{self.appeal:04d}"
        return f"{body}{check_digit(body)}"


@dataclass(frozen=True, slots=True)
class ChequeLine:
    """The CMC7 line at the foot of a French cheque (NF Z63-001).

    Attributes:
        number: The cheque's seven digits.
        account: Twelve digits between banks and twelve of the bank's own: which account, in a
            coding each bank has to itself. Never kept as they are.
    """

    number: str
    account: str


Scan = Coupon | ChequeLine


def as_digits(burst: str) -> str:
    r"""Return what a reader meant: its digits, if the layout in force turned them.

    >>> as_digits("&é\"'(-è_çà"), as_digits("<0012345:")
    ('1234567890', '<0012345:')
    """
    turned = sum(character in _FRENCH_ROW for character in burst)
    plain = sum(character.isdecimal() for character in burst)
    return burst.translate(_SWAPPED) if turned > plain else burst


def read_scan(burst: str) -> Scan | None:
    """Return what was read, or None when it is neither a coupon nor a cheque.

    Raises:
        Refused: When it is one of them, badly read.
    """
    text = as_digits(burst)
    runs = re.findall(r"[0-9?]+", text)
    joined = "".join(runs)
    if _UNREAD in joined:
        if len(joined) in {_WHOLE, _WHOLE + _KEY}:
            message = _("The reader could not read the whole line of this cheque: pass it again.")
            raise Refused("scan.unread", message)
        return None
    if len(runs) == 1 and len(joined) == COUPON_LENGTH and joined.startswith(COUPON_KIND):
        return _coupon(joined)
    if [len(run) for run in runs][:3] == [_CHEQUE, _ROUTING, _ACCOUNT] or len(runs) == 1:
        return _cheque(joined)
    return None


def _coupon(digits: str) -> Coupon:
    if not is_valid(digits):
        message = _("Coupon misread: its key is wrong. Pass it again, or type the number.")
        raise Refused("scan.coupon_key", message)
    return Coupon(int(digits[2:8]), int(digits[8:12]))


def _cheque(digits: str) -> ChequeLine | None:
    if len(digits) not in {_WHOLE, _WHOLE + _KEY}:
        return None
    return ChequeLine(digits[:_CHEQUE], digits[_CHEQUE:_WHOLE])
