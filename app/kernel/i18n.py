# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of the reader, by gettext, without Qt.

Message ids are the English sentences; catalogues live in ``resources/translations``. The language
is a context variable, not a global: a window, a command line and a test may each speak their own,
and background work runs in a copy of the context that submitted it.
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from app.kernel.assets import asset_path

LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"
_DOMAIN = "obole"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    folder = asset_path("translations")
    return _gettext.translation(_DOMAIN, str(folder), languages=[language], fallback=True)


def current_language() -> str:
    """Return the two-letter code of the language in force."""
    return _language.get()


def set_language(language: str) -> None:
    """Speak ``language`` from here on in this context; unknown codes mean French."""
    _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Speak ``language`` inside the ``with`` block only."""
    token = _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Translate a sentence into the language in force."""
    return _catalogue(_language.get()).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, known to extractors
    """Mark a sentence for translation without translating it yet."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that depends on ``count``."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)
