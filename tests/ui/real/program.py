# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in a process of its own: keys go in by the desktop, answers come from a probe."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ui.real.desktop import Desktop

ROOT = Path(__file__).resolve().parents[3]
_PATIENCE_S = 60.0


class Program:
    """One run of the program.

    Args:
        desktop: Where it shows itself.
        dossier: What it opens, on the sixth of January 2026; ``Path()`` for nothing.
        settings: A folder for what the workstation remembers.
        language: ``fr`` or ``en``.
        awaited: The widget that takes the focus once it can be used; by default whichever does
            when the dossier is open.

    Attributes:
        keys: How many keys were pressed, each key of a chord counted.
    """

    def __init__(
        self,
        desktop: Desktop,
        dossier: Path,
        settings: Path,
        language: str = "fr",
        awaited: str = "",
    ) -> None:
        """Start it and wait until it can be used."""
        self.desktop = desktop
        self.dossier = dossier
        self.settings = settings
        self.keys = 0
        location = "" if dossier == Path() else str(dossier)
        words = ["-m", "tests.ui.real.probe", location, "2026-01-06", language]
        self._process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=desktop.environment | of_this_run(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if awaited:
            self.wait_focus(awaited)
        else:
            self.until(lambda: self.ask("ready"))
            self.until(lambda: self.ask("focus"))

    def ask(self, question: str, **words: object) -> Any:  # noqa: ANN401 - any JSON
        """Ask the probe a question."""
        if self._process.stdin is None or self._process.stdout is None:
            message = "the program was started without its pipes"
            raise RuntimeError(message)
        self._process.stdin.write(json.dumps({"ask": question, **words}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            message = f"the program ended ({self._process.wait()}) before it answered {question}"
            raise AssertionError(message)
        return json.loads(line)

    def until(self, condition: Callable[[], object], patience_s: float = _PATIENCE_S) -> None:
        """Wait until the condition answers something true."""
        end = time.monotonic() + patience_s
        while True:
            if condition():
                return
            if time.monotonic() > end:
                message = f"waited in vain; the focus is on {self.ask('focus')}"
                raise AssertionError(message)
            time.sleep(0.03)

    def resize(self, width: int, height: int) -> int:
        """Resize the window, once its manager has done so; return the width the page needs."""
        size, got = [width, height], [0, 0, 0]

        def done() -> bool:
            got[:] = self.ask("resize", width=width, height=height)
            return got[:2] == size

        self.until(done)
        return got[2]

    def type(self, text: str, delay_ms: int = 12) -> None:
        """Type characters."""
        self.keys += len(text)
        self.desktop.type(text, delay_ms)

    def scan(self, text: str, delay_ms: int) -> None:
        """Send what a reader sends: characters, then Enter, without a pause."""
        self.keys += len(text) + 1
        self.desktop.scan(text, delay_ms)

    def key(self, *names: str) -> None:
        """Press keys or chords."""
        self.keys += sum(len(name.split("+")) for name in names)
        self.desktop.key(*names)

    def shows(self, name: str) -> bool:
        """Tell whether the widget of this object name is in sight."""
        return bool((self.ask("widget", name=name) or {}).get("visible"))

    def wait_focus(self, name: str) -> dict[str, Any]:
        """Wait until the widget of this object name has the focus; return its state."""
        self.until(lambda: (self.ask("focus") or {}).get("name") == name)
        return dict(self.ask("focus"))

    def lines(self) -> list[list[str]]:
        """Return the cells of the lines table."""
        return list(self.ask("rows", name="linesTable"))

    def wait_lines(self, count: int) -> list[list[str]]:
        """Wait until so many lines are saved; return their cells, the newest first."""

        def saved() -> bool:
            rows = self.lines()
            return len(rows) == count and all(row[0] != "…" for row in rows)

        self.until(saved)
        return self.lines()

    def wait_text(self, words: str) -> None:
        """Wait until these words stand somewhere on the screen."""
        self.until(lambda: any(words in text for text in self.ask("texts")))

    def wait_paper(self, name: str) -> bytes:
        """Wait until a document was handed to the reader of the workstation; return its bytes."""

        def found() -> list[Path]:
            return list(self.settings.rglob(f"papers/{name}.pdf"))

        self.until(found)
        self.until(lambda: found()[0].read_bytes().rstrip().endswith(b"%%EOF"))
        return found()[0].read_bytes()

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._process.kill()
        self._end()

    def close(self) -> None:
        """End it if it still runs: it ends by itself once nobody can ask it anything."""
        if self._process.stdin is not None and self._process.poll() is None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        finally:
            self._end()

    def _end(self) -> None:
        self._process.wait(timeout=_PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def of_this_run(settings: Path) -> dict[str, str]:
    """Return where a run keeps what it remembers, and a reader of PDF that shows nothing."""
    reader = settings / "bin" / "xdg-open"
    reader.parent.mkdir(exist_ok=True)
    reader.write_text("#!/bin/sh\n", encoding="utf-8")
    reader.chmod(0o755)
    return {
        "XDG_CONFIG_HOME": str(settings),
        "XDG_CACHE_HOME": str(settings / "cache"),
        "PATH": f"{reader.parent}{os.pathsep}{os.environ['PATH']}",
    }
