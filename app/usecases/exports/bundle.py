# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An archive with a manifest: the fingerprint of each of its files."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same dossier always gives the same bytes."""
_CHUNK = 1 << 16
_IN_MEMORY = 1 << 20
MANIFEST = "sha256.txt"
"""One file a line, as ``sha256sum --check`` reads it."""


class Written(Protocol):
    """What is kept of bytes that pass by."""

    def write(self, data: bytes, /) -> int:
        """Keep them."""


class _Fingerprinted:
    """Passes bytes on, and takes their fingerprint on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        return self._file.write(data)


class Bundle:
    """Files put into an archive one after the other; memory holds none of them.

    Args:
        path: Of the archive, which is there or made.

    Raises:
        OSError: When the disk does not take it.
    """

    def __init__(self, path: Path) -> None:
        """Open it; the manifest is written at the end of the ``with`` block."""
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._lines = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed at the exit
        self.files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._lines.seek(0)
                entry = zipfile.ZipInfo(MANIFEST, _MADE)
                self._archive.writestr(entry, self._lines.read(), zipfile.ZIP_DEFLATED)
        finally:
            self._lines.close()
            self._archive.close()

    @contextmanager
    def member(self, name: str) -> Iterator[Written]:
        """Take what is written as the file of that name."""
        entry = zipfile.ZipInfo(name, _MADE)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(entry, "w", force_zip64=True) as file:
            passing = _Fingerprinted(file)
            yield passing
        self._lines.write(f"{passing.digest.hexdigest()}  {name}\n".encode())
        self.files += 1

    def put(self, name: str, body: bytes) -> None:
        """Take bytes as the file of that name."""
        with self.member(name) as file:
            file.write(body)

    def take(self, name: str, path: Path) -> None:
        """Take a file, and remove it from where it was."""
        with self.member(name) as file, path.open("rb") as source:
            shutil.copyfileobj(source, file, _CHUNK)
        path.unlink()
