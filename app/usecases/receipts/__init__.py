# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts: looked over, issued once, provable for ever."""

from app.usecases.receipts.cancel import Cancellation, CancelReceipt
from app.usecases.receipts.declaring import (
    Declaration,
    DeclaredList,
    DeclareReceipts,
    NoteDeclared,
)
from app.usecases.receipts.issue import ContinueRegister, IssueReceipts, IssueReport
from app.usecases.receipts.preview import (
    BucketLine,
    BucketTotal,
    Due,
    PreviewReceipts,
    ReceiptPreview,
)
from app.usecases.receipts.register import (
    CopyReceipt,
    DonorReceipts,
    ReceiptDocument,
    ReceiptRegister,
    ReceiptRuns,
    ReceiptSeries,
    ReceiptSheet,
    RunDocuments,
    RunToPrint,
    ShowReceipt,
)
from app.usecases.receipts.specimen import Specimen
from app.usecases.receipts.verify import VerifyReceipts

__all__ = [
    "BucketLine",
    "BucketTotal",
    "CancelReceipt",
    "Cancellation",
    "ContinueRegister",
    "CopyReceipt",
    "Declaration",
    "DeclareReceipts",
    "DeclaredList",
    "DonorReceipts",
    "Due",
    "IssueReceipts",
    "IssueReport",
    "NoteDeclared",
    "PreviewReceipts",
    "ReceiptDocument",
    "ReceiptPreview",
    "ReceiptRegister",
    "ReceiptRuns",
    "ReceiptSeries",
    "ReceiptSheet",
    "RunDocuments",
    "RunToPrint",
    "ShowReceipt",
    "Specimen",
    "VerifyReceipts",
]
