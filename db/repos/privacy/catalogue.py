# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What erasing a person does to each table of a dossier.

Every table stands here, and every text of those whose rows stay: ``tests/db/test_privacy.py``
fails for what does not. Whoever adds a table or a text decides here whose it is:

- ``Rows`` that are a person's, and go whole;
- ``Texts`` of rows that stay (a gift, a receipt): they are emptied;
- ``STAYS``, a column of such a row that says nothing of who the person is, with the reason;
- ``OTHERS``, a table that is about nobody, or that ``db.repos.privacy.erasing`` handles by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from app.domain.privacy import Part


class When(Enum):
    """When something goes: at the request, or once the last legal term has passed."""

    REQUEST = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that go whole.

    Attributes:
        link: The column that names the donor, or a gift of the donor's.
        documents: The column that names a document of the vault, which goes too.
    """

    table: str
    part: Part
    link: str = "donor_id"
    when: When = When.REQUEST
    documents: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns emptied in rows that stay.

    Attributes:
        link: The column that names the donor or one of the donor's gifts or receipts; ``id`` for
            the gifts and the receipts themselves.
        values: What each column becomes.
    """

    table: str
    part: Part
    link: str
    values: Mapping[str, object] = field(default_factory=dict)
    when: When = When.REQUEST


CATALOGUE: tuple[Rows | Texts, ...] = (
    Rows("donor_contact", Part.CONTACTS),
    Rows("donor_address", Part.ADDRESSES),
    Texts("household", Part.HOUSEHOLD, "id", {"name": "", "greeting": ""}),
    Rows("donor_tag", Part.TAGS),
    Rows("donor_standing", Part.STANDING),
    Rows("donor_gift_aid", Part.GIFT_AID, when=When.END),
    Rows("donor_external_number", Part.NUMBERS),
    Rows("donor_event", Part.EVENTS),
    Rows("donor_task", Part.TASKS),
    Rows("donor_document", Part.DOCUMENTS, documents="sha256"),
    Rows("donor_consent", Part.CONSENTS, documents="proof_sha256"),
    Rows("returned_letter", Part.LETTERS),
    Rows("gift_thanks", Part.WRITTEN, link="gift_id"),
    Rows("letter", Part.WRITTEN, documents="document_sha256"),
    Rows("mail_message", Part.WRITTEN),
    Rows("call_line", Part.CALLS),
    Rows("quality_exception", Part.LIKENESS),
    Rows("donor_apart", Part.LIKENESS, link="one_id"),
    Rows("donor_apart", Part.LIKENESS, link="other_id"),
    Rows("drawer_account", Part.ACCOUNTS),
    Rows("waiting_account", Part.ACCOUNTS, link="gift_id"),
    Texts("privacy_request", Part.REQUESTS, "donor_id", {"person": "", "proof": "", "told": ""}),
    Texts(
        "gift",
        Part.GIFTS,
        "id",
        {"clue": "", "note": "", "reference": "", "tribute": "", "tribute_name": ""},
    ),
    Texts("gift", Part.GIFTS, "thanked_id", {"thanked_id": None}),
    Texts("gift_return", Part.GIFTS, "gift_id", {"reason": "", "reference": ""}),
    Texts(
        "gift",
        Part.VOUCHERS,
        "id",
        {"cheque_number": "", "cheque_bank": "", "description": "", "foreign_receipt": ""},
        When.END,
    ),
    Texts("gift_expense", Part.VOUCHERS, "gift_id", {"purpose": ""}, When.END),
    Rows("gift_voucher", Part.VOUCHERS, "gift_id", When.END, documents="document_sha256"),
    Texts("receipt_event", Part.RECEIPTS, "receipt_id", {"reason": ""}, When.END),
)

_STATES = "a word of the program's own"
_WHO_KEYED = "who keyed it: a user, not the donor"
_COUNTS = "the sums of the gifts, which stay"
_NUMBERS = "a number of the register"

STAYS: Mapping[str, str] = {
    "gift.donor_id": "the number stays on the gifts; nobody is behind it",
    "gift.payer_id": "the number stays on the gifts; nobody is behind it",
    **{f"gift.{name}": _STATES for name in ("means", "state", "nature", "form", "purpose")},
    "gift.unusual": "codes of what was unusual about the amount",
    "gift.keyed_by": _WHO_KEYED,
    "gift_expense.vehicle": _STATES,
    "gift_return.kind": _STATES,
    "gift_return.means": _STATES,
    "gift_return.receipt_number": _NUMBERS,
    "gift_return.noted_by": _WHO_KEYED,
    "receipt_event.kind": _STATES,
    "receipt_event.by": _WHO_KEYED,
    "privacy_request.donor_id": "let go of when the record goes",
    "privacy_request.kind": _STATES,
    "privacy_request.answer": _STATES,
    "privacy_request.by": _WHO_KEYED,
}
"""Columns of rows that stay and say nothing of who the person is, each with the reason."""

OTHERS: Mapping[str, str] = {
    "donor": "emptied, or deleted when nothing refers to it: see Eraser",
    "donor_total": _COUNTS,
    "donor_year": _COUNTS,
    "donor_finder": "indexed anew, nameless",
    "donor_word": "words of names: those nobody bears any more are forgotten with the index",
    "donor_merge": "merges the person had a part in are forgotten: see Eraser",
    "donor_redirect": "numbers; they go with the record",
    "erased_donor": "the numbers of who was erased",
    "import_image": "what imports kept of the sheet is forgotten: see Eraser",
    "import_run": "what an import told of a row is emptied when it names the person: see Eraser",
    "audit_entry": "values and salt are taken away, the chain stays: see Eraser",
    "document": "documents nothing names any more go; printed receipts at their term: see Eraser",
    "tax_receipt": "what was printed goes once its term has passed: see Eraser",
    "household_member": "a number, for the receipts in the name of all: see leave_households",
    "standing_gift": "a month, and the number of a gift; it goes with the order",
    "deposit": "slips go once their term has passed: see Eraser",
    "tax_receipt_line": "amounts",
    "mail_account": "the account of the association",
    "receipt_declaration": "what was declared in all; its list holds numbers and amounts",
    "gift_aid_claim": "what was claimed in all",
    "gift_aid_claimed": "the numbers of a gift and of a claim",
    "receipt_seal": "of the association",
    "fiscal_year": "sums; its package names nobody and holds no slip",
    "fund_year": "sums",
    "notebook": "of the association",
    "notebook_step": "of the association",
    "former_figure": "counts and sums",
    "ledger_rule": "of the association",
    "receipt_run": "an issue, of nobody in particular",
    "number_series": _NUMBERS,
    "gift_batch": "half-typed lines are emptied when they name the person: see Eraser",
    "gift_reading": "amounts keyed a second time",
    "batch_lease": "where a batch is open",
    "batch_rules": "rules of the association",
    "batch_template": "defaults of the association",
    "letter_run": "the printing of letters, not what they said",
    "letter_settings": "of the association",
    "letter_template": "of the association",
    "call_list": "a list, not who is on it",
    "export_model": "names of columns",
    "saved_list": "what a list asks, never who answers",
    "quality_count": "counts",
    "campaign": "of the association",
    "appeal": "of the association",
    "fund": "of the association",
    "bank_account": "of the association",
    "organisation": "of the association",
    "app_user": "who opens the dossier",
    "dossier_secret": "of the dossier",
}
"""Tables whose rows are about no donor, or that the eraser handles by itself."""
