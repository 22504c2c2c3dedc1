# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.fuzz --minutes 10``: no crash, no hang, no sum that does not meet.

Sound tables of our own and, where they are at hand, those of others are broken over and over, then
rehearsed as an import. Where atheris is installed it steers: what reaches code not reached before
is broken further. Elsewhere chance alone decides.
"""

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import monotonic

from app.domain.imports.fields import ImportKind
from tests.fuzz.breaking import broken
from tests.fuzz.rehearsing import Rehearsals, seeds


def by_chance(minutes: float, seed: int, out: Path) -> str:
    """Break and rehearse until the time is over, and say what came of it."""
    chance, ends = Random(seed), monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        sound = seeds(folder / "seeds")
        rehearsals = Rehearsals(folder, out)
        while monotonic() < ends:
            ending, body = chance.choice(sound)
            rehearsals.rehearse(ending, broken(body, chance), chance.choice(list(ImportKind)))
    return rehearsals.told()


def main() -> int:
    """Fuzz by the best means at hand and return 0 when no file was at fault."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--by-chance", action="store_true", help="even where atheris is installed")
    options = parser.parse_args()
    if find_spec("atheris") is None or options.by_chance:
        print(by_chance(options.minutes, options.seed, options.out))
        return 0
    # It must see the modules before they are imported: a process of its own.
    steered = [sys.executable, "-m", "tests.fuzz.steered"]
    told = [str(options.minutes), str(options.seed), str(options.out)]
    return subprocess.run([*steered, *told], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
