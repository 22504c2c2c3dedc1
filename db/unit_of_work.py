# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One transaction and its repositories, each made when first asked for."""

from functools import cached_property

from app.kernel.changes import Changes
from db.backups import SqlWhole
from db.bulk import SqlBulkWriter
from db.doctor import examine
from db.queries.exports import SqlEverything
from db.queries.gifts import GiftClues
from db.repos.accounting import SqlLedgerRuleRepo, SqlYearRepo
from db.repos.addresses import SqlReturnedLetterRepo
from db.repos.batches import SqlBatchRulesRepo, SqlBatchTemplateRepo, SqlReadingRepo
from db.repos.calls import SqlCallRepo
from db.repos.desk import SqlBatchRepo, SqlDepositRepo, SqlGiftRepo, SqlReturnRepo
from db.repos.donors import SqlDetailRepo, SqlDonorRepo
from db.repos.duplicates import SqlDuplicateRepo
from db.repos.exports import SqlExportModelRepo
from db.repos.households import SqlHouseholdRepo
from db.repos.imports import SqlImportRepo
from db.repos.letters import SqlLetterRepo
from db.repos.lists import SqlSavedListRepo
from db.repos.mail import SqlMailRepo
from db.repos.notebook import SqlNotebookRepo
from db.repos.privacy import SqlPrivacyRepo
from db.repos.quality import SqlQualityRepo
from db.repos.readers import SqlDrawerRepo
from db.repos.receipts import SqlDeclarationRepo, SqlGiftAidRepo, SqlReceiptRepo, SqlSealRepo
from db.repos.records import SqlAuditTrail, SqlDocumentRepo
from db.repos.setup import (
    SqlAppealRepo,
    SqlBankAccountRepo,
    SqlFundRepo,
    SqlOrganisationRepo,
    SqlUserRepo,
)
from db.work import Work


class SqlUnitOfWork:
    """Everything written through it is committed together, or nothing is."""

    def __init__(self, work: Work) -> None:
        """Gather the repositories around one connection."""
        self._work = work

    @property
    def changes(self) -> Changes:
        """What was written so far."""
        return self._work.changes

    def examine(self) -> tuple[int, list[str]]:
        """Return how many checks were made, and a sentence for each ailment."""
        return examine(self._work)

    def undo_all(self) -> None:
        """Leave nothing of what was written: the block will end with a rollback."""
        self._work.abandoned = True

    @cached_property
    def whole(self) -> SqlWhole:
        """The dossier as one thing."""
        return SqlWhole(self._work)

    @cached_property
    def export_models(self) -> SqlExportModelRepo:
        """Models of lists that leave."""
        return SqlExportModelRepo(self._work)

    @cached_property
    def everything(self) -> SqlEverything:
        """Every table as it is."""
        return SqlEverything(self._work)

    @cached_property
    def organisation(self) -> SqlOrganisationRepo:
        """The association itself."""
        return SqlOrganisationRepo(self._work)

    @cached_property
    def users(self) -> SqlUserRepo:
        """Who opens the dossier."""
        return SqlUserRepo(self._work)

    @cached_property
    def funds(self) -> SqlFundRepo:
        """What gifts are designated for."""
        return SqlFundRepo(self._work)

    @cached_property
    def bank_accounts(self) -> SqlBankAccountRepo:
        """Where deposits go."""
        return SqlBankAccountRepo(self._work)

    @cached_property
    def appeals(self) -> SqlAppealRepo:
        """Campaigns and appeals."""
        return SqlAppealRepo(self._work)

    @cached_property
    def donors(self) -> SqlDonorRepo:
        """Persons and organisations."""
        return SqlDonorRepo(self._work)

    @cached_property
    def details(self) -> SqlDetailRepo:
        """What stands on the sheets of donors besides the record."""
        return SqlDetailRepo(self._work)

    @cached_property
    def households(self) -> SqlHouseholdRepo:
        """Who lives together, and is taxed together, when."""
        return SqlHouseholdRepo(self._work)

    @cached_property
    def mail(self) -> SqlMailRepo:
        """Messages by e-mail, and the account they leave from."""
        return SqlMailRepo(self._work)

    @cached_property
    def lists(self) -> SqlSavedListRepo:
        """Lists of donors kept by name."""
        return SqlSavedListRepo(self._work)

    @cached_property
    def letters(self) -> SqlLetterRepo:
        """Letters to donors, and which gifts they thank for."""
        return SqlLetterRepo(self._work)

    @cached_property
    def calls(self) -> SqlCallRepo:
        """Lists of donors to call."""
        return SqlCallRepo(self._work)

    @cached_property
    def drawers(self) -> SqlDrawerRepo:
        """Who writes cheques on which account."""
        return SqlDrawerRepo(self._work)

    @cached_property
    def duplicates(self) -> SqlDuplicateRepo:
        """Donors that are one."""
        return SqlDuplicateRepo(self._work)

    @cached_property
    def clues(self) -> GiftClues:
        """What may tell whose a gift set aside is."""
        return GiftClues(self._work)

    @cached_property
    def returned_letters(self) -> SqlReturnedLetterRepo:
        """Letters that came back."""
        return SqlReturnedLetterRepo(self._work)

    @cached_property
    def privacy(self) -> SqlPrivacyRepo:
        """What is asked about personal data, and erasing it."""
        return SqlPrivacyRepo(self._work)

    @cached_property
    def quality(self) -> SqlQualityRepo:
        """What checks of the file look at and leave."""
        return SqlQualityRepo(self._work)

    @cached_property
    def batches(self) -> SqlBatchRepo:
        """Gift batches."""
        return SqlBatchRepo(self._work)

    @cached_property
    def batch_rules(self) -> SqlBatchRulesRepo:
        """What is asked before posting."""
        return SqlBatchRulesRepo(self._work)

    @cached_property
    def batch_templates(self) -> SqlBatchTemplateRepo:
        """Named sets of defaults of a batch."""
        return SqlBatchTemplateRepo(self._work)

    @cached_property
    def readings(self) -> SqlReadingRepo:
        """Amounts keyed a second time."""
        return SqlReadingRepo(self._work)

    @cached_property
    def gifts(self) -> SqlGiftRepo:
        """Lines of batches."""
        return SqlGiftRepo(self._work)

    @cached_property
    def deposits(self) -> SqlDepositRepo:
        """Bank deposits."""
        return SqlDepositRepo(self._work)

    @cached_property
    def returns(self) -> SqlReturnRepo:
        """Money that left again."""
        return SqlReturnRepo(self._work)

    @cached_property
    def bulk(self) -> SqlBulkWriter:
        """Many rows at once."""
        return SqlBulkWriter(self._work)

    @cached_property
    def declarations(self) -> SqlDeclarationRepo:
        """What is declared of receipts each year."""
        return SqlDeclarationRepo(self._work)

    @cached_property
    def gift_aid(self) -> SqlGiftAidRepo:
        """Gift Aid claims, and what they stand on."""
        return SqlGiftAidRepo(self._work)

    @cached_property
    def seals(self) -> SqlSealRepo:
        """The certificate copies are sealed with."""
        return SqlSealRepo(self._work)

    @cached_property
    def years(self) -> SqlYearRepo:
        """Fiscal years that were closed."""
        return SqlYearRepo(self._work)

    @cached_property
    def ledger_rules(self) -> SqlLedgerRuleRepo:
        """What the association books under accounts of its own."""
        return SqlLedgerRuleRepo(self._work)

    @cached_property
    def notebooks(self) -> SqlNotebookRepo:
        """Migration notebooks."""
        return SqlNotebookRepo(self._work)

    @cached_property
    def receipts(self) -> SqlReceiptRepo:
        """The register of tax receipts."""
        return SqlReceiptRepo(self._work)

    @cached_property
    def imports(self) -> SqlImportRepo:
        """Tables brought in."""
        return SqlImportRepo(self._work)

    @cached_property
    def documents(self) -> SqlDocumentRepo:
        """The vault."""
        return SqlDocumentRepo(self._work)

    @cached_property
    def audit(self) -> SqlAuditTrail:
        """The trail of what was done."""
        return SqlAuditTrail(self._work)
