# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three kinds of failure a person can meet; everything else is a bug.

A message is a sentence in the user's words: the fact, what or where, then what to do.
"""


class OboleError(Exception):
    """Base of the failures shown to a person.

    Attributes:
        message: The sentence to show, already in the reader's language.
        code: A stable word for programs, such as ``batch.difference``.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the stable code beside the sentence."""
        super().__init__(message)
        self.code = code
        self.message = message


class Refused(OboleError):  # noqa: N818 - a rule says no: not a failure
    """A rule says no. Nothing was written.

    Attributes:
        field: The name of the input the rule is about, when there is one.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """Tell the rule, and the field it is about."""
        super().__init__(code, message)
        self.field = field


class Conflict(Refused):
    """Somebody else wrote the same thing first; the message names who and when."""


class Trouble(OboleError):  # noqa: N818 - the word people use
    """The world failed: disk, lock, network, damaged file. A later try may succeed."""
