# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.fuzz.steered MINUTES SEED OUT``: files broken on, steered by atheris.

An input is the ending of a file on a line of its own, then its bytes; what is imported of it,
donors or gifts, hangs on its last byte.
"""

import os
import sys
import tempfile
from pathlib import Path
from random import Random
from time import monotonic

import atheris

with atheris.instrument_imports(include=["app.adapters.excel", "app.domain.imports"]):
    from app.domain.imports.fields import ImportKind
    from tests.fuzz.breaking import broken
    from tests.fuzz.rehearsing import Rehearsals, seeds

_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip"})
_LONGEST = 1 << 20
"""Bytes of the largest input: sound tables beyond that stay out."""


def _parted(data: bytes) -> tuple[str, bytes]:
    ending, _line, body = data.partition(b"\n")
    told = ending.decode("ascii", "replace")
    return (told, body) if told in _ENDINGS else (".csv", data)


def _mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Break a file as the run by chance does; every fourth time as atheris would."""
    chance = Random(seed)
    ending, body = _parted(data)
    head = f"{ending}\n".encode()
    room = max(longest - len(head), 1)
    changed = atheris.Mutate(body, room) if chance.random() < 1 / 4 else broken(body, chance)
    return head + changed[:room]


def main() -> None:
    """Break and rehearse until the time is over, say what came of it, and end the process."""
    minutes, seed, out = float(sys.argv[1]), int(sys.argv[2]) or 1, Path(sys.argv[3])
    ends = monotonic() + minutes * 60
    kinds = list(ImportKind)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("seeds", "inputs"):
            (folder / part).mkdir()
        for place, (ending, body) in enumerate(seeds(folder / "seeds")):
            if ending in _ENDINGS and len(body) < _LONGEST:
                (folder / "inputs" / str(place)).write_bytes(f"{ending}\n".encode() + body)
        rehearsals = Rehearsals(folder, out)

        def rehearse(data: bytes) -> None:
            if monotonic() > ends:
                print(rehearsals.told(), flush=True)
                os._exit(0)
            ending, body = _parted(data)
            rehearsals.rehearse(ending, body, kinds[sum(data[-1:]) % len(kinds)])

        options = [
            f"-seed={seed}",
            f"-max_len={_LONGEST}",
            f"-artifact_prefix={out}/",
            "-timeout=60",
        ]
        atheris.Setup(["fuzz", *options, str(folder / "inputs")], rehearse, custom_mutator=_mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
