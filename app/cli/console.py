# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a verb is given: the office, and a way to answer."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from app.kernel.progress import Progress

_BAR = 30
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Console:
    """Where a verb writes: one JSON document, or sentences and tables.

    Attributes:
        json: Whether ``--json`` was asked for.
    """

    json: bool
    out: TextIO
    err: TextIO

    def answer(self, document: Answer, sentences: Iterable[str] = ()) -> None:
        """Write the answer, as JSON or as sentences."""
        if self.json:
            self.out.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")
        else:
            self.out.writelines(f"{sentence}\n" for sentence in sentences)

    def say(self, sentence: str) -> None:
        """Write a message that is not the answer."""
        self.err.write(f"{sentence}\n")

    @property
    def progress(self) -> Progress:
        """A bar on standard error when it is a terminal, else nothing."""
        return _Bar(self.err)


class _Bar:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()

    def step(self, done: int, total: int, what: str = "") -> None:
        if self._shown and total:
            full = _BAR * done // total
            bar = "#" * full + "-" * (_BAR - full)
            end = "\n" if done >= total else ""
            self._stream.write(f"\r[{bar}] {done}/{total} {what}{end}")
            self._stream.flush()


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a plain table, columns aligned."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(headers), *cells]) for i in range(len(headers))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [list(headers), *cells]
    ]


def standard(*, as_json: bool) -> Console:
    """Return the console on the standard streams."""
    return Console(as_json, sys.stdout, sys.stderr)
