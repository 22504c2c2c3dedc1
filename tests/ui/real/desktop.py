# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window system for the tests: Xvfb, a window manager, an AZERTY keyboard, xdotool."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PROGRAMS = ("Xvfb", "xdotool", "setxkbmap", "openbox")
_KEY_DELAY_MS = 12


def missing() -> list[str]:
    """Return the programs this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@dataclass(frozen=True, slots=True)
class Desktop:
    """One X display with a French keyboard."""

    name: str

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to show itself here."""
        return os.environ | {
            "DISPLAY": self.name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "0",
            "LC_ALL": "C.UTF-8",
        }

    def tell(self, *words: str) -> str:
        """Run xdotool and return what it says."""
        told = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return told.stdout.strip()

    def type(self, text: str, delay_ms: int = _KEY_DELAY_MS) -> None:
        """Type characters with real key events."""
        self.tell("type", "--delay", str(delay_ms), "--", text)

    def scan(self, text: str, delay_ms: int) -> None:
        """Type characters and Enter in one go: a second command would come late on a busy day."""
        self.tell("type", "--delay", str(delay_ms), "--args", "1", text, "key", "Return")

    def key(self, *names: str) -> None:
        """Press keys or chords by their X names, such as ``KP_Enter`` or ``ctrl+l``."""
        self.tell("key", "--delay", str(_KEY_DELAY_MS), "--clearmodifiers", *names)


@contextmanager
def desktop(width: int = 1366, height: int = 768) -> Iterator[Desktop]:
    """Start a display with a window manager and a French keyboard; stop them at the end."""
    reading, writing = os.pipe()
    # Without -noreset the server forgets the keyboard layout when its last client leaves.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
         "-noreset", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    here = Desktop(f":{number}")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"], env=here.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        subprocess.run(["setxkbmap", "fr"], env=here.environment, check=True)
        yield here
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(timeout=10)
