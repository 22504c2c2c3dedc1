# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the program starts: verbs go to the command line; the rest opens the window."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from app.usecases.doors import Doors


def main() -> int:
    """Run ``obole`` and return its exit status."""
    words = sys.argv[1:]
    if words and (call := _call_in(words)) is not None:
        return _show_window([call.dossier] if call.dossier else [], call.telephone)
    if not words or (len(words) == 1 and Path(words[0]).suffix == ".obole"):
        return _show_window(words)
    from app.cli.main import run  # noqa: PLC0415 - the window must not pay for the verbs

    return run(words, _shipped_doors())


def _call_in(words: list[str]) -> "Namespace | None":
    """Read ``call NUMBER`` or a link such as ``tel:…``; None for any other words.

    With ``--json`` nobody looks at a window: the command line answers.
    """
    import argparse  # noqa: PLC0415 - not for a window without words

    from app.domain.calls import is_link  # noqa: PLC0415

    if "--json" in words or not any(word == "call" or is_link(word) for word in words):
        return None
    parser = argparse.ArgumentParser(prog="obole call")
    parser.add_argument("-d", "--dossier", default=os.environ.get("OBOLE_DOSSIER", ""))
    parser.add_argument("words", nargs="*")
    call, others = parser.parse_known_args(words)
    told = [word for word in call.words if word != "call"]
    if others or len(told) != 1 or not (call.words[0] == "call" or is_link(told[0])):
        return None
    call.telephone = told[0]
    return call


def _show_window(words: list[str], call: str = "") -> int:
    from app.adapters.crash import CrashReports  # noqa: PLC0415 - the verbs must not pay for it
    from app.adapters.log import log_folder, start_log  # noqa: PLC0415
    from app.ui import run as run_window  # noqa: PLC0415

    start_log(log_folder())
    reports = CrashReports(log_folder())
    left = reports.left_behind()
    reports.install()
    try:
        return run_window(_shipped_doors, *words, call=call, reports=reports, left=left)
    finally:
        reports.remove()


def _shipped_doors() -> "Doors":
    """Import storage and adapters; the window does it after its first paint."""
    from app.wiring import ShippedDoors  # noqa: PLC0415

    return ShippedDoors()


if __name__ == "__main__":
    sys.exit(main())
