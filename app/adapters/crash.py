# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to a bug: a report in a file of this computer, masked, never sent by itself."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from app.adapters.log import mask_traceback
from app.kernel.version import VERSION

_LOG = logging.getLogger(__name__)
_REPORTS_KEPT = 10

Told = Callable[[Path], None]


class CrashReports:
    """Catches what nothing else caught, in every thread, and keeps it for who helps.

    Args:
        folder: Where reports are written.
    """

    def __init__(self, folder: Path) -> None:
        """Catch nothing until ``install``."""
        self._folder = folder
        self._previous = (sys.excepthook, threading.excepthook)
        self._faults: IO[str] | None = None
        self.tell: Told = lambda _path: None

    def install(self) -> None:
        """Catch from here on; native crashes (a fault in a library) go to their own file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._faults = (self._folder / "native-crash.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self._catch
        threading.excepthook = self._catch_in_thread

    def remove(self) -> None:
        """Catch no more."""
        sys.excepthook, threading.excepthook = self._previous
        if self._faults:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def left_behind(self) -> Path | None:
        """Return what a native crash of an earlier run left, or None; told once."""
        path = self._folder / "native-crash.txt"
        if not path.exists() or not path.stat().st_size:
            return None
        kept = self._folder / f"crash-{_stamp()}.txt"
        path.replace(kept)
        return kept

    def write(self, error: BaseException) -> Path:
        """Write a report and return its path; only the last ten are kept."""
        told = "".join(traceback.format_exception(error))
        path = self._folder / f"crash-{_stamp()}.txt"
        head = (
            f"Obole {VERSION}\n"
            f"Python {platform.python_version()} {platform.system()} {platform.machine()}\n"
            "No donor, amount or file of the dossier is in this report.\n\n"
        )
        path.write_text(head + mask_traceback(told) + "\n", encoding="utf-8")
        for old in sorted(self._folder.glob("crash-*.txt"))[:-_REPORTS_KEPT]:
            old.unlink(missing_ok=True)
        return path

    def _catch(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("not caught", exc_info=(kind, error, trace))
        self.tell(self.write(error))

    def _catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._catch(caught.exc_type, caught.exc_value, caught.exc_traceback)


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
