# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule the database holds is told in a sentence, on both databases."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.kernel.errors import Refused, Trouble
from app.usecases.office import Office
from db.base import metadata
from db.sentences import CONSTRAINTS, sentence_for, told_in_words
from db.store import SqlStore
from db.tables.batches import batch_template
from db.tables.campaigns import appeal, campaign
from db.tables.desk import (
    deposit,
    gift,
    gift_batch,
    gift_expense,
    gift_return,
    gift_voucher,
)
from db.tables.documents import document
from db.tables.donors import (
    call_line,
    call_list,
    donor,
    donor_contact,
    donor_document,
    donor_external_number,
    donor_tag,
)
from db.tables.exports import export_model
from db.tables.letters import gift_thanks, letter, letter_run, letter_template
from db.tables.lists import saved_list
from db.tables.mail import mail_message
from db.tables.organisation import app_user, fund
from db.tables.quality import quality_exception
from db.tables.receipts import receipt_event, tax_receipt, tax_receipt_line

_DAY = date(2026, 1, 6)
_AT = datetime(2026, 1, 6, 10, tzinfo=UTC)
_SHA = "0" * 64

_SOUND: dict[sa.Table, dict[str, Any]] = {
    donor: {
        "number": 10001, "kind": "person", "last_name": "Essai", "receipt_wish": "annual",
        "receipt_channel": "paper",
    },
    gift_batch: {
        "year": 2026, "sequence": 1, "kind": "mixed", "state": "draft", "received_on": _DAY,
        "fund_id": 1,
    },
    deposit: {
        "year": 2026, "sequence": 1, "batch_id": 1, "bank_account_id": 1, "means": "cheque",
        "made_on": _DAY, "count": 1, "cents": 100, "state": "open",
    },
    gift: {
        "batch_id": 1, "position": 1, "donor_id": 1, "cents": 100, "received_on": _DAY,
        "means": "cheque", "fund_id": 1, "state": "posted",
    },
    gift_return: {
        "kind": "unpaid", "gift_id": 1, "reversal_id": 1, "happened_on": _DAY, "cents": 100,
    },
    document: {
        "sha256": _SHA, "media_type": "text/plain", "size": 1, "body": b"x", "created_at": _AT,
    },
    tax_receipt: {
        "year": 2026, "sequence": 1, "donor_id": 1, "cents": 100, "issued_on": _DAY,
        "issued_at": _AT, "snapshot": "{}", "document_sha256": _SHA, "previous_hash": _SHA,
        "hash": "1",
    },
    tax_receipt_line: {"receipt_id": 1, "gift_id": 1, "cents": 100},
    receipt_event: {"receipt_id": 1, "kind": "cancelled", "at": _AT},
    gift_expense: {
        "gift_id": 1, "rank": 1, "day": _DAY, "purpose": "Tour", "cents": 100, "vehicle": "car",
        "power": 5, "kilometres": 10,
    },
    gift_voucher: {"gift_id": 1, "name": "bill.pdf", "document_sha256": _SHA},
    batch_template: {"name": "Tuesday", "kind": "cheques"},
    campaign: {"code": "C"},
    appeal: {"code": "A"},
    donor_contact: {"donor_id": 1, "kind": "phone", "use": "home", "value": "+33612345678"},
    donor_document: {"donor_id": 1, "name": "a.pdf", "sha256": _SHA, "added_on": _DAY},
    donor_tag: {"donor_id": 1, "name": "Bureau", "folded": "bureau"},
    donor_external_number: {"donor_id": 1, "source": "Ancien", "number": "7"},
    quality_exception: {"donor_id": 1, "check_id": "phone", "about": "12", "on_day": _DAY},
    export_model: {"kind": "gifts", "name": "Bilan", "folded": "bilan", "columns": "gift"},
    saved_list: {"name": "Rennes", "folded": "rennes"},
    call_list: {"name": "Merci", "reason": "thank", "made_on": _DAY},
    call_line: {"donor_id": 1, "list_id": 1},
    letter_template: {"code": "merci", "kind": "thanks", "name": "Merci"},
    letter_run: {"kind": "thanks", "way": "paper", "made_at": _AT, "sent_on": _DAY},
    letter: {"donor_id": 1, "kind": "thanks", "way": "paper", "made_on": _DAY},
    gift_thanks: {"gift_id": 1, "letter_id": 1},
    mail_message: {
        "donor_id": 1, "receipt_id": 1, "document_sha256": _SHA, "state": "waiting", "tries": 0,
        "changed_at": _AT,
    },
}  # fmt: skip
"""One sound row of each table; the association, fund 1, account 1 and user 1 are there already."""

_BROKEN: dict[str, tuple[sa.Table, dict[str, Any]]] = {
    "ck_gift_sign": (gift, {"position": 2, "cents": -1}),
    "ck_gift_cheque_number": (gift, {"position": 2, "means": "cash", "cheque_number": "1"}),
    "ck_gift_anonymous": (gift, {"position": 2, "anonymous": True}),
    "ck_gift_benefit": (gift, {"position": 2, "benefit_cents": -1}),
    "ck_gift_tribute_name": (gift, {"position": 2, "tribute": "memory"}),
    "ck_gift_units": (gift, {"position": 2, "units": 3}),
    "ck_gift_expense_cents": (gift_expense, {"rank": 2, "cents": 0}),
    "ck_gift_expense_kilometres": (gift_expense, {"rank": 2, "kilometres": 0}),
    "uq_gift_voucher_document": (gift_voucher, {}),
    "ck_gift_deposited": (gift, {"position": 2, "state": "draft", "deposit_id": 1}),
    "uq_gift_reverses_id": (gift, {"position": 3, "cents": -100, "reverses_id": 1}),
    "uq_gift_position": (gift, {}),
    "uq_gift_batch_number": (gift_batch, {}),
    "uq_deposit_number": (deposit, {}),
    "uq_gift_return_gift_id": (gift_return, {}),
    "ck_deposit_not_empty": (deposit, {"sequence": 2, "count": 0}),
    "uq_tax_receipt_number": (tax_receipt, {"hash": "9"}),
    "uq_tax_receipt_replaces_id": (tax_receipt, {"sequence": 3, "hash": "9", "replaces_id": 1}),
    "uq_tax_receipt_line_live_gift": (tax_receipt_line, {}),
    "uq_receipt_event_cancelled_once": (receipt_event, {}),
    "uq_batch_template_name": (batch_template, {}),
    "uq_donor_number": (donor, {}),
    "ck_donor_name": (donor, {"number": 10002, "last_name": ""}),
    "uq_donor_contact_value": (donor_contact, {}),
    "uq_donor_document_sha256": (donor_document, {}),
    "uq_donor_tag_folded": (donor_tag, {}),
    "uq_donor_external_number_number": (donor_external_number, {}),
    "uq_quality_exception_about": (quality_exception, {}),
    "uq_export_model_folded": (export_model, {}),
    "uq_saved_list_folded": (saved_list, {}),
    "uq_call_line_donor": (call_line, {}),
    "uq_letter_template_code": (letter_template, {}),
    "uq_mail_message_receipt_id": (mail_message, {}),
    "pk_gift_thanks": (gift_thanks, {}),
    "ck_letter_run_sent": (letter_run, {"undone_on": _DAY}),
    "uq_fund_code": (fund, {"code": "GEN"}),
    "uq_appeal_code": (appeal, {}),
    "uq_campaign_code": (campaign, {}),
    "uq_app_user_name": (app_user, {"name": "Anne", "role": "reader"}),
}
"""A row that breaks each rule, as what differs from the sound one."""


def _engine(office: Office) -> sa.Engine:
    store = office._store
    assert isinstance(store, SqlStore)
    return store.engine


@pytest.fixture
def filled(any_office: Office) -> Office:
    """A dossier with one sound row in each table, one gift reversed, one receipt replaced."""
    second = {"sequence": 2, "hash": "2", "replaces_id": 1}
    with _engine(any_office).begin() as connection:
        for table, values in _SOUND.items():
            connection.execute(table.insert().values(**values))
        reversal = {"position": 2, "cents": -100, "reverses_id": 1}
        connection.execute(gift.insert().values(**_SOUND[gift] | reversal))
        connection.execute(tax_receipt.insert().values(**_SOUND[tax_receipt] | second))
    return any_office


def test_every_rule_told_is_tried_here() -> None:
    assert set(_BROKEN) == set(CONSTRAINTS)


def test_every_uniqueness_a_person_can_meet_is_told() -> None:
    """Keys made by the program itself, never typed nor raced for, are left out by name."""
    ours = {
        "uq_fiscal_year_last_on",
        "uq_fund_year",
        "uq_notebook_step",
        "uq_former_figure",
        "uq_ledger_rule",
        "uq_gift_expense_rank",
        "uq_gift_reading_gift_id",
        "uq_audit_entry_chain",
        "uq_tax_receipt_hash",
        "uq_number_series_name_year",
    }
    unique = {
        str(rule.name)
        for table in metadata.tables.values()
        for rule in (*table.constraints, *table.indexes)
        if isinstance(rule, sa.UniqueConstraint) or (isinstance(rule, sa.Index) and rule.unique)
    }
    assert unique - ours <= set(CONSTRAINTS)


def test_each_broken_rule_is_told_in_a_sentence(filled: Office) -> None:
    for name, (table, changes) in _BROKEN.items():
        values = _SOUND.get(table, {}) | changes
        with (
            pytest.raises(Refused) as refused,
            told_in_words(),
            _engine(filled).begin() as connection,
        ):
            connection.execute(table.insert().values(**values))
        assert refused.value.code == f"constraint.{name}"
        assert refused.value.message.endswith(".")


def test_a_broken_rule_nobody_can_meet_is_a_bug(filled: Office) -> None:
    with pytest.raises(DBAPIError), told_in_words(), _engine(filled).begin() as connection:
        connection.execute(gift.insert().values(**_SOUND[gift] | {"position": 9, "means": "gold"}))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, "store.locked"),
        (sqlite3.SQLITE_FULL, "store.full"),
        (sqlite3.SQLITE_READONLY, "store.read_only"),
        (sqlite3.SQLITE_CORRUPT, "store.damaged"),
        (sqlite3.SQLITE_NOTADB, "store.foreign"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "store.disk"),
        (sqlite3.SQLITE_CANTOPEN, "store.cannot_open"),
    ],
)
def test_each_trouble_of_the_disk_is_told(code: int, told: str) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    failure = sentence_for(error)
    assert isinstance(failure, Trouble)
    assert failure.code == told


def test_a_bug_in_a_statement_stays_a_bug() -> None:
    error = sqlite3.OperationalError("near SELEC: syntax error")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert sentence_for(error) is None


def test_a_server_that_went_away_is_told(make_office: Callable[[str], Office], pg_url: str) -> None:
    office = make_office(pg_url)
    gone = sa.create_engine(_engine(office).url.set(port=1))
    with pytest.raises(Trouble) as trouble, told_in_words(), gone.connect():
        pass
    assert trouble.value.code == "store.server"
