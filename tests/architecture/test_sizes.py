# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and functions stay small enough to be read at one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "db", "installer", "resources", "tests")
FROZEN = "db/migrations/"
"""What a migration did to one table is one list of facts, however many columns it has."""

FILE_LINES = 400
FUNCTION_LINES = 50
WINDOW_LINES = 300
WINDOW = "app/ui/shell/window.py"


def too_long(root: Path) -> Iterator[str]:
    """Yield every file and function above its limit."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            source = path.read_text(encoding="utf-8")
            limit = WINDOW_LINES if name == WINDOW else FILE_LINES
            if (lines := len(source.splitlines())) > limit:
                yield f"{name}: {lines} lines, {limit} at most"
            if not name.startswith(FROZEN):
                yield from long_functions(name, source)


def long_functions(name: str, source: str) -> Iterator[str]:
    """Yield every function of one file above the limit."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}: {node.name} has {lines} lines, {FUNCTION_LINES} at most"


def test_files_and_functions_are_short() -> None:
    found = list(too_long(ROOT))
    assert not found, "\n".join(found)


def test_length_is_measured(tmp_path: Path) -> None:
    body = "    pass\n"
    (tmp_path / "app/ui/shell").mkdir(parents=True)
    (tmp_path / "app/long.py").write_text("x = 1\n" * (FILE_LINES + 1))
    (tmp_path / "app/fits.py").write_text("def f():\n" + body * (FUNCTION_LINES - 1))
    (tmp_path / "app/deep.py").write_text("def f():\n" + body * FUNCTION_LINES)
    (tmp_path / WINDOW).write_text("x = 1\n" * (WINDOW_LINES + 1))
    found = [line.split(":")[0] for line in too_long(tmp_path)]
    assert sorted(found) == ["app/deep.py", "app/long.py", WINDOW]
