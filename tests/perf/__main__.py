# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.perf``: every row in a process of its own, one table, one JSON file."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.perf.frame import Result, Row, measure, table

ROWS = (
    "startup",
    "search",
    "keystroke",
    "deskkey",
    "finder",
    "gift",
    "lines",
    "posting",
    "server",
    "server_issue",
    "table",
    "jump",
    "demo",
    "receipts",
    "preview",
    "letters",
    "duplicates",
    "quality",
    "lists",
    "sheet",
    "imports",
    "rehearsal",
    "updates",
    "export",
    "exportcsv",
    "exportods",
    "laidout",
)


def row_named(name: str) -> Row:
    """Return a row by its name."""
    row = import_module(f"tests.perf.rows.{name}").ROW
    assert isinstance(row, Row)
    return row


def _run_here(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="obole-bench-") as folder:
        results = measure(row_named(name), Path(folder))
    print(json.dumps([result.as_json() for result in results]))


def _run_apart(name: str) -> list[Result]:
    command = [sys.executable, "-m", "tests.perf", "--here", name]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    told = json.loads(done.stdout.splitlines()[-1])
    return [Result(**{k: v for k, v in one.items() if k != "reached"}) for one in told]


def main() -> int:
    """Run the rows asked for and return 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--row", choices=ROWS, action="append")
    parser.add_argument("--here", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--json", default="bench.json", help="where the results are written")
    options = parser.parse_args()
    if options.here:
        _run_here(options.here)
        return 0
    results = []
    for name in options.row or ROWS:
        print(f"{name}: {row_named(name).job} …", file=sys.stderr, flush=True)
        results.extend(_run_apart(name))
    print(table(results))
    Path(options.json).write_text(
        json.dumps([result.as_json() for result in results], indent=1), encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
