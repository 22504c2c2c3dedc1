# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person decided about a table, told in JSON files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.donors import read_number
from app.domain.imports.cells import shape_of
from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import Field
from app.domain.imports.profiles import NO_PROFILE
from app.domain.imports.repairs import Words
from app.domain.imports.unmended import Shapes
from app.domain.imports.values import DayOrder
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.imports.choices import Choices


def read_mapping(path: Path, sheet: str) -> Choices:
    """Read a mapping: ``{"sheet": …, "header_row": 4, "days": "dmy", "columns": {head: field}}``.

    It may also have ``"replaced": [field]``: what may overwrite what is on file, and
    ``"untouched": [field]``: what may not even fill a blank of it.

    Raises:
        Refused: When it is not one.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        columns: Mapping[str, Any] = told.get("columns", told)
        fields = {title: Field(name) if name else None for title, name in columns.items()}
        whole = "columns" in told
        days = told.get("days") if whole else None
        return Choices(
            sheet=sheet or (told.get("sheet", "") if whole else ""),
            header_row=int(told.get("header_row", 0)) if whole else 0,
            columns=fields,
            profile=NO_PROFILE,
            replaced=frozenset(map(Field, told.get("replaced", ()) if whole else ())),
            untouched=frozenset(map(Field, told.get("untouched", ()) if whole else ())),
            order=DayOrder(days) if days else None,
        )
    except (ValueError, TypeError, AttributeError) as error:
        message = _(
            "{file} is not a mapping: it is a JSON object such as {example}; the fields are {names}"
        )
        example = '{"columns": {"Nom": "last_name", "Mt": "amount"}}'
        names = ", ".join(field.value for field in Field)
        told_ = message.format(file=path, example=example, names=names)
        raise Refused("import.mapping", told_, "mapping") from error


def read_repairs(path: Path) -> tuple[Words, Shapes]:
    """Read repairs: ``{"means": {"Troc": "Espèces"}, "postal_code": {"1000": null}}``.

    What is taken for ``null`` is not mended, nor are the values written like it.

    Raises:
        Refused: When they are none.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        repairs, left = {}, {}
        for name, words in told.items():
            wanted = Field(name)
            repairs[wanted] = {str(a): str(b) for a, b in words.items() if b is not None}
            left[wanted] = frozenset(shape_of(str(a)) for a, b in words.items() if b is None)
        return (
            {wanted: words for wanted, words in repairs.items() if words},
            {wanted: shapes for wanted, shapes in left.items() if shapes},
        )
    except (ValueError, TypeError, AttributeError) as error:
        message = _("{file} holds no repairs: it is a JSON object such as {example}.")
        told_ = message.format(file=path, example='{"means": {"Troc": "Espèces"}}')
        raise Refused("import.repairs", told_, "repairs") from error


def read_people(path: Path) -> Decisions:
    """Read decisions: ``{"5": "10001-4", "7": "row 5", "8": "new", "9": "later"}``.

    Raises:
        Refused: When they are none.
    """
    decisions = Decisions()
    try:
        for row, told in json.loads(path.read_text(encoding="utf-8-sig")).items():
            if told == "new":
                decisions = decisions.as_new(int(row))
            elif told == "later":
                decisions = decisions.put_off(int(row))
            elif told.startswith("row "):
                decisions = decisions.as_one(int(row), -int(told.removeprefix("row ")))
            else:
                decisions = decisions.as_one(int(row), read_number(told))
    except (ValueError, TypeError, AttributeError, Refused) as error:
        message = _("{file} holds no decisions: it is a JSON object such as {example}.")
        example = '{"5": "10001-4", "7": "row 5", "8": "new", "9": "later"}'
        raise Refused(
            "import.people", message.format(file=path, example=example), "people"
        ) from error
    return decisions
