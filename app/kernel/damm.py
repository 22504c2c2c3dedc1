# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Damm check digit: catches every one-digit slip and every swap of neighbours.

Source: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004; table of order 10.
"""

_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> int:
    """Return the key that follows ``digits``.

    Raises:
        ValueError: When ``digits`` holds anything but decimal digits.
    """
    interim = 0
    for character in digits:
        if not "0" <= character <= "9":
            message = f"not a decimal digit: {character!r}"
            raise ValueError(message)
        interim = _TABLE[interim][int(character)]
    return interim


def is_valid(digits_with_key: str) -> bool:
    """Tell whether the last digit is the right key for those before it."""
    return len(digits_with_key) > 1 and check_digit(digits_with_key) == 0
