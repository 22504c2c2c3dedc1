# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the forms of all countries have in common: versions in force on a day, words, texts.

What a law words or dates is in one file of ``resources/data`` for each form, with its source; what
every document says in a language (means of payment, stamps) is in ``receipt_words.json``.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar

from app.domain.addresses import Address
from app.domain.donors import DonorKind
from app.domain.receipts import Asked, Marks, ReceiptLine, Terms
from app.kernel.assets import asset_path
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.text import clean


class DatedForm:
    """A form with its versions; each says whom it serves, and what it prints."""

    code: ClassVar[str]
    country: ClassVar[str]
    currency: ClassVar[str]
    kinds: ClassVar[frozenset[DonorKind]]
    data_file: ClassVar[str]

    @property
    def asks(self) -> Sequence[Asked]:
        """What the association must say in the settings, besides name and address."""
        return ()

    @cached_property
    def _data(self) -> dict[str, Any]:
        return read_data(self.data_file)

    def _form_on(self, day: date) -> dict[str, Any] | None:
        forms: list[dict[str, Any]] = self._data["forms"]
        return next(
            (f for f in forms if f["valid_from"] <= day.isoformat() <= (f["valid_to"] or "9999")),
            None,
        )

    def _form(self, version: str) -> dict[str, Any]:
        forms: list[dict[str, Any]] = self._data["forms"]
        return next(form for form in forms if form["version"] == version)

    def _in_force(self, day: date) -> dict[str, Any]:
        """Return the version of a day of issue.

        Raises:
            ValueError: When there is none.
        """
        form = self._form_on(day)
        if form is None:
            message = "no form is in force on the day of issue"
            raise ValueError(message)
        return form

    def serves(self, kind: DonorKind, day: date) -> bool:
        """Tell whether it is the form for such a donor on such a day of issue."""
        return kind in self.kinds and self._form_on(day) is not None

    def terms(self, _day: date) -> Terms:
        """Return what the law of a day asks of the gifts it is for."""
        return Terms()

    def marks(self, language: str) -> Marks:
        """Return what is stamped on receipts written in a language."""
        words = words_of(language)
        return Marks(**words["marks"], day=words["day"])


def no_form() -> Problem:
    """Return what is said where no version is known for the day of issue."""
    message = _("No version of the form is known for this day: install the newest Obole.")
    return Problem("day", "receipts.form", message)


@cache
def read_data(name: str) -> dict[str, Any]:
    """Return what a file of ``resources/data`` tells; it does not change while the program runs."""
    data: dict[str, Any] = json.loads(asset_path("data", name).read_text(encoding="utf-8"))
    return data


def words_of(language: str) -> Mapping[str, Any]:
    """Return what every document says in a language."""
    words: Mapping[str, Any] = read_data("receipt_words.json")[language]
    return words


def descriptions(lines: Iterable[ReceiptLine]) -> str:
    """Return what was given, each thing told once."""
    return plain(" ; ".join(dict.fromkeys(line.description for line in lines if line.description)))


def street_lines(address: Address) -> tuple[str, ...]:
    """Return what a form writes beside « Adresse », without code and town."""
    parts = (address.complement, address.building, address.street, address.locality)
    return tuple(plain(part) for part in parts if part.strip())


def plain(text: str) -> str:
    """Return a text whose accented letters are one character each, as fonts have them."""
    return unicodedata.normalize("NFC", clean(text))
