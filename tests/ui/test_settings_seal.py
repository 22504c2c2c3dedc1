# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings page of the seal: installed, refused in place, removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.users import Role, User
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.settings.seal import SealPage
from app.usecases.office import Office
from app.usecases.receipts.sealing import ShowSeal
from tests.support.certificates import bundle
from tests.support.keyrings import a_drawer

Settle = Callable[[], None]


def test_a_certificate_is_installed_then_removed(
    services: Services,
    office: Office,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    body, _certificate = bundle("huit signes et plus")
    path = tmp_path / "sceau.p12"
    path.write_bytes(body)
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_arguments: path)
    page = SealPage(services)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.state.text == "copies leave unsealed"
    assert not page.remove.isVisible()
    with a_drawer():
        page.password.setText("pas le bon du tout")
        page.choose.click()
        settle()
        assert "the password is wrong" in page.form._lines["password"].text
        page.password.setText("huit signes et plus")
        page.choose.click()
        settle()
        assert page.state.text == "copies leave sealed"
        assert "Les Amis du Moulin, vouched for by nobody" in page.told.text()
        assert page.password.text() == ""
        page.password.setText("huit signes et plus")
        page.keep.click()
        settle()
        assert services.toast.text == "This computer knows the password"
    page.remove.click()
    settle()
    assert page.state.text == "copies leave unsealed"
    assert office.ask(ShowSeal()) is None


def test_a_role_that_reads_the_settings_installs_nothing(
    services: Services, office: Office, qtbot: QtBot, settle: Settle
) -> None:
    office.actor = User(name="Lise", role=Role.READER)
    page = SealPage(services)
    qtbot.addWidget(page)
    settle()
    assert not page.choose.isEnabled()
    assert "does not change them" in page.choose.toolTip()
