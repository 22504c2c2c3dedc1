# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this workstation remembers: sizes, columns, looks, recent files. Nothing of the dossier."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings  # noqa: TID251 - its one door

_MAX_RECENT = 6


class State:
    """The only user of QSettings.

    Args:
        path: A file of settings; the user's own place by default.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the settings of this workstation."""
        if path is None:
            self._settings = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Obole", "window"
            )
        else:
            self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered word."""
        return str(self._settings.value(key, default))

    def number(self, key: str, default: int) -> int:
        """Return a remembered whole number; the default when it is not one."""
        try:
            return int(str(self._settings.value(key, default)))
        except ValueError:
            return default

    def keep(self, key: str, value: str | int) -> None:
        """Remember a word or a number."""
        self._settings.setValue(key, value)

    def blob(self, key: str) -> QByteArray:
        """Return remembered bytes (a geometry, header sizes), empty when there are none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_blob(self, key: str, value: QByteArray) -> None:
        """Remember bytes."""
        self._settings.setValue(key, value)

    def recent(self) -> Sequence[str]:
        """Return the dossiers opened lately that are still there, the last one first."""
        known = self.text("recent").split("\n")
        return [path for path in known if path and ("://" in path or Path(path).exists())]

    def remember_recent(self, location: str) -> None:
        """Put a dossier in front of the recent ones."""
        others = [path for path in self.recent() if path != location]
        self.keep("recent", "\n".join([location, *others][:_MAX_RECENT]))

    def save(self) -> None:
        """Write to the disk now."""
        self._settings.sync()
