# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate asks for coverage on every floor, and says which one falls short."""

from pathlib import Path

from installer.gate import FLOORS, too_low

ROOT = Path(__file__).resolve().parents[2]


def told(covered: int, total: int) -> dict[str, dict[str, int]]:
    """Return what coverage says of a file: half lines, half branches."""
    return {
        "summary": {
            "covered_lines": covered,
            "num_statements": total,
            "covered_branches": covered,
            "num_branches": total,
        }
    }


def test_every_floor_has_its_least_share() -> None:
    floors = {f"app/{path.parent.name}" for path in (ROOT / "app").glob("*/__init__.py")} | {"db"}
    assert set(FLOORS) == floors
    assert all(least >= 75 for least in FLOORS.values())


def test_a_floor_below_its_share_is_named() -> None:
    files = {f"{floor}/gifts.py": told(100, 100) for floor in FLOORS}
    assert too_low(files) == []
    files["app/domain/gifts.py"] = told(94, 100)
    assert [line.split()[0] for line in too_low(files)] == ["app/domain"]


def test_a_floor_without_a_test_is_named() -> None:
    files = {f"{floor}/gifts.py": told(100, 100) for floor in FLOORS if floor != "db"}
    assert [line.split()[0] for line in too_low(files)] == ["db"]
