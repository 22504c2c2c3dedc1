# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual opens on the page one is on, in the language one reads."""

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from app.kernel.i18n import use_language
from app.ui.kit.theme import Theme
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.manual import Manual

PAGES = [spec.id for spec in screen_catalogue()]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_screen_has_a_page(qtbot: QtBot, theme: Theme, page: str, language: str) -> None:
    assert theme is not None
    with use_language(language):
        manual = Manual(None, page)
    qtbot.addWidget(manual)
    told = manual.text.toPlainText()
    for question in {"fr": ("Faire", "Réparer"), "en": ("Do", "Mend")}[language]:
        assert f"\n{question}\n" in told
    assert "##" not in told


def test_links_lead_on_and_back(qtbot: QtBot, theme: Theme) -> None:
    assert theme is not None
    manual = Manual(None, "nowhere")
    qtbot.addWidget(manual)
    assert "The Obole manual" in manual.text.toPlainText()
    assert not manual._back.isEnabled()
    manual.text.setSource(QUrl("batches.md"))
    assert manual.text.toPlainText().startswith("Gift batches")
    assert manual._back.isEnabled()
    manual._back.click()
    assert "The Obole manual" in manual.text.toPlainText()
    manual.text.setSource(QUrl("donors.md"))
    manual._contents.click()
    assert "The Obole manual" in manual.text.toPlainText()
