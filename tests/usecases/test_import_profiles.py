# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of platforms and programs: what is a gift, what is not, and no receipt issued twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.adapters.excel.reader import open_table
from app.domain.gifts import GiftPurpose, Means
from app.domain.imports.fields import ImportKind
from app.domain.imports.profiles import profiles
from app.domain.receipts import Bucket
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.plan import make_plan
from app.usecases.imports.report import ImportReport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine
from app.usecases.receipts import PreviewReceipts
from tests.support.tables import others, text

GIFTS = ImportKind.GIFTS

PAYMENTS = """\
Référence commande;Référence paiement;Montant total;Date du paiement;Statut du paiement;Nom payeur;\
Prénom payeur;Raison sociale;SIREN;Campagne;Type de campagne;Don supplémentaire;Moyen de paiement;\
Numéro de reçu;Adresse payeur;Code Postal payeur;Ville payeur;Pays payeur
1;11;50,00;03/01/2025 09:12:44;Payé;ABRICOT;Anne;;;Dons;Formulaire de don;;Carte bancaire;R-1;\
1 rue A;1000;Bourg;FRA
2;12;45,00;04/01/2025;Payé;Bleuet;Yves;;;Adhésion;Adhésion;5,00;Carte bancaire;;2 r. B;29200;A;FRA
3;13;10,00;05/01/2025;Hors Ligne;cerise;marion;;;Adhésion;Adhésion;10,00;Virement bancaire;;;;;
4;14;30,00;08/01/2025;Remboursé;ABRICOT;Anne;;;Dons;Formulaire de don;;Carte bancaire;;;;;FRA
5;15;15,00;09/01/2025;Refusé;NEFLE;Ida;;;Dons;Formulaire de don;;CB;;5 rue H;1050;Ixelles;BEL
6;16;21,00;10/01/2025;Payé;Olive;Ayşe;;;Loto;Billetterie;;Carte bancaire;;;;;REU
"""


@pytest.fixture
def clock() -> FixedClock:
    """After the last payment of the files."""
    return FixedClock(date(2026, 11, 6))


def bring(office: Office, path: Path, choices: Choices | None = None) -> ImportReport:
    return office.do(RunImport(GIFTS, path, choices or Choices()))


def gifts_of(office: Office, name: str) -> Sequence[GiftLine]:
    return office.ask(ShowDonor(office.ask(FindDonors(name))[0].id)).gifts


def parts_add_up(told: ImportReport) -> bool:
    parts = told.imported_cents + told.rejected_cents + told.duplicate_cents + told.other_cents
    return parts == told.file_cents


def test_a_platform_s_payments_are_told_apart_and_its_receipts_are_not_issued_again(
    office: Office, tmp_path: Path
) -> None:
    told = bring(office, text(tmp_path / "paiements.csv", PAYMENTS))
    assert told.profile == "HelloAsso"
    assert (told.created_gifts, told.imported_cents, told.other_cents) == (2, 5500, 4000 + 2100)
    assert [(r.row, r.column, r.found, r.cents) for r in told.rejected] == [
        (4, "Statut du paiement", "Hors Ligne", 1000)
    ]
    assert [(row.row, row.why.split(":")[0]) for row in told.ignored_rows] == [
        (5, "Remboursé"), (6, "Refusé"), (7, "no gift in this payment"),
    ]  # fmt: skip
    assert parts_add_up(told)
    (line,) = gifts_of(office, "abricot")
    assert (line.cents, line.means, line.foreign_receipt) == (5000, Means.CARD, "HelloAsso R-1")
    assert office.ask(FindDonors("abricot"))[0].postal_code == "01000"
    preview = office.ask(PreviewReceipts(2025))
    buckets = {bucket.bucket: bucket.cents for bucket in preview.buckets}
    assert buckets[Bucket.ALREADY_ISSUED] == 5000
    assert preview.cents + sum(buckets.values()) == preview.ledger_cents == 5500
    office.do(UndoImport(told.run))
    assert office.ask(FindDonors("abricot")) == []


def test_rows_to_decide_on_are_taken_when_a_person_says_so(office: Office, tmp_path: Path) -> None:
    path = text(tmp_path / "paiements.csv", PAYMENTS)
    told = bring(office, path, Choices(asked=True))
    assert (told.created_gifts, told.imported_cents, told.rejected) == (3, 6500, [])


@pytest.mark.parametrize(
    ("rows", "choices", "means", "untold"),
    [
        ("Nom;Date;Montant\nA;03/12/2025;5\n", Choices(), Means.CHEQUE, 1),
        ("Nom;Date;Montant\nA;03/12/2025;5\n", Choices(means=Means.CASH), Means.CASH, 0),
        ("Nom;Date;Montant;Mode\nA;03/12/2025;5;CB\n", Choices(means=Means.CASH), Means.CARD, 0),
        ("Nom;Date;Montant;N° chèque\nA;03/12/2025;5;7\n", Choices(), Means.CHEQUE, 0),
    ],
)
def test_how_a_gift_was_paid_is_never_guessed_in_silence(
    office: Office, tmp_path: Path, rows: str, choices: Choices, means: Means, untold: int
) -> None:
    told = bring(office, text(tmp_path / "a.csv", rows), choices)
    assert told.means_untold == untold
    assert bool(told.doubts) is bool(untold)
    assert gifts_of(office, "a")[0].means is means


def test_gifts_of_the_former_program_are_receipted_already(office: Office, tmp_path: Path) -> None:
    rows = "Nom;Date;Montant;Mode;N° reçu fiscal\nA;03/12/2025;5;CB;\nA;04/12/2025;6;CB;77\n"
    bring(office, text(tmp_path / "ancien.csv", rows), Choices(receipted=True))
    assert [line.foreign_receipt for line in gifts_of(office, "a")] == ["77", "ancien.csv"]
    assert office.ask(PreviewReceipts(2025)).count == 0


def test_a_profile_is_named_or_left_out(office: Office, tmp_path: Path) -> None:
    path = text(tmp_path / "paiements.csv", PAYMENTS)
    told = office.do(RunImport(GIFTS, path, Choices(profile="none"), dry_run=True))
    assert (told.profile, told.other_cents) == ("", 0)
    with pytest.raises(Refused, match="helloasso"):
        bring(office, path, Choices(profile="nulle-part"))


def test_each_profile_is_told_apart_and_has_what_a_gift_needs() -> None:
    known = profiles()
    assert len({one.id for one in known}) == len(known)
    for one in known:
        held = {wanted.value for wanted in one.columns.values()}
        assert {"amount", "day"} <= held, one.id
        assert held & {"last_name", "full_name", "number"}, one.id


# Files of others


def test_the_31_columns_of_helloasso(office: Office) -> None:
    told = bring(office, others("exports", "helloasso_payments_31col.csv"))
    assert (told.created_gifts, told.imported_cents, told.other_cents) == (4, 132_500, 6100)
    assert (told.rejected_cents, parts_add_up(told)) == (1000, True)
    assert told.imported_cents + told.other_cents == 138_600
    (company,) = gifts_of(office, "exemple sarl")
    donor = office.ask(ShowDonor(company.donor_id or 0)).donor
    assert (company.cents, donor.siren, donor.legal_form) == (125_000, "732829320", "SARL")
    assert donor.address.postal_code == "01000"
    assert company.foreign_receipt == "HelloAsso R-2026-0003"
    assert gifts_of(office, "le goff")[0].cents == 500


def test_the_17_columns_of_helloasso(office: Office) -> None:
    told = bring(office, others("exports", "helloasso_payments_17col.csv"))
    assert (told.imported_cents, told.other_cents, told.rejected_cents) == (500, 4000, 1000)


def test_memberships_of_helloasso_give_no_right_and_name_who_paid(office: Office) -> None:
    told = bring(office, others("exports", "helloasso_2019_membership_champ_additionnel.csv"))
    assert (told.created_gifts, told.imported_cents, told.rejected) == (4, 82_800, [])
    (line,) = gifts_of(office, "dollet")
    assert line.details.purpose is GiftPurpose.MEMBERSHIP_SERVED
    donor = office.ask(ShowDonor(line.donor_id or 0)).donor
    assert (donor.address.country, donor.address.city) == ("FR", "Viroflay")
    assert office.ask(PreviewReceipts(2019)).count == 0


def test_paypal_refunds_conversions_and_other_currencies(office: Office) -> None:
    told = bring(office, others("exports", "paypal_fr_39col.csv"))
    assert (told.created_gifts, told.imported_cents) == (0, 0)
    assert [(r.row, r.found, r.cents) for r in told.rejected] == [(3, "100,00 USD", 0)]
    assert "81.05" in told.rejected[0].expected
    assert [row.row for row in told.ignored_rows] == [2, 4, 5, 6, 7]


def test_paypal_in_english_and_spanish(office: Office) -> None:
    told = bring(office, others("exports", "oca_paypal_activity_en.csv"))
    assert (told.created_gifts, len(told.rejected) + len(told.ignored_rows)) == (0, 76)
    path = others("exports", "oca_paypal_statement_es.csv")
    assert bring(office, path).rejected_cents == 13_644
    told = bring(office, path, Choices(asked=True))
    assert (told.created_gifts, told.imported_cents) == (4, 13_644)


def test_every_line_of_paypal_adds_up() -> None:
    path = others("exports", "oca_paypal_activity_en.csv")
    table = open_table(path)
    plan = make_plan(table, GIFTS, Choices(), 2026)
    head = [str(cell) for cell in plan.head]
    rows = [dict(zip(head, cells, strict=False)) for _n, cells in table.rows(path.stem)][1:]
    cents = [
        [int(str(row[name]).replace(",", "").replace(".", "")) for name in ("Gross", "Fee", "Net")]
        for row in rows
    ]
    assert len(rows) == 76
    assert all(gross + fee == net for gross, fee, net in cents)
    sums = {
        currency: sum(net for row, (_g, _f, net) in zip(rows, cents, strict=True)
                      if row["Currency"] == currency)
        for currency in ("USD", "EUR", "AUD")
    }  # fmt: skip
    assert sums == {"USD": 190, "EUR": 4334, "AUD": 0}


def test_batches_of_openpetra_have_no_head(office: Office) -> None:
    told = bring(office, others("exports", "openpetra_GiftBatch.csv"))
    assert (told.created_gifts, told.created_donors, told.imported_cents) == (4, 2, 11_500)
    lines = gifts_of(office, "donor test")
    assert sorted(line.cents for line in lines) == [2000, 2500, 4000]
    assert {line.received_on.isoformat() for line in lines} == {"2010-09-30"}
    assert told.means_untold == 4


def test_a_gift_of_civicrm_is_the_contact_s_and_not_the_soft_credited_one_s(
    office: Office, tmp_path: Path
) -> None:
    people = "N° adhérent;Nom\next-1;Abricot\next-2;Bleuet\n"
    office.do(RunImport(ImportKind.DONORS, text(tmp_path / "d.csv", people)))
    told = bring(office, others("exports", "civicrm_contributions_amount_validate.csv"))
    assert [(r.row, r.found) for r in told.rejected] == [(2, "1,230.99")]
    assert [line.cents for line in gifts_of(office, "abricot")] == [123_099]
    assert gifts_of(office, "bleuet") == []
