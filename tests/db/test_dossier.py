# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new dossier, on both databases: sound, signed in, its trail proved."""

from app.domain.donors import Donor
from app.usecases.audit import VerifyAudit
from app.usecases.donors import CreateDonor, FindDonors, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.office import Office


def test_a_new_dossier_is_sound_and_its_trail_is_whole(any_office: Office) -> None:
    assert any_office.actor.name == "Anne"
    assert any_office.ask(Examine()).problems == ()
    verdict = any_office.ask(VerifyAudit())
    assert verdict.ok
    assert verdict.checked == 5  # association, first user, fund, account, letters


def test_a_donor_is_found_by_any_word_as_soon_as_written(any_office: Office) -> None:
    donor = any_office.do(CreateDonor(Donor(last_name="Lefèvre", first_name="Jean-Noël")))
    for text in ("lefevre", "noel lef", "LEFÈVRE J", "10001", donor.number_text):
        assert [line.id for line in any_office.ask(FindDonors(text))] == [donor.id], text
    assert any_office.ask(ShowDonor(donor.id)).donor == donor
