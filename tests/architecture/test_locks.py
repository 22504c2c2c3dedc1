# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make run`` installs one lock, ``make test`` the other: each holds all that it needs."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = [
    *(ROOT / "app").rglob("*.py"),
    *(ROOT / "db").rglob("*.py"),
    ROOT / "installer" / "start.py",
    ROOT / "installer" / "catalogues.py",
]
"""What runs after ``make run`` on a machine where nothing else was ever installed."""

STEERED = {ROOT / "tests" / "fuzz" / "steered.py"}
"""What runs only where the lock of the fuzzer could be installed."""

OURS = {"app", "db", "installer", "tests", "resources"}


def locked(name: str) -> set[str]:
    """Return the distributions a lock installs."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {match.lower() for match in re.findall(r"^([\w.-]+)(?:\[.*\])?==", text, re.MULTILINE)}


def imported(paths: list[Path]) -> dict[str, Path]:
    """Return the packages of others that are imported, and one file that does."""
    found: dict[str, Path] = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            found |= {name.split(".")[0]: path for name in names}
    return {
        name: path for name, path in found.items() if name not in OURS | sys.stdlib_module_names
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lock", "paths"),
    [
        ("requirements.lock", RUN),
        ("requirements-dev.lock", sorted({*(ROOT / "tests").rglob("*.py")} - STEERED)),
    ],
)
def test_a_lock_installs_every_package_that_is_imported(lock: str, paths: list[Path]) -> None:
    makers = packages_distributions()
    installed = locked(lock)
    missing = {
        name: path.relative_to(ROOT).as_posix()
        for name, path in imported(paths).items()
        if not installed & {maker.lower().replace("_", "-") for maker in makers[name]}
    }
    assert missing == {}


def test_the_run_lock_holds_nothing_else_than_the_test_lock_does() -> None:
    assert locked("requirements.lock") <= locked("requirements-dev.lock")
