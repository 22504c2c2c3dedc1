# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate every change passes: style, types, then every test with its coverage by floor."""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

FLOORS = {
    "app/kernel": 95,
    "app/domain": 95,
    "app/usecases": 95,
    "app/schemes": 95,
    "app/adapters": 90,
    "app/cli": 85,
    "app/ui": 75,
    "db": 90,
}
"""The least share of lines and branches, in percent, that the tests of a floor must reach."""


TESTS = ("pytest", "-q", "--cov", "--cov-report=", "--numprocesses", "3", "--dist", "worksteal")
"""Three by three on two cores, for many wait; those with real keys have a display each.

Programs the tests start are not measured: they would take half as long again, and what they run is
covered by the tests beside them.
"""


def main() -> int:
    """Run the gate and return its exit status."""
    tools = (
        ["ruff", "format", "--check", "--quiet", "."],
        ["ruff", "check", "--quiet", "."],
        ["mypy", "--no-error-summary"],
    )
    for tool in tools:
        if status := subprocess.run([sys.executable, "-m", *tool], check=False).returncode:
            print(f"{tool[0]} found something to mend.")
            return status
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "shares.json"
        environment = os.environ | {"COVERAGE_FILE": str(Path(folder) / "coverage")}
        command = [sys.executable, "-m", *TESTS, f"--cov-report=json:{report}"]
        if status := subprocess.run(command, check=False, env=environment).returncode:
            return status
        low = too_low(json.loads(report.read_text(encoding="utf-8"))["files"])
    for line in low:
        print(line)
    return 1 if low else 0


def too_low(files: dict[str, dict[str, dict[str, int]]]) -> list[str]:
    """Return a line for each floor whose coverage is below its least share."""
    reached: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, told in files.items():
        floor = next((f for f in FLOORS if Path(name).as_posix().startswith(f"{f}/")), None)
        if floor is not None:
            summary = told["summary"]
            reached[floor][0] += summary["covered_lines"] + summary["covered_branches"]
            reached[floor][1] += summary["num_statements"] + summary["num_branches"]
    low = []
    for floor, least in FLOORS.items():
        covered, total = reached[floor]
        share = 100 * covered / total if total else 0
        print(f"coverage {floor}: {share:.1f} % (at least {least} %)")
        if share < least:
            low.append(f"{floor} is covered to {share:.1f} %, {least} % is asked for.")
    return low


if __name__ == "__main__":
    sys.exit(main())
