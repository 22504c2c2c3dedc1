# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A country is one file: it is found by itself, and nothing else knows its name."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from app.domain.donors import DonorKind
from app.schemes import found_in, shipped
from tests.conftest import TODAY

TOY = """
from app.domain.receipts import Asked
from app.schemes.free_form import FreeForm


class Toy(FreeForm):
    code = "xx.toy"
    country = "XX"
    currency = "EUR"
    mentions = (Asked(code="seal", label="Seal"),)
    _data = {
        "forms": [
            {
                "version": "1",
                "valid_from": "2020-01-01",
                "valid_to": None,
                "texts": {"en": {"title": "Toy {year}", "issuer": ["Seal {seal}"], "body": []}},
            }
        ]
    }


SCHEMES = (Toy(),)
"""


def test_adding_a_country_is_adding_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "toy_schemes"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "xx.py").write_text(TOY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = found_in(import_module("toy_schemes"))
    toy = found.serving("XX", DonorKind.PERSON, TODAY)
    assert toy is found.of("xx.toy")
    assert [asked.code for asked in toy.asks] == ["seal"]
    assert list(found.countries()) == ["XX"]
    for name in ("toy_schemes", "toy_schemes.xx"):
        sys.modules.pop(name)


def test_no_code_is_borne_twice() -> None:
    schemes = shipped()
    belgian = schemes.of("be.145_33")
    assert schemes.countries()["BE"] == [belgian]
    with pytest.raises(ValueError, match=r"be\.145_33"):
        type(schemes)([belgian, belgian])
