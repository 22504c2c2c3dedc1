# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of the workstation: turned over when full, persons and amounts masked.

A log is read by whoever helps; it must tell what the program did, and nothing about a donor.
"""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_MAX_BYTES = 1_000_000
_KEPT = 3
MASK = "▒▒▒"

_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b")
_GROUPED = r"\d[\d.,\s\u00a0\u202f]*"
_AMOUNT = re.compile(rf"€\s?{_GROUPED}\d|{_GROUPED}[.,]\d{{2}}\b(?:[\s\u00a0]?€)?|\d+[\s\u00a0]?€")
_PHONE = re.compile(r"(?:\+33[\s.]?|\b0)[1-9](?:[\s.\u00a0-]?\d{2}){4}\b")
_QUOTED = re.compile(r"'[^'\n]{2,}'|\"[^\"\n]{2,}\"|“[^”\n]{2,}”|«[^»\n]{2,}»")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'\u2019-]{2,}\b(?:\s+[A-ZÀ-Ö][\w'\u2019-]+)?")
_WORDS = frozenset({"ERROR", "WARNING", "INFO", "DEBUG", "CRITICAL", "SQL", "SQLITE", "PDF", "UTF"})


def mask(text: str) -> str:
    """Return ``text`` without e-mails, telephones, IBANs, amounts, quoted words and NAMES.

    It masks too much rather than too little: what is quoted may be what somebody typed.
    """
    for pattern in (_E_MAIL, _IBAN, _PHONE, _AMOUNT, _QUOTED):
        text = pattern.sub(MASK, text)
    return _CAPITALS.sub(_mask_name, text)


def _mask_name(found: re.Match[str]) -> str:
    return found[0] if found[0].split()[0] in _WORDS else MASK


class MaskingFormatter(logging.Formatter):
    """Writes a record with everything but the file names and lines of its traceback masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, its message masked."""
        masked = logging.makeLogRecord(record.__dict__)
        masked.msg, masked.args = mask(record.getMessage()), None
        masked.exc_text = None  # another handler may have kept it unmasked
        return super().format(masked)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """Return the traceback: places kept, words of the errors masked."""
        text = super().formatException(ei)  # type: ignore[arg-type]
        return mask_traceback(text)


def mask_traceback(text: str) -> str:
    """Return a traceback whose places are kept and whose messages are masked."""
    lines = []
    for line in text.splitlines():
        if line.startswith(("  File ", "Traceback ")):
            lines.append(line)
        elif line.startswith("    "):
            lines.append(line)  # the program's own source
        else:
            kind, colon, message = line.partition(":")
            lines.append(f"{kind}{colon}{mask(message)}")
    return "\n".join(lines)


def log_folder() -> Path:
    """Return where logs and crash reports of this person are kept."""
    return user_log_path("Obole", appauthor=False)


def start_log(folder: Path) -> RotatingFileHandler:
    """Write the log of the program in ``folder`` from here on; return the handler to remove."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "obole.log", maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler
