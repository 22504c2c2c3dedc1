# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of tax receipts, and what is declared of it."""

from db.repos.receipts.declared import SqlDeclarationRepo
from db.repos.receipts.giftaid import SqlGiftAidRepo
from db.repos.receipts.register import SqlReceiptRepo
from db.repos.receipts.seals import SqlSealRepo

__all__ = ["SqlDeclarationRepo", "SqlGiftAidRepo", "SqlReceiptRepo", "SqlSealRepo"]
