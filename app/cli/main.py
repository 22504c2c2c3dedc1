# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``obole VERB``: words to use cases, failures to exit statuses.

0 done, 2 wrong words, 3 refused by a rule, 4 trouble with the world. Never a traceback for 3 or 4.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from locale import getlocale
from typing import Any

from app.cli.console import Console, standard
from app.kernel.clock import Clock, FixedClock, SystemClock
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _, set_language
from app.kernel.progress import Cancelled
from app.kernel.version import VERSION
from app.usecases.doors import Doors

ROOMS = (
    *("dossier", "demo", "donors", "duplicates", "batches", "gifts", "deposits", "receipts"),
    *("imports", "exports", "sample", "backups", "readers", "addresses", "quality", "calls"),
    *("letters", "privacy", "households", "mail", "country", "accounting", "notebook"),
)
"""The modules of this package that add verbs; each has ``add_verbs(verbs)``."""

DONE, WRONG_WORDS, REFUSED, TROUBLE, INTERRUPTED = 0, 2, 3, 4, 130


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Carry out one command line and return its exit status."""
    set_language(_asked_language(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _with_defaults(_parser().parse_args(arguments))
    console = standard(as_json=options.json)
    try:
        return _carry_out(options, console, doors) or DONE
    except Refused as refused:
        return _tell(refused, console, "refused", REFUSED)
    except OboleError as trouble:
        return _tell(trouble, console, "trouble", TROUBLE)
    except OSError as error:
        return _tell(_of_system(error), console, "trouble", TROUBLE)
    except (Cancelled, KeyboardInterrupt):
        console.say(_("Stopped. What was saved whole stays; nothing else was written."))
        return INTERRUPTED


def _carry_out(options: argparse.Namespace, console: Console, doors: Doors) -> int | None:
    if options.on_dossier:
        location = options.dossier or os.environ.get("OBOLE_DOSSIER", "")
        if not location:
            message = _("Say which dossier: --dossier FILE, or the variable OBOLE_DOSSIER.")
            raise Refused("dossier.unsaid", message)
        passphrase = os.environ.get("OBOLE_PASSPHRASE", "")
        office = doors.open(
            location, clock=clock_of(options), user=options.user, passphrase=passphrase
        )
        try:
            status: int | None = options.verb(office, options, console)
        finally:
            office.close()
        return status
    free: int | None = options.verb(doors, options, console)
    return free


def clock_of(options: argparse.Namespace) -> Clock:
    """Return the clock of a command line: the workstation's, or the day of ``--today``."""
    return FixedClock(options.today) if options.today else SystemClock()


def _tell(failure: OboleError, console: Console, word: str, status: int) -> int:
    if console.json:
        console.answer({word: {"code": failure.code, "message": failure.message}})
    console.say(failure.message)
    return status


def _of_system(error: OSError) -> OboleError:
    message = _("{path}: {why}. Check the folder, the free space and your rights.")
    path = error.filename or _("The system answers")
    return OboleError("system", message.format(path=path, why=error.strerror or error))


def _asked_language(arguments: Sequence[str]) -> str:
    words = list(arguments)
    if "--lang" in words[:-1]:
        return words[words.index("--lang") + 1]
    return _system_language()


def _system_language() -> str:
    """Return the language of the system: French unless it says another one.

    The locales ``C`` and ``POSIX`` speak no language; Python takes them for English.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name, ""):
            return "fr" if said.split(".")[0] in {"C", "POSIX"} else said[:2]
    return (getlocale()[0] or "fr")[:2] if sys.platform == "win32" else "fr"


def _parser() -> argparse.ArgumentParser:
    shared = _shared_options()
    parser = argparse.ArgumentParser(
        prog="obole", description=_("Donors and gifts of an association."), parents=[shared]
    )
    parser.add_argument("--version", action="version", version=f"Obole {VERSION}")
    verbs = Verbs(parser.add_subparsers(metavar=_("VERB"), required=True), shared)
    for room in ROOMS:
        import_module(f"app.cli.{room}").add_verbs(verbs)
    return parser


def _shared_options() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    add = shared.add_argument
    add("-d", "--dossier", metavar=_("FILE|URL"), help=_("the dossier to work on"))
    add("--json", action="store_true", help=_("answer with one JSON document"))
    add("--lang", choices=("fr", "en"), help=_("language of the messages"))
    add("--user", metavar=_("NAME"), help=_("who acts"))
    add("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_("rehearse another day"))
    return shared


_DEFAULTS: dict[str, Any] = {
    "dossier": "",
    "json": False,
    "lang": "",
    "user": "",
    "today": None,
}


class Verbs:
    """Where a room adds its verbs.

    Args:
        parsers: The sub-parsers of the level above.
        shared: Options every verb takes, before or after it.
    """

    def __init__(self, parsers: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401
        """Add verbs at one level."""
        self._parsers = parsers
        self._shared = shared

    def group(self, name: str, help_text: str) -> "Verbs":
        """Return a level below, such as ``donors``."""
        parser = self._parsers.add_parser(name, help=help_text, description=help_text)
        return Verbs(parser.add_subparsers(metavar=_("VERB"), required=True), self._shared)

    def add(
        self,
        name: str,
        help_text: str,
        verb: Callable[..., int | None],
        *,
        on_dossier: bool = True,
    ) -> argparse.ArgumentParser:
        """Add a verb and return its parser, for its own words.

        Args:
            name: The verb.
            help_text: One line.
            verb: ``(office, options, console)``, or ``(doors, options, console)`` off a dossier.
            on_dossier: Whether it works on the dossier of ``--dossier``.
        """
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name, help=help_text, description=help_text, parents=[self._shared]
        )
        parser.set_defaults(verb=verb, on_dossier=on_dossier)
        return parser


def _with_defaults(options: argparse.Namespace) -> argparse.Namespace:
    """Fill in the shared options nobody typed."""
    for name, value in _DEFAULTS.items():
        if not hasattr(options, name):
            setattr(options, name, value)
    return options
