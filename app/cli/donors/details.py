# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a sheet besides the record: put there, taken off, looked up by tag."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from app.cli.console import Console, table
from app.cli.donors.writing import add_address_flags, address_of
from app.cli.main import Verbs
from app.domain.addresses import Address
from app.domain.consents import Consent
from app.domain.donors import (
    STANDING_MEANS,
    AidWay,
    Contact,
    ContactKind,
    ContactUse,
    DatedAddress,
    Detail,
    Details,
    Donor,
    DonorDocument,
    DonorEvent,
    DonorTask,
    EventKind,
    ExternalNumber,
    GiftAid,
    Pace,
    StandingGift,
    Tag,
    number_text,
    told,
)
from app.domain.gifts import Means
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import parse_amount
from app.kernel.text import fold
from app.usecases.donors import (
    AddDetail,
    DonorByNumber,
    DonorLines,
    ListTags,
    RemoveDetail,
    ShowDonor,
    TaggedDonors,
)
from app.usecases.office import Office

_NAMES: dict[type[Detail], str] = {
    Contact: "contact",
    DatedAddress: "address",
    Tag: "tag",
    ExternalNumber: "external",
    DonorEvent: "event",
    DonorTask: "task",
    DonorDocument: "document",
    Consent: "consent",
    StandingGift: "standing",
    GiftAid: "gift-aid",
}


def add_verbs(donors: Verbs) -> None:
    """Add ``donors phone|email|address|external|standing|gift-aid|event|tag|tags|remove``."""
    uses = [use.value for use in ContactUse]
    for kind, help_text in (
        (ContactKind.PHONE, _("put another telephone on a sheet")),
        (ContactKind.EMAIL, _("put another e-mail address on a sheet")),
    ):
        reach = donors.add(kind.value, help_text, _contact)
        reach.set_defaults(kind=kind)
        _about(reach).add_argument("value", metavar=_("VALUE"))
        reach.add_argument("--use", choices=uses, default=ContactUse.OTHER.value)
    place = _about(donors.add("address", _("put a dated address on a sheet"), _address))
    add_address_flags(place)
    place.add_argument("--label", default="", metavar=_("TEXT"))
    place.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    place.add_argument("--until", dest="until_on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    place.add_argument("--yearly", action="store_true", help=_("the same days each year"))
    elsewhere = _about(
        donors.add("external", _("note the donor's number in another program"), _external)
    )
    elsewhere.add_argument("program", metavar=_("PROGRAM"))
    elsewhere.add_argument("value", metavar=_("VALUE"))
    standing = _about(donors.add("standing", _("note what a donor gives by itself"), _standing))
    standing.add_argument("amount", metavar=_("AMOUNT"))
    standing.add_argument(
        "--pace", choices=[pace.value for pace in Pace], default=Pace.MONTHLY.value
    )
    standing.add_argument(
        "--means", choices=[means.value for means in STANDING_MEANS], default=Means.TRANSFER.value
    )
    standing.add_argument("--from", dest="first_on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    standing.add_argument("--until", dest="last_on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    standing.add_argument("--suspended", action="store_true")
    _add_gift_aid(donors)
    event = _about(donors.add("event", _("note what happened with a donor"), _event))
    event.add_argument("text", metavar=_("TEXT"))
    event.add_argument(
        "--kind", choices=[kind.value for kind in EventKind], default=EventKind.NOTE.value
    )
    event.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD")
    tag = _about(donors.add("tag", _("put a tag on a donor, or take it off"), _tag))
    tag.add_argument("tag", metavar=_("TAG"))
    tag.add_argument("--off", action="store_true", help=_("take it off"))
    tags = donors.add("tags", _("list the tags, or who bears one"), _tags)
    tags.add_argument("tag", nargs="?", metavar=_("TAG"))
    remove = _about(donors.add("remove", _("take a detail off a sheet"), _remove))
    remove.add_argument("what", choices=list(_NAMES.values()))
    remove.add_argument("id", type=int, metavar=_("ID"))


def _add_gift_aid(donors: Verbs) -> None:
    aid = _about(donors.add("gift-aid", _("note a Gift Aid declaration"), _gift_aid))
    for flag in ("said", "from", "until", "cancelled"):
        name = f"{flag}_on"
        aid.add_argument(f"--{flag}", dest=name, type=date.fromisoformat, metavar="YYYY-MM-DD")
    ways = [way.value for way in AidWay]
    aid.add_argument("--way", choices=ways, default=AidWay.WRITTEN.value)


def _about(verb: argparse.ArgumentParser) -> argparse.ArgumentParser:
    verb.add_argument("number", metavar=_("NUMBER"))
    return verb


def all_details(details: Details) -> Iterator[Detail]:
    """Yield every detail of a sheet, in the order a sheet shows them."""
    yield from details.contacts
    yield from details.addresses
    yield from details.tags
    yield from details.numbers
    yield from details.events
    yield from details.tasks
    yield from details.documents
    yield from details.consents
    yield from details.standing
    yield from details.gift_aid


def detail_document(detail: Detail) -> dict[str, Any]:
    """Return a detail for JSON: what it is, its id, its fields."""
    values = asdict(detail)
    for name in ("version", "donor_id"):
        del values[name]
    return {"what": _NAMES[type(detail)], **values, "told": told(detail).text}


def _contact(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    contact = Contact(
        donor_id=donor.id, kind=options.kind, use=ContactUse(options.use), value=options.value
    )
    put(office, donor, contact, console)


def _address(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    dated = DatedAddress(
        donor_id=donor.id,
        label=options.label,
        address=address_of(options, Address()),
        from_on=options.from_on,
        until_on=options.until_on,
        yearly=options.yearly,
    )
    put(office, donor, dated, console)


def _external(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    number = ExternalNumber(donor_id=donor.id, source=options.program, number=options.value)
    put(office, donor, number, console)


def _standing(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    standing = StandingGift(
        donor_id=donor.id,
        cents=parse_amount(options.amount),
        means=Means(options.means),
        pace=Pace(options.pace),
        first_on=options.first_on or office.clock.today(),
        last_on=options.last_on,
        suspended=options.suspended,
    )
    put(office, donor, standing, console)


def _gift_aid(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    said_on = options.said_on or office.clock.today()
    aid = GiftAid(
        donor_id=donor.id,
        said_on=said_on,
        from_on=options.from_on or said_on,
        until_on=options.until_on,
        way=AidWay(options.way),
        cancelled_on=options.cancelled_on,
    )
    put(office, donor, aid, console)


def _event(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    event = DonorEvent(
        donor_id=donor.id,
        kind=EventKind(options.kind),
        on_day=options.day or office.clock.today(),
        text=options.text,
    )
    put(office, donor, event, console)


def _tag(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    if not options.off:
        put(office, donor, Tag(donor_id=donor.id, name=options.tag), console)
        return
    borne = office.ask(ShowDonor(donor.id)).details.tags
    tag = next((one for one in borne if one.folded == fold(options.tag)), None)
    if tag is None:
        message = _("{donor} does not bear the tag {tag}: see “donors tags”.")
        raise Refused("donor.tag", message.format(donor=donor.display_name, tag=options.tag))
    _take_off(office, donor, tag, console)


def _remove(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    for detail in all_details(office.ask(ShowDonor(donor.id)).details):
        if (_NAMES[type(detail)], detail.id) == (options.what, options.id):
            _take_off(office, donor, detail, console)
            return
    message = _("The sheet of {donor} has no such line: see “donors show”.")
    raise Refused("donor.detail", message.format(donor=donor.display_name))


def put(office: Office, donor: Donor, detail: Detail, console: Console) -> None:
    """Put a detail on a sheet and tell it."""
    kept = office.do(AddDetail(detail))
    words = told(kept)
    sentence = _("On the sheet of {donor}: {what}, {text}.")
    sentence = sentence.format(donor=donor.display_name, what=words.what, text=words.text)
    console.answer({"number": donor.number_text, **detail_document(kept)}, [sentence])


def _take_off(office: Office, donor: Donor, detail: Detail, console: Console) -> None:
    office.do(RemoveDetail(detail))
    words = told(detail)
    sentence = _("Off the sheet of {donor}: {what}, {text}.")
    sentence = sentence.format(donor=donor.display_name, what=words.what, text=words.text)
    document = {"number": donor.number_text, "removed": _NAMES[type(detail)], "id": detail.id}
    console.answer(document, [sentence])


def _tags(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.tag is None:
        counts = office.ask(ListTags())
        document = {"tags": [{"tag": one.name, "donors": one.donors} for one in counts]}
        console.answer(document, table((_("Tag"), _("Donors")), counts))
        return
    lines = office.ask(DonorLines(tuple(office.ask(TaggedDonors(options.tag)))))
    rows = [(number_text(line.number), line.name, line.city) for line in lines]
    donors = [{"number": number, "name": name} for number, name, _city in rows]
    answer = table((_("Number"), _("Name"), _("Place")), rows)
    console.answer({"count": len(rows), "donors": donors}, answer)
