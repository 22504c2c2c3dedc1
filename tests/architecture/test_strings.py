# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written: licences on files, sentences in catalogues, French that reads as French."""

import re
import string
import subprocess
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from installer.catalogues import ailments, merged
from tests.architecture.literals import untranslated

ROOT = Path(__file__).resolve().parents[2]
SPDX = (
    "SPDX-FileCopyrightText: The Obole contributors",
    "SPDX-License-Identifier: GPL-3.0-or-later",
)
_SIGNED = {".py", ".sh", ".qss", ".mako", ".po"}
_BINARY = {".gz", ".ttf", ".png", ".xlsx", ".xls", ".ods", ".obole", ".icns", ".ico", ".pdf"}
_LOCKS = {"LICENSE", "requirements.lock", "requirements-dev.lock", "requirements-fuzz.lock"}

# Written in halves, so that this file does not find itself.
_NOWHERE = tuple(
    re.compile(left + right)
    for left, right in (
        (r"(?<![\w.])/wo", r"rk/"),
        (r"(?<![\w.])/tm", r"p/\w"),
        (r"/ro", r"ot/"),
        (r"/ho", r"me/\w"),
        (r"C:\\", r"Users"),
        (r"python", r"hosted\.org"),
        (r"\bpy", r"pi\.(org|\w+\.)"),
        (r"registry\.", r"npm"),
        (r"\bTO", r"DO\b"),
        (r"\bFIX", r"ME\b"),
        (r"<<<<", r"<<<"),
    )
)


def tracked() -> list[str]:
    """Return the files of the project, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    """Yield every file a person reads, with its text."""
    for name in tracked():
        if Path(name).suffix not in _BINARY and name not in _LOCKS:
            yield name, (ROOT / name).read_text(encoding="utf-8")


def test_every_file_says_whose_it_is() -> None:
    unsigned = [
        name
        for name, text in texts()
        if Path(name).suffix in _SIGNED and not all(line in text[:400] for line in SPDX)
    ]
    assert unsigned == []


def test_what_cannot_be_signed_is_annotated() -> None:
    told = (ROOT / "REUSE.toml").read_text(encoding="utf-8")
    patterns = [
        pattern
        for annotation in tomllib.loads(told)["annotations"]
        for pattern in annotation["path"]
    ]
    unsigned = [
        name
        for name in tracked()
        if Path(name).suffix in _BINARY | {".svg", ".md", ".json"}
        and not any(fnmatch(name, pattern.replace("**", "*")) for pattern in patterns)
    ]
    assert unsigned == []


def test_no_machine_is_named_and_nothing_is_put_off() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in _NOWHERE
        if (match := pattern.search(text))
    ]
    assert not found, "\n".join(found)


def test_locks_name_no_host() -> None:
    for name in _LOCKS - {"LICENSE"}:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_every_sentence_goes_through_the_catalogues() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {complaint}"
        for folder in ("app", "db")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, complaint in untranslated(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'QLabel("Amount")',
        'label.setText(f"Batch {number}")',
        'field.setToolTip("Why" + reason)',
        'raise Refused("gift.zero", "The amount is zero.")',
        'Problem("amount", "zero", "The amount is zero.")',
        'console.say("Done" if ok else word)',
        'parser.add_argument("file", help="the dossier")',
        '_(f"Batch {number}")',
        '_("Batch {} is posted.")',
        'ngettext("{0} gift", "{0} gifts", 2)',
    ],
)
def test_a_sentence_outside_the_catalogues_is_seen(source: str) -> None:
    assert list(untranslated(source))


@pytest.mark.parametrize(
    "source",
    [
        'QLabel(_("Amount"))',
        'label.setText(f"{count} €")',
        'raise Refused("gift.zero", _("The amount is zero."))',
        'console.say(_("Batch {number} is posted.").format(number=number))',
        'QPushButton("…")',
        'window.setWindowTitle("Obole")',
    ],
)
def test_a_sentence_of_the_catalogues_is_left_alone(source: str) -> None:
    assert not list(untranslated(source))


def test_french_is_complete() -> None:
    missing = ailments("fr")
    assert not missing, "\n".join(missing)


def french() -> Iterator[tuple[str, str]]:
    """Yield every message with its French, each plural apart."""
    for message in merged("fr"):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else message.string or []
        for index, text in enumerate(strings):
            if original := ids[min(index, len(ids) - 1)]:
                yield original, str(text)


def fields(text: str) -> set[str]:
    """Return the names of the fields of a sentence."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_french_has_the_fields_of_the_english() -> None:
    # A singular may leave out the count that its plural tells.
    unlike = [
        (message, text)
        for message, text in french()
        if fields(message) != fields(text) and fields(message) ^ fields(text) != {"count"}
    ]
    assert unlike == []


_UNSPACED = re.compile("[^\\s\u00a0\u202f:!?»…][;!?»](?=\\s|$)|[^\\s\u00a0\u202f:/](?::)(?=\\s|$)")
_PLAIN_SPACE = re.compile("(?<=\\S) [:;!?»](?=\\s|$|[.,)])|« ")
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


@pytest.mark.parametrize(
    ("fault", "sample"),
    [(_UNSPACED, "Pourquoi?"), (_PLAIN_SPACE, "Pourquoi ?"), (_STRAIGHT, "l'an")],
    ids=["no space", "a space that breaks", "a straight apostrophe"],
)
def test_french_is_typeset(fault: re.Pattern[str], sample: str) -> None:
    assert fault.search(sample)
    assert [text for _message, text in french() if fault.search(text)] == []
