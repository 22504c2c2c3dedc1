# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sheet, which head, which columns: what is settled before the first row is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from app.domain.imports.cells import Cell
from app.domain.imports.conventions import conventions_of, missing_fields
from app.domain.imports.fields import ColumnMap, Field, ImportKind, map_columns
from app.domain.imports.headers import find_head, head_score, named_head, plain_head
from app.domain.imports.profiles import NO_PROFILE, Profile, profile_of, recognise
from app.domain.imports.repairs import Repairs
from app.domain.imports.rows import GiftDefaults, RowReader
from app.domain.imports.sieve import Sieve
from app.domain.imports.unmended import Unmended
from app.domain.imports.values import Conventions
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.imports.choices import Choices
from app.usecases.imports.memory import Memory
from app.usecases.ports.tables import SheetHead, TableFile

_SAMPLES = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file will be read.

    Attributes:
        sieve: Tells its gifts from its other rows.
        layout: The known layout, or the former file, it was recognised as; or empty.
        choices: What was decided, now or for the former file.
    """

    sheet: SheetHead
    head: Sequence[Cell]
    columns: ColumnMap
    how: Conventions
    reader: RowReader
    sieve: Sieve
    layout: str = ""
    choices: Choices = field(default_factory=Choices)


Rows = Sequence[tuple[int, Sequence[Cell]]]


def make_plan(
    file: TableFile,
    kind: ImportKind,
    choices: Choices,
    this_year: int,
    known: Sequence[Memory] = (),
) -> Plan:
    """Settle how a file is read.

    Raises:
        Refused: When there is no such sheet, nothing in it, or a column that must be is not.
    """
    plan = settle(file, kind, choices, this_year, known)
    _check_columns(file, plan.sheet, plan.columns, kind)
    return plan


def settle(
    file: TableFile,
    kind: ImportKind,
    choices: Choices,
    this_year: int,
    known: Sequence[Memory] = (),
) -> Plan:
    """Settle how a file is read, whether or not it has all it must have.

    Args:
        file: The file, open.
        kind: What it brings.
        choices: What a person decided.
        this_year: To place two-digit years.
        known: What was decided about former files, the latest first.

    Raises:
        Refused: When there is no such sheet, or nothing in it.
    """
    sheet = _sheet(file, kind, choices.sheet)
    first = list(islice(file.rows(sheet.name), _SAMPLES))
    if not first:
        message = _("{file}: the sheet “{sheet}” is empty.")
        raise Refused("import.empty", message.format(file=file.name, sheet=sheet.name))
    choices = _recalled(first, choices, known)
    profile, place = _layout(first, kind, choices)
    number, head = first[place] if place is not None else (0, [])
    if profile is not None:
        head = head or list(profile.titles)
    chosen = {**(profile.choices(head) if profile else {}), **choices.columns}
    samples = [cells for _number, cells in first[(place or 0) + 1 :]]
    columns = map_columns(number, head, samples, kind, chosen)
    how = conventions_of(
        columns,
        data_rows(file, sheet.name, number),
        epoch_1904=file.epoch_1904,
        this_year=this_year,
        order=choices.order or (profile.days if profile else None),
    )
    how = replace(
        how,
        amounts=(profile and profile.amounts) or how.amounts,
        codes_kept=choices.unmended.get(Field.POSTAL_CODE, frozenset()),
    )
    reader = RowReader(columns, how, kind, _defaults(file, profile, choices))
    sieve = _sieve(profile, head, columns, how, choices)
    if sieve.learns:
        sieve.learn(file.rows(sheet.name))
    layout = choices.recalled or (profile.name if profile else "")
    return Plan(sheet, head, columns, how, reader, sieve, layout, choices)


def _sieve(
    profile: Profile | None,
    head: Sequence[Cell],
    columns: ColumnMap,
    how: Conventions,
    choices: Choices,
) -> Sieve:
    return Sieve(
        profile,
        head,
        columns,
        how,
        asked=choices.asked,
        repairs=Repairs(choices.repairs, columns, how.this_year),
        unmended=Unmended(choices.unmended, columns, how),
    )


def _recalled(rows: Rows, choices: Choices, known: Sequence[Memory]) -> Choices:
    """Return the choices with what was decided about a former file with the same heads.

    Nothing is taken up where something is said now, nor twice: what is decided since stands.
    """
    if choices.recalled or not choices.guessed:
        return choices
    for one in known:
        if any(one.fits(cells) for _number, cells in rows):
            return one.applied(choices)
    return choices


def _layout(rows: Rows, kind: ImportKind, choices: Choices) -> tuple[Profile | None, int | None]:
    """Return the profile of the file, if it has one, and the place of its head."""
    profile = None
    if choices.profile not in {"", NO_PROFILE}:
        profile = profile_of(choices.profile)
    elif not choices.profile and kind is ImportKind.GIFTS:
        profile = recognise(rows)
    if profile is None or choices.header_row:
        return profile, _place_of_head(rows, kind, choices)
    return profile, None if profile.starts else named_head(rows, profile.columns)


def _defaults(file: TableFile, profile: Profile | None, choices: Choices) -> GiftDefaults:
    receipt = file.name if choices.receipted else ""
    if profile is None:
        return GiftDefaults(means=choices.means, receipt=receipt)
    return GiftDefaults(choices.means or profile.means, profile.name, receipt, profile.purpose)


def _check_columns(file: TableFile, sheet: SheetHead, columns: ColumnMap, kind: ImportKind) -> None:
    """Refuse a sheet without a column that must be there, and name the heads it has."""
    if not (missing := missing_fields(columns, gifts=kind is ImportKind.GIFTS)):
        return
    message = _(
        "{file}, sheet “{sheet}”: no column was recognised for {missing}. "
        "The heads are {heads}: say which is which with --mapping."
    )
    heads = ", ".join(column.title for column in columns.columns) or "—"
    told = message.format(file=file.name, sheet=sheet.name, missing=", ".join(missing), heads=heads)
    raise Refused("import.columns", told)


def _place_of_head(rows: Rows, kind: ImportKind, choices: Choices) -> int | None:
    """Return the place of the head: as chosen, as its chosen words say, as guessed."""
    if choices.header_row:
        return next((i for i, row in enumerate(rows) if row[0] == choices.header_row), None)
    if choices.columns:
        return named_head(rows, choices.columns)
    found = find_head(rows, kind)
    return found if found is not None else plain_head(rows)


def data_rows(file: TableFile, sheet: str, header_row: int) -> Iterator[Sequence[Cell]]:
    """Yield the rows below the head."""
    return (cells for number, cells in file.rows(sheet) if number > header_row)


def _promise(file: TableFile, sheet: SheetHead, kind: ImportKind) -> float:
    """Return how much a sheet's head says of ``kind``; little when what must be there is not."""
    rows = list(islice(file.rows(sheet.name), _SAMPLES))
    place = find_head(rows, kind)
    if place is None:
        return bool(rows) / 100
    number, head = rows[place]
    columns = map_columns(number, head, (), kind)
    whole = not missing_fields(columns, gifts=kind is ImportKind.GIFTS)
    return head_score(head, kind) if whole else head_score(head, kind) / 100


def _sheet(file: TableFile, kind: ImportKind, wanted: str) -> SheetHead:
    """Return the sheet asked for, else the visible one whose head says the most."""
    if wanted:
        for sheet in file.sheets:
            if sheet.name.casefold() == wanted.casefold():
                return sheet
        message = _("{file} has no sheet “{sheet}”; it has {sheets}.")
        names = ", ".join(sheet.name for sheet in file.sheets)
        raise Refused(
            "import.sheet", message.format(file=file.name, sheet=wanted, sheets=names), "sheet"
        )
    best, most = None, -1.0
    for sheet in file.sheets:
        score = _promise(file, sheet, kind)
        if sheet.visible and score > most:
            best, most = sheet, score
    if best is None:
        message = _("{file} has no sheet with rows.")
        raise Refused("import.sheet", message.format(file=file.name))
    return best
