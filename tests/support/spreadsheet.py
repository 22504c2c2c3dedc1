# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as LibreOffice reads them, every formula computed again by itself."""

import csv
import subprocess
from collections.abc import Sequence
from pathlib import Path

Sheets = dict[str, list[list[str]]]

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>"""
_ITEM = """<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{name}" \
oor:op="fuse"><value>0</value></prop></item>"""
_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Commas, quotes, UTF-8, values as they are rather than as shown, one file a sheet."""


def recomputed(paths: Sequence[Path], folder: Path) -> list[Sheets]:
    """Return the rows of each sheet of each workbook, by its name; started once for all."""
    profile, out = folder / "profile", folder / "computed"
    (profile / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(name=name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_ALWAYS.format(items=items), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", _EVERY_SHEET, "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return [_sheets(out, path.stem) for path in paths]


def _sheets(folder: Path, stem: str) -> Sheets:
    found: Sheets = {}
    for path in folder.glob(f"{stem}-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix(f"{stem}-")] = list(csv.reader(file))
    return found
