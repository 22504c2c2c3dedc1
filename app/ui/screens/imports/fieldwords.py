# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the columns of a file are called on the pages of an import; no Qt."""

from app.domain.gifts import MONEY_MEANS, means_words
from app.domain.imports.fields import (
    CONSENT_FIELDS,
    GIFT_FIELDS,
    Confidence,
    Field,
    ImportKind,
)
from app.domain.imports.matching import UpdatePolicy
from app.domain.imports.values import DayOrder
from app.kernel.i18n import _
from app.usecases.imports.looking import LookedColumn, TableLook
from app.usecases.imports.report import ToldColumn
from app.usecases.ports.tables import ENCODINGS, SEPARATORS

Choice = tuple[tuple[str, object], ...]


def confidence_words(column: ToldColumn) -> str:
    """Say how sure the guess of a column is."""
    words = {
        Confidence.SURE: _("sure"),
        Confidence.PROPOSED: _("proposed"),
        Confidence.NONE: _("left out"),
    }
    return words[Confidence(column.confidence)]


def field_words(column: ToldColumn) -> str:
    """Name what a column is taken for."""
    if not column.field:
        return _("(ignored)")
    return _words_of_fields()[Field(column.field)]


def _words_of_fields() -> dict[Field, str]:
    return {
        Field.NUMBER: _("Donor number"),
        Field.CIVILITY: _("Title"),
        Field.LAST_NAME: _("Family name"),
        Field.FIRST_NAME: _("First name"),
        Field.FULL_NAME: _("Whole name (cut)"),
        Field.ORGANISATION: _("Name of the organisation"),
        Field.COMPLEMENT: _("Flat, floor"),
        Field.BUILDING: _("Building, residence"),
        Field.STREET: _("Number and street"),
        Field.LOCALITY: _("Place name, PO box"),
        Field.POSTAL_CODE: _("Postal code"),
        Field.CITY: _("City"),
        Field.PLACE: _("Postal code and city"),
        Field.COUNTRY: _("Country"),
        Field.PHONE: _("Telephone"),
        Field.EMAIL: _("E-mail"),
        Field.SIREN: _("SIREN number"),
        Field.LEGAL_FORM: _("Legal form"),
        Field.NOTES: _("Notes"),
        Field.OPPOSED: _("Opposes everything (yes/no)"),
        Field.OPPOSED_POST: _("Opposes post (yes/no)"),
        Field.OPPOSED_EMAIL: _("Opposes e-mail (yes/no)"),
        Field.OPPOSED_SMS: _("Opposes text messages (yes/no)"),
        Field.OPPOSED_PHONE: _("Opposes calls (yes/no)"),
        Field.OPPOSED_PARTNERS: _("Opposes partners (yes/no)"),
        Field.NEWSLETTER: _("Newsletter (yes/no)"),
        Field.DAY: _("Date of the gift"),
        Field.AMOUNT: _("Amount"),
        Field.MEANS: _("Payment method"),
        Field.CHEQUE_NUMBER: _("Cheque number"),
        Field.CHEQUE_BANK: _("Drawing bank"),
        Field.CHEQUE_DAY: _("Date of the cheque"),
        Field.BENEFIT: _("Counterpart"),
        Field.IN_MEMORY: _("In memory of"),
        Field.IN_HONOUR: _("In honour of"),
        Field.FUND: _("Fund"),
        Field.APPEAL: _("Appeal"),
        Field.REFERENCE: _("Reference"),
        Field.FOREIGN_RECEIPT: _("Tax receipt issued elsewhere"),
        Field.CLUE: _("Clue to the donor"),
    }


def looked_field(one: LookedColumn) -> str:
    """Name what a column is taken for."""
    return _words_of_fields()[one.column.field] if one.column.field else _("(ignored)")


def looked_confidence(one: LookedColumn) -> str:
    """Say how sure that is."""
    sure = one.column.field is not None and one.column.confidence is Confidence.SURE
    if sure:
        return _("sure")
    return _("proposed") if one.column.field else _("to choose")


def looked_policy(one: LookedColumn) -> str:
    """Say what the column may do to what is on file."""
    if not may_replace(one):
        return ""
    return {
        UpdatePolicy.KEEP: _("changes nothing"),
        UpdatePolicy.FILL: _("fills blanks"),
        UpdatePolicy.REPLACE: _("overwrites"),
    }[one.policy]


def policy_choices() -> Choice:
    """Return what a column may change of donors on file."""
    return (
        (_("fills what is blank on file"), UpdatePolicy.FILL),
        (_("may overwrite what is on file"), UpdatePolicy.REPLACE),
        (_("changes nothing on file"), UpdatePolicy.KEEP),
    )


def may_replace(one: LookedColumn) -> bool:
    """Tell whether what the column holds can be on file already."""
    wanted = one.column.field
    kept = GIFT_FIELDS | CONSENT_FIELDS | _OF_THE_NAME
    return wanted is not None and wanted not in kept


_OF_THE_NAME = {Field.NUMBER, Field.LAST_NAME, Field.FULL_NAME, Field.ORGANISATION, Field.NOTES}


def field_choices(kind: ImportKind) -> Choice:
    """Return what a column can be taken for, by its name."""
    others = CONSENT_FIELDS if kind is ImportKind.GIFTS else GIFT_FIELDS
    known = [(text, one) for one, text in _words_of_fields().items() if one not in others]
    return ((_("(ignored)"), None), *known)


def head_choices(look: TableLook) -> Choice:
    """Return the rows one of which is the head, with what stands in them."""
    rows = ((f"{number} — {text}", number) for number, text in look.heads)
    return (*rows, *(() if look.header_row else ((_("no row of heads"), 0),)))


def day_choices(look: TableLook) -> Choice:
    """Return how days can be written; what the file shows comes first."""
    words = {
        DayOrder.DAY_FIRST: _("day, month, year"),
        DayOrder.MONTH_FIRST: _("month, day, year"),
    }
    text = _("as the file shows: {order}") if look.proved else _("not shown by the file: {order}")
    seen = text.format(order=words[look.order])
    return ((seen, None), *((text, order) for order, text in words.items()))


def encoding_choices(look: TableLook) -> Choice:
    """Return how a text table can be written; what was found out comes first."""
    names = {
        "utf-8": "UTF-8",
        "cp1252": _("Windows (cp1252)"),
        "iso8859-15": "ISO 8859-15",
        "mac_roman": _("old Macintosh"),
        "cp850": _("DOS (cp850)"),
        "utf-16": "UTF-16",
    }
    found = "" if look.choices.form.encoding or look.form is None else look.form.encoding
    return (_found_out(found), *((names[one], one) for one in ENCODINGS))


def separator_choices(look: TableLook) -> Choice:
    """Return what can stand between two cells; what was found out comes first."""
    names = {
        "semicolon": _("semicolon"),
        "comma": _("comma"),
        "tab": _("tabulator"),
        "bar": _("vertical bar"),
    }
    signs = {sign: names[name] for name, sign in SEPARATORS.items()}
    found = "" if look.choices.form.separator or look.form is None else look.form.separator
    return (_found_out(signs.get(found, "")), *((text, sign) for sign, text in signs.items()))


def _found_out(found: str) -> tuple[str, str]:
    told = _("found out: {found}").format(found=found) if found else _("to be found out")
    return told, ""


def means_choices() -> Choice:
    """Return the payment methods of money; first, that none is chosen."""
    words = ((text, means) for means, text in means_words().items() if means in MONEY_MEANS)
    return ((_("to choose"), None), *words)


def look_sentence(look: TableLook) -> tuple[str, str]:
    """Say what is missing, or how the file was recognised; and how grave it is."""
    if look.missing:
        text = _("Say which column holds {missing}: choose it in the list, then what it is.")
        return text.format(missing=", ".join(look.missing)), "warning"
    if look.layout:
        return _("Recognised: {layout}.").format(layout=look.layout), "success"
    return _("Everything that must be there is recognised."), "success"


def why_not_rehearse(look: TableLook) -> str:
    """Say why a rehearsal cannot be asked for, or nothing."""
    return look_sentence(look)[0] if look.missing else ""
