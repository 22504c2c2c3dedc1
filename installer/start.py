# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``make run`` starts: the window, or without a display the main job on the sample."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from installer.catalogues import compile_stale


def has_display() -> bool:
    """Tell whether a window could be shown."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Start the program and return its exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="out", help="where the headless job leaves its results")
    out = Path(parser.parse_args().out)
    compile_stale()
    if has_display():
        return subprocess.run([sys.executable, "-m", "app"], check=False).returncode
    print("No display here: the main job runs on resources/samples, without a window.", flush=True)
    command = [sys.executable, "-m", "app", "sample", "--out", str(out)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
