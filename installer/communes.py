# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of postal codes: ``python -m installer.communes COMMUNES.json CODES.json``.

The two files are those of the packages ``@etalab/decoupage-administratif`` (``data/communes.json``)
and ``codes-postaux`` (``codes-postaux.json``), which publish official data in JSON.
"""

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from app.domain.addresses import town_key
from app.kernel.assets import asset_path

TARGET = asset_path("data", "fr_communes.txt.gz")
_BOROUGH = re.compile(r" \d+(?:er|e) Arrondissement$")


def main(communes: str, codes: str) -> int:
    """Write the table; return the exit status."""
    served: defaultdict[str, set[str]] = defaultdict(set)
    places = json.loads(Path(communes).read_text(encoding="utf-8"))
    of_seat = {one["code"]: one.get("codesPostaux", []) for one in places if _is_today(one)}
    for one in places:
        for code in one.get("codesPostaux") or of_seat.get(one.get("chefLieu", ""), []):
            served[code].add(_BOROUGH.sub("", one["nom"]))
    for row in json.loads(Path(codes).read_text(encoding="utf-8")):
        names = served[row["codePostal"]]
        names.add(_BOROUGH.sub("", row["nomCommune"]))
        _add_as_mail_has_it(row["libelleAcheminement"], names)
    lines = [f"{code}\t{'|'.join(sorted(names))}" for code, names in sorted(served.items())]
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
    print(f"{len(lines)} codes, {sum(map(len, served.values()))} names: {TARGET.name}")
    return 0


def _add_as_mail_has_it(label: str, names: set[str]) -> None:
    """Add what envelopes say where it is no town's own name: Juan-les-Pins is in Antibes."""
    known = {town_key(name) for name in names}
    if town_key(label) not in known and not any(character.isdigit() for character in label):
        names.add(label.title())


def _is_today(one: dict[str, Any]) -> bool:
    return str(one["type"]) == "commune-actuelle"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
