# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles the message catalogues: one small file a room becomes one catalogue a language.

Run as ``python -m installer.catalogues``; with ``--check`` it also fails on what is missing.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_SOURCES = ("app", "db")


def sources(language: str) -> list[Path]:
    """Return the catalogues of a language, one for each room."""
    return sorted((TRANSLATIONS / language).glob("*.po"))


def target(language: str) -> Path:
    """Return where gettext looks for the compiled catalogue."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "obole.mo"


def merged(language: str) -> Catalog:
    """Return one catalogue of all rooms.

    Raises:
        ValueError: When two rooms translate one message differently.
    """
    whole = Catalog(locale=language)
    for path in sources(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                known = whole.get(message.id) if message.id else None
                if known is not None and known.string != message.string:
                    text = f"{path.name}: “{message.id}” is translated otherwise elsewhere"
                    raise ValueError(text)
                if message.id:
                    whole.add(message.id, message.string, flags=message.flags)
    return whole


def compile_language(language: str) -> None:
    """Write the compiled catalogue of a language, whole or not at all."""
    out = BytesIO()
    write_mo(out, merged(language))
    path = target(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(out.getvalue())
    fresh.replace(path)


def compile_stale() -> None:
    """Compile the languages whose sources are newer than what was compiled."""
    for folder in sorted(path for path in TRANSLATIONS.iterdir() if path.is_dir()):
        language = folder.name
        newest = max((path.stat().st_mtime for path in sources(language)), default=0.0)
        compiled = target(language)
        if newest and (not compiled.exists() or compiled.stat().st_mtime < newest):
            compile_language(language)


def used_messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield where and which message the program uses."""
    for folder in _SOURCES:
        found = extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=_KEYWORDS
        )
        for name, line, message, _comments, _context in found:
            yield f"{folder}/{name}:{line}", message


def ailments(language: str) -> list[str]:
    """Return a line for each message that is missing, empty or doubtful in a language."""
    catalogue = merged(language)
    problems = []
    for place, message in used_messages():
        key = message[0] if isinstance(message, tuple) else message
        known = catalogue.get(key)
        strings = () if known is None else known.string
        strings = (strings,) if isinstance(strings, str) else strings
        if not strings or not all(strings):
            problems.append(f"{place}: no {language} for “{key}”")
        elif known is not None and known.fuzzy:
            problems.append(f"{place}: doubtful {language} for “{key}”")
    return problems


def main() -> int:
    """Compile every language; return 1 when a check finds something."""
    compile_stale()
    if "--check" not in sys.argv[1:]:
        return 0
    problems = ailments("fr")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
