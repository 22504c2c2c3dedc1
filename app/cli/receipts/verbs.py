# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on tax receipts: previewing, issuing, showing, copying, cancelling, proving."""

import argparse
import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from app.cli.console import Console, table
from app.cli.mail import add_pause, send_waiting
from app.cli.main import Verbs
from app.cli.receipts.declaring import add_declaration
from app.cli.receipts.giftaid import add_gift_aid
from app.cli.receipts.sealing import add_seal
from app.cli.words import donor_id
from app.domain.donors import number_text
from app.domain.receipts import Scope, number_of
from app.kernel.files import write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.mail.duplicates import SendDuplicate
from app.usecases.mail.outbox import QueueReceipts
from app.usecases.office import Office
from app.usecases.ports.receipts import RegisterLine
from app.usecases.receipts import (
    BucketTotal,
    CancelReceipt,
    ContinueRegister,
    CopyReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptDocument,
    ReceiptRegister,
    RunDocuments,
    RunToPrint,
    ShowReceipt,
    VerifyReceipts,
)
from app.usecases.receipts.register_paper import RegisterToPrint
from app.usecases.receipts.replacing import Replaced
from app.usecases.receipts.words import reason_of, repair_of

_UNSOUND = 3
_PACKET = 200


def add_verbs(verbs: Verbs) -> None:
    """Add every verb of ``receipts``."""
    receipts = verbs.group("receipts", _("tax receipts"))
    preview = receipts.add(
        "preview", _("tell what would be issued, and why not the rest"), _preview
    )
    issue = receipts.add("issue", _("issue the receipts of a preview"), _issue)
    issue.add_argument("--confirm", type=int, required=True, metavar=_("COUNT"))
    issue.add_argument("--out", type=Path, metavar=_("FOLDER"))
    signs = _("who signs, as “name, title”; the picture of a signature is left out then")
    issue.add_argument("--signatory", default="", metavar=_("NAME"), help=signs)
    for parser in (preview, issue):
        parser.add_argument("--year", type=int, required=True, metavar="YYYY")
        parser.add_argument("--scope", choices=[one.value for one in Scope], default="annual")
        parser.add_argument("--donor", action="append", default=[], metavar=_("NUMBER"))
    begin = receipts.add("begin", _("continue the numbers of a former register"), _begin)
    begin.add_argument("--first", type=int, required=True, metavar="N")
    show = receipts.add("show", _("show a receipt"), _show)
    show.add_argument("--out", type=Path, metavar="PDF")
    for parser in (issue, show):
        parser.add_argument(
            "--protected", action="store_true", help=_("copies to send, which nobody changes")
        )
    copy = receipts.add("copy", _("write a duplicate, marked and dated"), _copy)
    either = copy.add_mutually_exclusive_group(required=True)
    either.add_argument("--out", type=Path, metavar="PDF")
    either.add_argument(
        "--email", action="store_true", help=_("put it on the pile of messages, for the donor")
    )
    copy.add_argument("--reason", default="", metavar=_("REASON"))
    cancel = receipts.add("cancel", _("cancel a receipt; its number stays"), _cancel)
    cancel.add_argument("--reason", required=True, metavar=_("REASON"))
    cancel.add_argument("--replace", action="store_true", help=_("issue the one that replaces it"))
    for parser in (show, copy, cancel):
        parser.add_argument("number", metavar=_("NUMBER"))
    register = receipts.add("register", _("list the receipts of a year"), _register)
    register.add_argument("--out", type=Path, metavar="CSV")
    register.add_argument("--pdf", type=Path, metavar="PDF", help=_("the register on paper"))
    add_declaration(receipts)
    add_gift_aid(receipts)
    add_seal(receipts)
    for parser in (begin, register):
        parser.add_argument("--year", type=int, required=True, metavar="YYYY")
    send = receipts.add("send", _("send receipts to who wants them by e-mail"), _send)
    send.add_argument("--year", type=int, required=True, metavar="YYYY")
    add_pause(send)
    receipts.add("verify", _("prove numbers, links, documents and gifts"), _verify)


def _chosen(office: Office, options: argparse.Namespace) -> tuple[int, ...]:
    found = (donor_id(office, number) for number in options.donor)
    return tuple(one for one in found if one is not None)


def _preview(office: Office, options: argparse.Namespace, console: Console) -> None:
    asked = PreviewReceipts(options.year, Scope(options.scope), _chosen(office, options))
    preview = office.ask(asked)
    document = {
        "year": preview.year,
        "scope": preview.scope,
        "ready": {
            "count": preview.count,
            "cents": preview.cents,
            "donors": [{"number": o.number, "name": o.name, "cents": o.cents} for o in preview.due],
        },
        "buckets": [_bucket(total) for total in preview.buckets],
        "ledger_cents": preview.ledger_cents,
        "obstacles": [problem.message for problem in preview.obstacles],
    }
    rows: list[Sequence[object]] = [(_("Ready"), preview.count, format_amount(preview.cents), "")]
    for total in preview.buckets:
        amount = format_amount(total.cents)
        rows.append((reason_of(total.bucket), total.count, amount, repair_of(total.bucket)))
    rows.append((_("Total of the ledger"), "", format_amount(preview.ledger_cents), ""))
    headers = (_("Bucket"), _("Number"), _("Amount"), _("What to do"))
    obstacles = [problem.message for problem in preview.obstacles]
    console.answer(document, [*table(headers, rows), *obstacles])


def _bucket(total: BucketTotal) -> dict[str, Any]:
    return {
        "reason": total.bucket,
        "count": total.count,
        "cents": total.cents,
        "repair": repair_of(total.bucket),
        "donors": [
            {"number": line.number, "name": line.name, "gifts": line.gifts, "cents": line.cents}
            for line in total.donors
        ],
    }


def _issue(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    scope, chosen = Scope(options.scope), _chosen(office, options)
    report = office.do(
        IssueReceipts(options.year, options.confirm, scope, chosen, options.signatory),
        console.progress,
    )
    written: list[Path] = []
    if options.out and report.count:
        written = _write_run(office, report.run_id, options.out, protected=options.protected)
    document = {
        "run": report.run_id,
        "first": report.first,
        "last": report.last,
        "count": report.count,
        "cents": report.cents,
        "left_out": list(report.left_out),
        "files": len(written),
        "to_print": str(written[-1]) if written else "",
    }
    message = ngettext(
        "{count} receipt issued, {first} to {last}: {amount}",
        "{count} receipts issued, {first} to {last}: {amount}",
        report.count,
    )
    told = message.format(
        count=report.count,
        first=report.first,
        last=report.last,
        amount=format_amount(report.cents),
    )
    missed = [_("No longer due: {donor}").format(donor=donor) for donor in report.left_out]
    console.answer(document, [told, *missed])


def _write_run(office: Office, run_id: int, folder: Path, *, protected: bool) -> list[Path]:
    """Write each receipt to a file of its own, then all of them to one for the printer."""
    written: list[Path] = []
    while packet := office.ask(RunDocuments(run_id, len(written), _PACKET, protected)):
        for number, body in packet:
            written.append(folder / f"{number}.pdf")
            write_whole(written[-1], body)
    written.append(folder / _("receipts-{run}.pdf").format(run=run_id))
    write_whole(written[-1], office.ask(RunToPrint(run_id)))
    return written


def _begin(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(ContinueRegister(options.year, options.first))
    first = number_of(options.year, options.first)
    message = _("The first receipt will be {number}.")
    console.answer({"first": first}, [message.format(number=first)])


def _told(line: RegisterLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "state": line.state,
        "day": line.issued_on,
        "by": line.issued_by,
        "donor": number_text(line.donor_number),
        "name": line.donor_name,
        "form": line.form,
        "scope": line.scope,
        "cents": line.cents,
        "reason": line.reason,
        "replaces": line.replaces,
        "replaced_by": line.replaced_by,
        "copies": line.copies,
        "mail": line.mail,
        "pdf_sha256": line.document_sha256,
    }


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    sheet = office.ask(ShowReceipt(options.number))
    document = _told(sheet.line) | {
        "lines": [
            {"gift": one.gift_id, "day": one.day, "means": one.means, "cents": one.cents}
            for one in sheet.snapshot.lines
        ],
        "events": [
            {"kind": one.kind, "at": one.at, "by": one.by, "reason": one.reason}
            for one in sheet.events
        ],
    }
    if options.out:
        asked = ReceiptDocument(sheet.line.number, options.protected)
        write_whole(options.out, office.ask(asked))
        document["pdf"] = str(options.out)
    rows = [
        (format_day(one.day), one.means, format_amount(one.cents)) for one in sheet.snapshot.lines
    ]
    headers = (_("Day"), _("Payment"), _("Amount"))
    console.answer(document, [*_rows([sheet.line]), "", *table(headers, rows)])


def _copy(office: Office, options: argparse.Namespace, console: Console) -> None:
    sheet = office.ask(ShowReceipt(options.number))
    if options.email:
        put = office.do(SendDuplicate(options.number, options.reason))
        said = _("On the pile of messages: the duplicate for {address}")
        console.answer({**_told(sheet.line), "message": put.id}, [said.format(address=put.address)])
        return
    write_whole(options.out, office.do(CopyReceipt(options.number, options.reason)))
    message = _("Duplicate of {number}: {file}")
    told = message.format(number=sheet.line.number, file=options.out)
    console.answer({**_told(sheet.line), "pdf": str(options.out)}, [told])


def _cancel(office: Office, options: argparse.Namespace, console: Console) -> None:
    done = office.do(CancelReceipt(options.number, options.reason, options.replace))
    line = office.ask(ShowReceipt(done.cancelled)).line
    told = [_("Receipt {number} is cancelled; its number stays.").format(number=line.number)]
    if done.replacement:
        message = _("Receipt {number} replaces it.")
        told.append(message.format(number=done.replacement.number))
    console.answer(_told(line), told)


def _register(office: Office, options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ReceiptRegister(options.year))
    document: dict[str, Any] = {"receipts": [_told(line) for line in lines]}
    if options.out:
        write_whole(options.out, _as_csv(lines))
        document["path"] = str(options.out)
    if options.pdf:
        write_whole(options.pdf, office.ask(RegisterToPrint(options.year)))
        document["pdf"] = str(options.pdf)
    console.answer(document, _rows(lines))


_HEADERS = (
    "number", "state", "day", "by", "donor", "name", "form", "scope", "cents", "reason",
    "replaces", "replaced_by", "copies", "mail", "pdf_sha256",
)  # fmt: skip


def _as_csv(lines: Sequence[RegisterLine]) -> bytes:
    """Return the register as spreadsheets of a French system read it."""
    out = StringIO()
    writer = csv.DictWriter(out, _HEADERS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for line in lines:
        writer.writerow({name: _safe(value) for name, value in _told(line).items()})
    return out.getvalue().encode("utf-8-sig")


def _safe(value: object) -> object:
    """Keep a spreadsheet from taking a name for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _rows(lines: Sequence[RegisterLine]) -> list[str]:
    headers = (_("Number"), _("Day"), _("Donor"), _("Amount"), _("State"))
    states = {"issued": _("issued"), "cancelled": _("cancelled")}
    return table(
        headers,
        [
            (
                line.number,
                format_day(line.issued_on),
                line.donor_name,
                format_amount(line.cents),
                states[line.state],
            )
            for line in lines
        ],
    )


def _send(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(QueueReceipts(options.year))
    send_waiting(office, options.pause, console)


def _verify(office: Office, _options: argparse.Namespace, console: Console) -> int:
    verdict = office.ask(VerifyReceipts())
    document = {"ok": verdict.ok, "checked": verdict.checked, "problems": list(verdict.problems)}
    message = ngettext(
        "{count} receipt proved.", "{count} receipts proved.", verdict.checked
    ).format(count=verdict.checked)
    console.answer(document, verdict.problems or [message])
    return 0 if verdict.ok else _UNSOUND


def told_replaced(office: Office, done: Replaced) -> list[dict[str, object]]:
    """Tell the receipt cancelled with a gift, then the one that replaces it."""
    touched = [done.cancelled, *([done.replacement] if done.replacement else [])]
    lines = [office.ask(ShowReceipt(receipt.number)).line for receipt in touched]
    return [
        {
            "number": line.number,
            "state": line.state,
            "cents": line.cents,
            "pdf_sha256": line.document_sha256,
            "replaces": line.replaces or None,
            "replaced_by": line.replaced_by or None,
        }
        for line in lines
    ]


def replaced_sentences(done: Replaced) -> list[str]:
    """Say what became of the receipt of a gift that was corrected."""
    old = done.cancelled.number
    if done.replacement is not None:
        message = _("Receipt {old} is cancelled, receipt {new} replaces it.")
        return [message.format(old=old, new=done.replacement.number)]
    told = _("Receipt {old} is cancelled.").format(old=old)
    if not done.obstacle:
        return [told]
    waits = _("Its replacement waits for the next issue: {why}.").format(why=done.obstacle)
    return [told, waits]
