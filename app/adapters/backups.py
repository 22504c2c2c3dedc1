# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where this workstation puts its backups: a small file of settings, and volumes by their names."""

import json
import os
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_config_path

from app.domain.backups import Plan
from app.kernel.files import write_whole


class BackupPlans:
    """Keeps the plan in a file beside the window's settings.

    Args:
        home: The folder of the settings; this person's by default.
    """

    def __init__(self, home: Path | None = None) -> None:
        """Read nothing yet."""
        self._home = home or user_config_path("Obole", appauthor=False)

    def get(self) -> Plan:
        """Return the plan; whatever cannot be read in its file is as shipped."""
        shipped = Plan(folder=self._home / "backups")
        try:
            said = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return shipped
        if not isinstance(said, dict):
            return shipped
        return Plan(
            folder=Path(str(said.get("folder") or shipped.folder)),
            label=str(said.get("label", "")),
            label_folder=str(said.get("label_folder", "")),
            at_exit=said.get("at_exit") is not False,
        )

    def keep(self, plan: Plan) -> None:
        """Remember a plan."""
        said = {
            "folder": str(plan.folder),
            "label": plan.label,
            "label_folder": plan.label_folder,
            "at_exit": plan.at_exit,
        }
        self._home.mkdir(parents=True, exist_ok=True)
        write_whole(self._file, json.dumps(said, ensure_ascii=False, indent=1).encode())

    def volume(self, label: str) -> Path | None:
        """Return where the volume of that name is plugged in, or None."""
        return next((place for name, place in volumes() if name == label), None)

    def label_of(self, folder: Path) -> tuple[str, str]:
        """Return the label of the volume a folder stands on, and the folder inside it."""
        wanted = folder.resolve()
        for name, place in volumes():
            if wanted.is_relative_to(place.resolve()):
                return name, str(wanted.relative_to(place.resolve()))
        return "", ""

    @property
    def _file(self) -> Path:
        return self._home / "backups.json"


def volumes() -> Iterator[tuple[str, Path]]:
    """Yield the name and the place of each volume that has a name."""
    if sys.platform == "win32":
        yield from _windows_volumes()
    elif sys.platform == "darwin":
        yield from ((place.name, place) for place in Path("/Volumes").iterdir())
    else:
        yield from linux_volumes(Path("/dev/disk/by-label"), Path("/proc/self/mounts"))


def linux_volumes(labels: Path, mounts: Path) -> Iterator[tuple[str, Path]]:
    """Yield the named volumes of a Linux system; both paths are those of its lists."""
    named = {}
    if labels.is_dir():
        for link in labels.iterdir():
            named[link.resolve()] = _unescaped(link.name)
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        device, place, *_rest = line.split(" ")
        label = named.get(Path(_unescaped(device)).resolve())
        if label and device.startswith("/") and place != "/":
            yield label, Path(_unescaped(place))


def _unescaped(text: str) -> str:
    r"""Return text with ``\040`` and ``\x20`` as the blanks they stand for."""
    if "\\" not in text:
        return text
    raw = os.fsencode(text).decode("unicode_escape")
    return raw.encode("latin-1").decode("utf-8", "replace")


def _windows_volumes() -> Iterator[tuple[str, Path]]:
    import ctypes  # noqa: PLC0415 - on this system alone

    name = ctypes.create_unicode_buffer(261)
    for letter in string.ascii_uppercase:
        root = f"{letter}:\\"
        if not Path(root).exists():
            continue
        answered = ctypes.windll.kernel32.GetVolumeInformationW(  # type: ignore[attr-defined,unused-ignore]
            root, name, len(name), None, None, None, None, 0
        )
        if answered and name.value:
            yield name.value, Path(root)
