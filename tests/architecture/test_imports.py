# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import contracts hold, and each of them catches what it is there to catch."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = {
    "floors": {
        "app/kernel/planted.py": "import app.domain.gifts",
        "app/domain/planted.py": "import app.usecases.gifts",
        "app/usecases/planted.py": "import db.store",
        "app/cli/planted.py": "import app.adapters.pdf",
        "app/adapters/planted.py": "import app.wiring",
        "app/schemes/planted.py": "import db.store",
    },
    "no-attic": {"app/helpers.py": ""},
    "qt": {
        "app/usecases/planted_qt.py": "import PySide6.QtCore",
        "app/ui/screens/donors/presenter.py": "import PySide6.QtWidgets",
    },
    "sql": {
        "app/ui/kit/planted_sql.py": "import sqlite3",
        "app/usecases/planted_sql.py": "import sqlalchemy",
    },
    "libraries": {
        "app/ui/kit/planted_pdf.py": "import reportlab",
        "db/planted_sheet.py": "import openpyxl",
    },
    "rooms": {
        "app/domain/left.py": "import app.domain.right",
        "app/domain/right.py": "import app.domain.left",
    },
    "window": {"app/ui/kit/planted_shell.py": "import app.ui.shell.window"},
    "screens": {"app/ui/screens/planted/__init__.py": "import app.ui.screens.donors"},
}
"""For each contract, files that break it."""


def lint(folder: Path) -> str:
    """Return what import-linter says of a source tree."""
    code = "from importlinter.cli import lint_imports; lint_imports(no_cache=True, no_logo=True)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "250", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def contracts() -> dict[str, str]:
    """Return the names of the contracts by their ids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {told["id"]: told["name"] for told in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What import-linter reports, by contract, once every violation is planted."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in ("app", "db"):
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for files in PLANTED.values():
        for name, line in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    reported = lint(copy).split("Broken contracts")[-1]
    names = contracts()
    headings = "|".join(map(re.escape, names.values()))
    parts = re.split(rf"^({headings})\n-+\n", reported, flags=re.MULTILINE)
    by_name = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {key: by_name.get(name, "") for key, name in names.items()}


def test_the_contracts_are_kept() -> None:
    said = lint(ROOT)
    assert f"Contracts: {len(contracts())} kept, 0 broken." in said, said


def test_every_contract_has_a_violation_planted() -> None:
    assert set(contracts()) == set(PLANTED)


@pytest.mark.parametrize(("contract", "spared"), [("qt", {"ui"}), ("libraries", {"adapters"})])
def test_every_other_floor_is_under_contract(contract: str, spared: set[str]) -> None:
    floors = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == contract)
    assert {f"app.{floor}" for floor in floors - spared} <= set(told["source_modules"])


@pytest.mark.parametrize(
    ("contract", "name"), [(key, name) for key, files in PLANTED.items() for name in files]
)
def test_a_planted_violation_is_caught(broken: dict[str, str], contract: str, name: str) -> None:
    module = name.removesuffix(".py").removesuffix("/__init__").rsplit("/", 1)[-1]
    assert f".{module} " in f"{broken[contract]} ".replace("\n", " "), broken[contract]
