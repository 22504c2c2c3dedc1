# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the program starts: verbs go to the command line; none, or a dossier, opens the window."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.usecases.doors import Doors


def main() -> int:
    """Run ``obole`` and return its exit status."""
    words = sys.argv[1:]
    if not words or (len(words) == 1 and Path(words[0]).suffix == ".obole"):
        return _show_window(words)
    from app.cli.main import run  # noqa: PLC0415 - the window must not pay for the verbs

    return run(words, _shipped_doors())


def _show_window(words: list[str]) -> int:
    from app.adapters.crash import CrashReports  # noqa: PLC0415 - the verbs must not pay for it
    from app.adapters.log import log_folder, start_log  # noqa: PLC0415
    from app.ui import run as run_window  # noqa: PLC0415

    start_log(log_folder())
    reports = CrashReports(log_folder())
    left = reports.left_behind()
    reports.install()
    try:
        return run_window(_shipped_doors, *words, reports=reports, left=left)
    finally:
        reports.remove()


def _shipped_doors() -> "Doors":
    """Import storage and adapters; the window does it after its first paint."""
    from app.wiring import ShippedDoors  # noqa: PLC0415

    return ShippedDoors()


if __name__ == "__main__":
    sys.exit(main())
