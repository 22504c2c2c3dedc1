# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors written as an .ods, against LibreOffice making one of the same text table.

LibreOffice gets the table ready made, and makes true numbers of it as it sees fit.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.perf.exporting import exporting
from tests.perf.frame import Baseline, Contenders, Row

_OFFICE = "LibreOffice converting the same .csv"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    table = folder / "table.csv"
    with exporting(table) as tabled:
        tabled()
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods"]
    command += ["--outdir", str(folder), str(table)]

    def converted() -> None:
        subprocess.run(command, check=True, capture_output=True)
        (folder / "table.ods").unlink()

    with exporting(folder / "donors.ods") as exported:
        yield {"job": exported, _OFFICE: converted}


ROW = Row(
    name="exportods",
    job="a list of 100 000 donors of 20 columns saved as an .ods",
    baselines=(Baseline(_OFFICE, 2.5, slower=True),),
    prepare=_prepare,
    rounds=3,
)
