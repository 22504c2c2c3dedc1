# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the use cases ask of the world: storage here, tools beside."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.kernel.changes import Changes
from app.usecases.ports.accounting import LedgerRuleRepo, YearRepo
from app.usecases.ports.addresses import ReturnedLetterRepo
from app.usecases.ports.backups import Whole
from app.usecases.ports.batches import BatchRulesRepo, BatchTemplateRepo, ReadingRepo
from app.usecases.ports.bulk import BulkWriter
from app.usecases.ports.calls import CallRepo
from app.usecases.ports.desk import BatchRepo, DepositRepo, GiftRepo, ReturnRepo
from app.usecases.ports.duplicates import DuplicateRepo
from app.usecases.ports.exports import Everything, ExportModelRepo
from app.usecases.ports.gifts import ClueRepo
from app.usecases.ports.households import HouseholdRepo
from app.usecases.ports.imports import ImportRepo
from app.usecases.ports.letters import LetterRepo
from app.usecases.ports.lists import SavedListRepo
from app.usecases.ports.mail import MailRepo
from app.usecases.ports.notebook import NotebookRepo
from app.usecases.ports.people import DetailRepo, DonorRepo, UserRepo
from app.usecases.ports.privacy import PrivacyRepo
from app.usecases.ports.quality import QualityRepo
from app.usecases.ports.readers import DrawerRepo
from app.usecases.ports.receipts import DeclarationRepo, GiftAidRepo, ReceiptRepo, SealRepo
from app.usecases.ports.records import AuditTrail, DocumentRepo
from app.usecases.ports.setup import AppealRepo, BankAccountRepo, FundRepo, OrganisationRepo


class UnitOfWork(Protocol):
    """One transaction: everything written in it is committed together, or nothing is."""

    @property
    def whole(self) -> Whole:
        """The dossier as one thing, to be counted and copied."""

    @property
    def export_models(self) -> ExportModelRepo:
        """Models of lists that leave."""

    @property
    def everything(self) -> Everything:
        """Every table as it is, for whoever leaves with all of it."""

    @property
    def organisation(self) -> OrganisationRepo:
        """The association itself."""

    @property
    def users(self) -> UserRepo:
        """Who opens the dossier."""

    @property
    def funds(self) -> FundRepo:
        """What gifts are designated for."""

    @property
    def bank_accounts(self) -> BankAccountRepo:
        """Where deposits go."""

    @property
    def appeals(self) -> AppealRepo:
        """Campaigns and appeals."""

    @property
    def donors(self) -> DonorRepo:
        """Persons and organisations."""

    @property
    def calls(self) -> CallRepo:
        """Lists of donors to call."""

    @property
    def details(self) -> DetailRepo:
        """What stands on the sheets of donors besides the record."""

    @property
    def households(self) -> HouseholdRepo:
        """Who lives together, and is taxed together, when."""

    @property
    def lists(self) -> SavedListRepo:
        """Lists of donors kept by name."""

    @property
    def letters(self) -> LetterRepo:
        """Letters to donors, and which gifts they thank for."""

    @property
    def mail(self) -> MailRepo:
        """Messages by e-mail, and the account they leave from."""

    @property
    def drawers(self) -> DrawerRepo:
        """Who writes cheques on which account."""

    @property
    def duplicates(self) -> DuplicateRepo:
        """Donors that are one."""

    @property
    def clues(self) -> ClueRepo:
        """What may tell whose a gift set aside is."""

    @property
    def returned_letters(self) -> ReturnedLetterRepo:
        """Letters that came back."""

    @property
    def privacy(self) -> PrivacyRepo:
        """What is asked about personal data, and erasing it."""

    @property
    def quality(self) -> QualityRepo:
        """What checks of the file look at and leave."""

    @property
    def batches(self) -> BatchRepo:
        """Gift batches."""

    @property
    def batch_rules(self) -> BatchRulesRepo:
        """What is asked before posting."""

    @property
    def batch_templates(self) -> BatchTemplateRepo:
        """Named sets of defaults of a batch."""

    @property
    def readings(self) -> ReadingRepo:
        """Amounts keyed a second time."""

    @property
    def gifts(self) -> GiftRepo:
        """Lines of batches."""

    @property
    def deposits(self) -> DepositRepo:
        """Bank deposits."""

    @property
    def returns(self) -> ReturnRepo:
        """Money that left again."""

    @property
    def bulk(self) -> BulkWriter:
        """Many rows at once."""

    @property
    def declarations(self) -> DeclarationRepo:
        """What is declared of receipts each year."""

    @property
    def years(self) -> YearRepo:
        """Fiscal years that were closed."""

    @property
    def ledger_rules(self) -> LedgerRuleRepo:
        """What the association books under accounts of its own."""

    @property
    def notebooks(self) -> NotebookRepo:
        """Migration notebooks."""

    @property
    def gift_aid(self) -> GiftAidRepo:
        """Gift Aid claims, and what they stand on."""

    @property
    def seals(self) -> SealRepo:
        """The certificate copies are sealed with."""

    @property
    def receipts(self) -> ReceiptRepo:
        """The register of tax receipts."""

    @property
    def imports(self) -> ImportRepo:
        """Tables brought in, and how to take them back."""

    @property
    def documents(self) -> DocumentRepo:
        """The vault."""

    @property
    def audit(self) -> AuditTrail:
        """The trail of what was done."""

    @property
    def changes(self) -> Changes:
        """What was written so far."""

    def examine(self) -> tuple[int, list[str]]:
        """Return how many checks the store's doctor made, and a sentence for each ailment."""

    def undo_all(self) -> None:
        """Roll back what was written so far; the block then ends without a commit."""


class Store(Protocol):
    """Opens units of work on one dossier."""

    @property
    def location(self) -> str:
        """Where the dossier is, without any password."""

    def write(
        self, *, actor: str, at: datetime, command: str, alone: bool = True
    ) -> AbstractContextManager[UnitOfWork]:
        """Open a writing transaction, committed when the block ends without an exception.

        Args:
            actor: Who acts, for the trail.
            at: When, for the trail.
            command: What was asked; an empty name leaves no trail.
            alone: Whether nobody else may write until the end; otherwise others may, each in
                another batch, and the block holds its own by ``batches.hold``.
        """

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """Open a reading transaction; writing in it is refused by the database."""

    def wipe_left(self, at: datetime) -> None:
        """Write the file anew where an erasure was cut short of it; nothing to do otherwise."""

    def elsewhere(self) -> frozenset[str]:
        """Return the rooms others wrote in since this was last asked; none the first time."""

    def close(self) -> None:
        """Let go of the dossier."""
