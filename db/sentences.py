# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a database error means to a person.

A constraint whose name is not told here is a bug: the error passes on unchanged.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.kernel.errors import OboleError, Refused, Trouble
from app.kernel.i18n import N_, _

CONSTRAINTS = {
    "ck_gift_sign": N_("A gift is more than zero; a reversal is less."),
    "ck_gift_cheque_number": N_("Only a cheque has a cheque number."),
    "ck_gift_anonymous": N_("An anonymous gift has no donor."),
    "ck_gift_benefit": N_("What was given in return cannot be worth less than nothing."),
    "ck_gift_tribute_name": N_("A tribute names somebody: type in whose memory or honour."),
    "ck_gift_units": N_("Only securities have a number."),
    "ck_gift_expense_cents": N_("An expense is more than zero."),
    "ck_gift_expense_kilometres": N_("A journey has kilometres, another expense has none."),
    "uq_gift_voucher_document": N_("This voucher is attached to the gift already."),
    "ck_gift_deposited": N_("Only a posted gift can be taken to the bank."),
    "uq_gift_reverses_id": N_("This gift was reversed already: it cannot be reversed twice."),
    "uq_gift_position": N_("Another line took this place in the batch: key the line again."),
    "uq_gift_batch_number": N_("Another batch took this number: open the batch again."),
    "uq_deposit_number": N_("Another deposit took this number: post the batch again."),
    "uq_tax_receipt_number": N_("Another receipt took this number: start the issue again."),
    "uq_tax_receipt_replaces_id": N_("This receipt was replaced already."),
    "uq_tax_receipt_line_live_gift": N_("This gift is on a tax receipt already."),
    "uq_receipt_event_cancelled_once": N_("This receipt was cancelled already."),
    "uq_donor_number": N_("Another donor took this number: save again."),
    "ck_donor_name": N_("A donor needs a name."),
    "uq_donor_contact_value": N_("This telephone or e-mail is on the sheet already."),
    "uq_donor_tag_folded": N_("The donor has this tag already."),
    "uq_donor_document_sha256": N_("This document is on the sheet already."),
    "uq_donor_external_number_number": N_("This number is on the sheet already."),
    "uq_quality_exception_about": N_("This was said to be right already."),
    "uq_export_model_folded": N_("Another model of this list has this name: choose another."),
    "uq_saved_list_folded": N_("Another list has this name: choose another."),
    "uq_call_line_donor": N_("The donor is on this call list already."),
    "uq_letter_template_code": N_("Another template has this code: choose another."),
    "uq_mail_message_receipt_id": N_("This receipt has a message already: see the outbox."),
    "pk_gift_thanks": N_("This gift was thanked for already: look at the queue again."),
    "ck_letter_run_sent": N_("Letters that left cannot be taken back."),
    "uq_fund_code": N_("Another fund has this code: choose another."),
    "uq_appeal_code": N_("Another appeal has this code: choose another."),
    "uq_campaign_code": N_("Another campaign has this code: choose another."),
    "uq_app_user_name": N_("Another user has this name: choose another."),
    "uq_gift_return_gift_id": N_("The money of this gift left again already: see its reversal."),
    "uq_batch_template_name": N_("Another model has this name: choose another."),
    "ck_deposit_not_empty": N_("A deposit holds at least one cheque or banknote."),
}

_SQLITE_UNIQUE = {
    "gift.reverses_id": "uq_gift_reverses_id",
    "gift_voucher.gift_id, gift_voucher.document_sha256": "uq_gift_voucher_document",
    "gift.batch_id, gift.position": "uq_gift_position",
    "gift_return.gift_id": "uq_gift_return_gift_id",
    "gift_batch.year, gift_batch.series, gift_batch.sequence": "uq_gift_batch_number",
    "deposit.year, deposit.sequence": "uq_deposit_number",
    "tax_receipt.year, tax_receipt.sequence": "uq_tax_receipt_number",
    "tax_receipt.replaces_id": "uq_tax_receipt_replaces_id",
    "tax_receipt_line.gift_id": "uq_tax_receipt_line_live_gift",
    "receipt_event.receipt_id": "uq_receipt_event_cancelled_once",
    "donor.number": "uq_donor_number",
    "donor_contact.donor_id, donor_contact.kind, donor_contact.value": "uq_donor_contact_value",
    "donor_document.donor_id, donor_document.sha256": "uq_donor_document_sha256",
    "donor_tag.donor_id, donor_tag.folded": "uq_donor_tag_folded",
    (
        "donor_external_number.donor_id, donor_external_number.source, donor_external_number.number"
    ): "uq_donor_external_number_number",
    (
        "quality_exception.check_id, quality_exception.donor_id, quality_exception.about"
    ): "uq_quality_exception_about",
    "saved_list.folded": "uq_saved_list_folded",
    "export_model.kind, export_model.folded": "uq_export_model_folded",
    "call_line.donor_id, call_line.list_id": "uq_call_line_donor",
    "letter_template.code": "uq_letter_template_code",
    "gift_thanks.gift_id": "pk_gift_thanks",
    "mail_message.receipt_id": "uq_mail_message_receipt_id",
    "fund.code": "uq_fund_code",
    "appeal.code": "uq_appeal_code",
    "campaign.code": "uq_campaign_code",
    "app_user.name": "uq_app_user_name",
    "batch_template.name": "uq_batch_template_name",
}
"""SQLite names the columns of a broken uniqueness, not the constraint."""

_BROKEN_RULE = re.compile(r'(?:CHECK constraint failed: |constraint ")(\w+)')
_BROKEN_UNIQUE = re.compile(r"UNIQUE constraint failed: ([\w., ]+)")

_WORLD = {
    sqlite3.SQLITE_BUSY: (
        "store.locked",
        N_("Another program is writing in the dossier: wait a moment and try again."),
    ),
    sqlite3.SQLITE_LOCKED: (
        "store.locked",
        N_("Another program is writing in the dossier: wait a moment and try again."),
    ),
    sqlite3.SQLITE_FULL: (
        "store.full",
        N_("The disk is full. What was saved before is safe: free some space and try again."),
    ),
    sqlite3.SQLITE_READONLY: (
        "store.read_only",
        N_("The dossier is read-only: copy it to a folder you may write in, and open the copy."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        "store.damaged",
        N_("The dossier is damaged: restore the last backup, and keep this file aside."),
    ),
    sqlite3.SQLITE_NOTADB: (
        "store.foreign",
        N_("This file is not an Obole dossier: choose a file whose name ends in .obole."),
    ),
    sqlite3.SQLITE_IOERR: (
        "store.disk",
        N_("The disk does not answer: check the cable or the key, and try again."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "store.cannot_open",
        N_("The dossier cannot be opened: check that the file and its folder are there."),
    ),
}

_TRY_AGAIN = frozenset({"55P03", "40P01", "40001"})
"""What PostgreSQL answers whoever waited too long for a turn, or had to give way to another."""


def sentence_for(error: DBAPIError | sqlite3.Error) -> OboleError | None:
    """Return the failure to show for a database error, or None when it is a bug."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, IntegrityError):
        return _rule(str(original))
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        told = _WORLD.get(code & 0xFF)
        return None if told is None else Trouble(told[0], _(told[1]))
    if getattr(original, "sqlstate", None) in _TRY_AGAIN:
        locked = _WORLD[sqlite3.SQLITE_BUSY]
        return Trouble(locked[0], _(locked[1]))
    if isinstance(error, OperationalError):
        message = _("The database server does not answer: check the network and try again.")
        return Trouble("store.server", message)
    return None


def _rule(text: str) -> Refused | None:
    name = ""
    if found := _BROKEN_RULE.search(text):
        name = found.group(1)
    elif unique := _BROKEN_UNIQUE.search(text):
        name = _SQLITE_UNIQUE.get(unique.group(1).strip(), "")
    message = CONSTRAINTS.get(name)
    return None if message is None else Refused(f"constraint.{name}", _(message))


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn database errors that a person can act on into their sentence."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        failure = sentence_for(error)
        if failure is None:
            raise
        raise failure from error
