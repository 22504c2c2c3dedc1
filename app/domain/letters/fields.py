# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merge fields: what a letter says of its donor, and which letters know it."""

from enum import StrEnum

from app.domain.letters.values import LetterKind
from app.kernel.i18n import _


class Field(StrEnum):
    """What is put in the place of a field; its word is how templates keep it."""

    SALUTATION = "salutation"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NUMBER = "number"
    ADDRESS = "address"
    TODAY = "today"
    TOTAL = "total"
    TOTAL_WORDS = "total_words"
    COUNT = "count"
    LAST_DAY = "last_day"
    MEANS = "means"
    FUNDS = "funds"
    APPEALS = "appeals"
    LAST_GIFT = "last_gift"
    RECEIPTS = "receipts"
    YEAR = "year"
    CHEQUE = "cheque"
    BANK = "bank"
    CHEQUE_DAY = "cheque_day"
    FEE = "fee"
    ASSOCIATION = "association"
    ASSOCIATION_PHONE = "association_phone"
    ASSOCIATION_EMAIL = "association_email"
    SIGNATORY = "signatory"
    SIGNATORY_TITLE = "signatory_title"


_OF_ALL = (
    *(Field.SALUTATION, Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.NUMBER),
    *(Field.ADDRESS, Field.TODAY, Field.LAST_GIFT, Field.ASSOCIATION, Field.ASSOCIATION_PHONE),
    *(Field.ASSOCIATION_EMAIL, Field.SIGNATORY, Field.SIGNATORY_TITLE),
)
_OF_GIFTS = (
    *(Field.TOTAL, Field.TOTAL_WORDS, Field.COUNT, Field.LAST_DAY, Field.MEANS),
    *(Field.FUNDS, Field.APPEALS),
)
_BESIDES = {
    LetterKind.THANKS: _OF_GIFTS,
    LetterKind.COVER: (Field.RECEIPTS, Field.YEAR, Field.TOTAL, Field.TOTAL_WORDS),
    LetterKind.UNPAID: (
        *(Field.TOTAL, Field.TOTAL_WORDS, Field.CHEQUE, Field.BANK, Field.LAST_DAY),
        *(Field.CHEQUE_DAY, Field.FEE),
    ),
}


def fields_of(kind: LetterKind) -> tuple[Field, ...]:
    """Return the fields a letter of a kind knows."""
    return (*_BESIDES.get(kind, ()), *_OF_ALL)


def field_words() -> dict[Field, str]:
    """Name the fields as their menu does."""
    return {
        Field.SALUTATION: _("Salutation"),
        Field.NAME: _("Full name"),
        Field.FIRST_NAME: _("First name"),
        Field.LAST_NAME: _("Family name"),
        Field.NUMBER: _("Donor number"),
        Field.ADDRESS: _("Postal address"),
        Field.TODAY: _("Day of the letter"),
        Field.TOTAL: _("Total of the gifts"),
        Field.TOTAL_WORDS: _("Total in words"),
        Field.COUNT: _("How many gifts"),
        Field.LAST_DAY: _("Day of the gift"),
        Field.MEANS: _("Payment method"),
        Field.FUNDS: _("Funds"),
        Field.APPEALS: _("Appeals"),
        Field.LAST_GIFT: _("Last gift"),
        Field.RECEIPTS: _("Receipt numbers"),
        Field.YEAR: _("Year of the receipts"),
        Field.CHEQUE: _("Cheque number"),
        Field.BANK: _("Bank of the cheque"),
        Field.CHEQUE_DAY: _("Day the bank returned it"),
        Field.FEE: _("Bank fee"),
        Field.ASSOCIATION: _("Association"),
        Field.ASSOCIATION_PHONE: _("Telephone of the association"),
        Field.ASSOCIATION_EMAIL: _("E-mail of the association"),
        Field.SIGNATORY: _("Who signs"),
        Field.SIGNATORY_TITLE: _("Title of who signs"),
    }
