# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters made together: the preview is the run, each once, resumed after a cut, taken back."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.domain.consents import Channel, Consent, Purpose, Standing
from app.domain.donors import ReceiptChannel
from app.domain.gifts import Means
from app.domain.letters.body import Span, TextBlock, write_body
from app.domain.letters.conditions import Condition
from app.domain.letters.fields import Field
from app.domain.letters.queue import LeftOut
from app.domain.letters.values import LetterKind, SheetOrder, Way
from app.domain.paper import Text
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled
from app.usecases.donors import AddDetail, EditDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import ReturnCheque
from app.usecases.letters import runs
from app.usecases.letters.covers import CoveredReceipts
from app.usecases.letters.planning import Mailing
from app.usecases.letters.preview import PreviewLetters, PreviewPages, ShowDraft
from app.usecases.letters.queue import MarkThanked, ThankQueue
from app.usecases.letters.runs import (
    LetterRuns,
    LettersToPrint,
    MakeLetters,
    NoteSent,
    ReadLetter,
    ResumeLetters,
    RunReport,
    TakeBackLetters,
)
from app.usecases.letters.templates import SaveTemplate, ShowTemplate
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from tests.support.giving import give, new_donor
from tests.support.pdf import is_sound, text_of

DAY = date(2026, 1, 2)
_SUBSCRIBED_THEN_NOT = ((Standing.CONSENT, 2), (Standing.OPPOSED, 3))


def made(office: Office, mailing: Mailing | None = None, count: int | None = None) -> RunReport:
    return office.do(MakeLetters(mailing or Mailing(), count))


def printed(office: Office, report: RunReport) -> str:
    body = office.ask(LettersToPrint(report.run.id))
    assert is_sound(body)
    return text_of(body)


def test_the_preview_is_the_run_and_the_run_empties_the_queue(any_office: Office) -> None:
    office = any_office
    ada = new_donor(office, "Ada", civility="Mme")
    bob = new_donor(office, "Bob", civility="M.", language="en")
    mail = new_donor(office, "Mel", email="m@exemple.fr", receipt_channel=ReceiptChannel.EMAIL)
    gone = new_donor(office, "Perdu")
    office.do(EditDonor(replace(gone, address=replace(gone.address, street="", city=""))))
    give(office, (ada, 5_000), (bob, 20_000), (mail, 700), (gone, 800), (ada, 1_000), day=DAY)
    preview = office.ask(PreviewLetters(Mailing()))
    assert (preview.count, preview.cents, preview.other_way) == (2, 26_000, 1)
    assert (preview.left_out, preview.unruled) == ({LeftOut.ADDRESS: 1}, 0)
    shown = text_of(office.ask(PreviewPages(Mailing())))
    with pytest.raises(Refused, match="You confirmed 3 letters, but 2"):
        made(office, count=3)
    report = made(office, count=2)
    told = printed(office, report)
    assert told == shown
    assert (report.count, report.other_way, report.left_out) == (2, 1, {LeftOut.ADDRESS: 1})
    for said in (
        "Madame,", "60,00 €", "50,00 €", "02/01/2026", "MME ZOE ADA", "35000 RENNES",
        "Rennes, 6 janvier 2026", "Dear Sir", "€200.00", "Rennes, 6 January 2026", "Le trésorier",
    ):  # fmt: skip
        assert said in told, said
    assert [line.to.donor.last_name for line in office.ask(ThankQueue()).lines] == ["Mel", "Perdu"]
    assert made(office, Mailing(way=Way.EMAIL)).count == 1
    with pytest.raises(Refused, match="Nobody is to be written to"):
        made(office)
    assert not office.ask(Examine()).problems


def test_letters_taken_back_wait_again_and_those_that_left_do_not(any_office: Office) -> None:
    office = any_office
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    first = made(office)
    assert office.do(TakeBackLetters(first.run.id)) == 1
    with pytest.raises(Refused, match="nothing to print"):
        office.ask(LettersToPrint(first.run.id))
    assert office.do(ResumeLetters(first.run.id)).count == 0
    again = made(office)
    assert office.do(NoteSent(again.run.id)).sent_on == date(2026, 1, 6)
    with pytest.raises(Refused, match="cannot be taken back"):
        office.do(TakeBackLetters(again.run.id))
    with pytest.raises(Refused, match="not all there"):
        office.do(NoteSent(first.run.id))
    lines = office.ask(LetterRuns())
    assert [(one.run.id, one.count, one.unfinished) for one in lines] == [
        (again.run.id, 1, False),
        (first.run.id, 0, False),
    ]


class _Cut:
    """Somebody stops the work after so many letters."""

    def __init__(self, after: int) -> None:
        self._after = after

    def step(self, done: int, _total: int, _what: str = "") -> None:
        if done >= self._after:
            raise Cancelled


def test_letters_that_were_cut_are_resumed_each_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "CHUNK", 2)
    donors = [new_donor(office, f"Essai {letter}") for letter in "EDCBA"]
    give(office, *((donor, 1_000) for donor in donors), day=DAY)
    mailing = Mailing(order=SheetOrder.NAME)
    with pytest.raises(Cancelled):
        office.do(MakeLetters(mailing), _Cut(2))
    (line,) = office.ask(LetterRuns())
    assert (line.count, line.unfinished) == (2, True)
    assert len(office.ask(ThankQueue()).lines) == 3
    office.do(MarkThanked((donors[1].id,)))
    report = office.do(ResumeLetters(line.run.id))
    assert report.count == 2
    told = printed(office, report)
    places = [told.index(f"ESSAI {letter}") for letter in "ABCE"]
    assert places == sorted(places)
    assert "ESSAI D" not in told
    assert not office.ask(ThankQueue()).lines
    assert office.do(ResumeLetters(line.run.id)).count == 0


def test_a_gift_posted_while_letters_are_printed_is_on_its_letter(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    printing = runs._printed

    def meanwhile(*arguments: object) -> object:
        if not done:
            done.append(give(office, (ada, 700), day=DAY))
        return printing(*arguments)  # type: ignore[arg-type]

    done: list[object] = []
    monkeypatch.setattr(runs, "_printed", meanwhile)
    report = made(office)
    assert "57,00 €" in printed(office, report)
    assert not office.ask(ThankQueue()).lines


def test_ask_76_a_long_list_of_gifts_runs_over_sheets_with_its_heading(office: Office) -> None:
    ada = new_donor(office, "Ada")
    give(office, *((ada, 100 + place) for place in range(70)), day=DAY, means=Means.CASH)
    told = printed(office, made(office))
    assert told.count("Mode de paiement") == 3
    assert told.count("02/01/2026") == 70
    assert "3/3" in told
    assert "94,15 €" in told


def test_ask_77_the_letter_says_which_envelope_gets_the_newsletter(office: Office) -> None:
    """Who accepted it by post, and did not oppose it since, has a sentence the others have not."""
    usual = office.ask(ShowTemplate("thanks"))
    taken, refused = Condition(newsletter=True), Condition(newsletter=False)
    body = write_body(
        (
            TextBlock((Span(field=Field.NAME),)),
            TextBlock((Span("Ci-joint notre lettre"),), when=taken),
            TextBlock((Span("Sans rien d’autre"),), when=refused),
        )
    )
    office.do(SaveTemplate(replace(usual, french=body)))
    donors = {name: new_donor(office, name) for name in ("Abonnee", "Lassee", "Muette")}
    for name, days in (("Abonnee", ((Standing.CONSENT, 2),)), ("Lassee", _SUBSCRIBED_THEN_NOT)):
        for standing, day in days:
            office.do(
                AddDetail(
                    Consent(
                        donor_id=donors[name].id,
                        purpose=Purpose.NEWSLETTER,
                        channel=Channel.POST,
                        standing=standing,
                        on_day=date(2026, 1, day),
                    )
                )
            )
    give(office, *((donor, 5_000) for donor in donors.values()), day=DAY)
    report = made(office, Mailing(template="thanks"))
    told_to = printed(office, report)
    assert told_to.count("Ci-joint notre lettre") == 1
    assert told_to.count("Sans rien d’autre") == 2
    after = told_to.split("ABONNEE")[-1]
    assert after.index("Ci-joint notre lettre") < after.index("Sans rien d’autre")


def test_renewals_reach_who_may_be_asked_with_a_coupon(office: Office) -> None:
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    give(office, (ada, 5_000), day=date(2025, 4, 3))
    said = Consent(donor_id=bob.id, purpose=Purpose.APPEALS, channel=Channel.ALL, on_day=DAY)
    office.do(AddDetail(said))
    mailing = Mailing(template="renewal", donor_ids=(ada.id, bob.id))
    report = made(office, mailing)
    told = printed(office, report)
    assert report.left_out == {LeftOut.OPPOSED: 1}
    for words in ("50,00 € le 3 avril 2025", ada.number_text, "Coupon à joindre à votre don"):
        assert words in told
    with pytest.raises(Refused, match="Say to whom"):
        made(office, Mailing(template="renewal"))


def test_the_unpaid_cheque_is_told_to_whoever_opposes_all(office: Office) -> None:
    ada = new_donor(office, "Ada")
    (gift,) = give(office, (ada, 5_000), day=DAY)
    office.do(AddDetail(Consent(donor_id=ada.id, on_day=DAY)))
    with pytest.raises(Refused, match="say which one"):
        made(office, Mailing(template="unpaid"))
    office.do(ReturnCheque(gift.id, "sans provision", on=date(2026, 1, 5)))
    report = made(office, Mailing(template="unpaid", unpaid_id=gift.id))
    told = printed(office, report)
    assert report.run.kind is LetterKind.UNPAID
    for words in ("50,00 €", "05/01/2026", "02/01/2026"):
        assert words in told


def test_a_cover_names_the_receipts_of_its_donor(office: Office) -> None:
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000))
    count = office.ask(PreviewReceipts(2025)).count
    first = office.do(IssueReceipts(2025, count)).first
    with pytest.raises(Refused, match="say which ones"):
        made(office, Mailing(template="cover"))
    report = made(office, Mailing(template="cover", receipts=(first,)))
    told = printed(office, report)
    assert first in told
    assert "pour 2025" in told
    whole = text_of(office.ask(CoveredReceipts(report.run.id, (first,))))
    assert whole.index("pour 2025") < whole.index("article")


def test_one_sheet_is_tried_and_a_draft_shown_with_a_real_donor(
    office: Office, tmp_path: Path
) -> None:
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    trial = text_of(office.ask(PreviewPages(Mailing(), trial=True)))
    assert "TRIAL" in trial
    draft = office.ask(ShowTemplate("thanks"))
    shown = office.ask(ShowDraft(draft))
    assert shown is not None
    assert any("50,00" in one.text for one in shown.pages[0].items if isinstance(one, Text))
    assert office.ask(ThankQueue()).count(Way.PAPER) == 1
    report = made(office)
    (path,) = (tmp_path / "letter.pdf",)
    letter = office.ask(ReadLetter(1))
    path.write_bytes(letter)
    assert "50,00 €" in text_of(letter)
    (other,) = (office.do(MarkThanked((give_again(office, ada),)))[0],)
    with pytest.raises(Refused, match="no page to show"):
        office.ask(ReadLetter(other.id))
    assert report.run.finished_at is not None


def give_again(office: Office, donor: object) -> int:
    give(office, (donor, 300), day=DAY)  # type: ignore[arg-type]
    return donor.id  # type: ignore[attr-defined, no-any-return]


def test_logo_and_signature_are_printed(office: Office) -> None:
    bodies = []
    for shade in (10, 200):
        picture = BytesIO()
        Image.new("RGB", (80, 40), (shade, 60, 140)).save(picture, "PNG")
        bodies.append(picture.getvalue())
    logo, signature = bodies
    office.do(EditOrganisation(office.ask(GetOrganisation()), logo=logo, signature=signature))
    give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    body = office.ask(LettersToPrint(made(office).run.id))
    assert is_sound(body)
    with pikepdf.open(BytesIO(body)) as pdf:
        drawn = [pikepdf.parse_content_stream(pdf.pages[0])]
        names = {str(one.operands[0]) for one in drawn[0] if str(one.operator) == "Do"}
    assert len(names) == 2, names
