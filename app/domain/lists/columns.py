# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns a list of donors may have, in the order they stand."""

from enum import StrEnum

from app.domain.exports import CellKind, Column
from app.kernel.errors import Refused
from app.kernel.i18n import N_, _


class ListColumn(StrEnum):
    """What a list can show of a donor, and be ordered by."""

    NAME = "name"
    NUMBER = "number"
    KIND = "kind"
    CIVILITY = "civility"
    STREET = "street"
    PLACE = "place"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"
    LAST_GIFT = "last_gift"
    LAST_AMOUNT = "last_amount"
    GIFTS = "gifts"
    TOTAL = "total"
    TAGS = "tags"
    RECEIPT = "receipt"
    CORRESPONDENT = "correspondent"
    FORMER_NUMBER = "former_number"
    RETURNED = "returned"
    ARCHIVED = "archived"


USUAL = (
    ListColumn.NAME,
    ListColumn.NUMBER,
    ListColumn.PLACE,
    ListColumn.LAST_GIFT,
    ListColumn.TOTAL,
)
"""What a list shows until somebody chooses."""

_C = ListColumn
COLUMNS: dict[ListColumn, Column] = {
    _C.NAME: Column(N_("Name"), width=28),
    _C.NUMBER: Column(N_("No."), width=9),
    _C.KIND: Column(N_("Kind"), width=12),
    _C.CIVILITY: Column(N_("Civility"), width=10),
    _C.STREET: Column(N_("Street"), width=28),
    _C.PLACE: Column(N_("Place"), width=22),
    _C.POSTAL_CODE: Column(N_("Postal code"), width=11),
    _C.CITY: Column(N_("City"), width=18),
    _C.COUNTRY: Column(N_("Country"), width=8),
    _C.PHONE: Column(N_("Telephone"), width=16),
    _C.EMAIL: Column(N_("E-mail"), width=26),
    _C.LAST_GIFT: Column(N_("Last gift"), CellKind.DAY, 12),
    _C.LAST_AMOUNT: Column(N_("Last amount"), CellKind.MONEY, 13),
    _C.GIFTS: Column(N_("Gifts"), CellKind.COUNT, 7, total=True),
    _C.TOTAL: Column(N_("Total"), CellKind.MONEY, 13, total=True),
    _C.TAGS: Column(N_("Tags"), width=20),
    _C.RECEIPT: Column(N_("Tax receipt"), width=14),
    _C.CORRESPONDENT: Column(N_("Correspondent"), width=16),
    _C.FORMER_NUMBER: Column(N_("Former number"), width=14),
    _C.RETURNED: Column(N_("Mail returned on"), CellKind.DAY, 15),
    _C.ARCHIVED: Column(N_("Archived on"), CellKind.DAY, 12),
}
"""Each with its heading as a message id, what its cells hold, and a width in characters."""


def read_columns(text: str) -> tuple[ListColumn, ...]:
    """Read names of columns parted by commas; each once, in the order given.

    Raises:
        Refused: When a name is none; the sentence lists those there are.
    """
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    strange = [name for name in names if name not in set(ListColumn)]
    if strange or not names:
        message = _("A list has no column “{name}”: it has {names}.")
        told = message.format(name=", ".join(strange), names=", ".join(ListColumn))
        raise Refused("list.column", told, "columns")
    return tuple(ListColumn(name) for name in names)
