# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a donor accepts and opposes, since when, and the document that proves it."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.consents import Consent, Standing, in_force, opposition_words, standing_words
from app.domain.donors import Detail, Details, told
from app.domain.users import Permission
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Services
from app.ui.kit.widgets import button, text_label
from app.ui.screens.donors.drafting import SAID
from app.ui.screens.donors.lines import LinesPane
from app.ui.screens.donors.preview import Preview
from app.usecases.consents import ReadProof
from app.usecases.donors import AddDetail, RemoveDetail


class PrivacyPane(LinesPane):
    """All a donor said, the newest first; what no longer holds is muted."""

    def __init__(self, services: Services) -> None:
        """Show nothing said yet."""
        self._holding: frozenset[int] = frozenset()
        nothing = _("Opposes nothing. Receipts and what the law asks are always sent.")
        self.summary = text_label(nothing, "muted", wrap=True)
        self.oppose_button = button(_("Opposes &everything"), self.oppose_all)
        self.proof_button = button(_("Show the &proof"), self.show_proof)
        self.person_button = button(_("Hand over or erase…"), self.open_person)
        self.ask_button = button(_("Note a re&quest…"), self.open_request)
        super().__init__(services, SAID, _("What the donor accepts and opposes"), "sheetPrivacy")
        self.preview = Preview(services)
        self.preview.left.connect(self.step_back)
        self.addWidget(self.preview)
        self.oppose_button.setEnabled(self.add_button.isEnabled())
        self.oppose_button.setToolTip(self.add_button.toolTip())
        self.oppose_button.setAccessibleDescription(self.add_button.toolTip())
        self.number = ""
        self._grey_persons()

    def columns(self) -> tuple[Column[Detail], ...]:
        """Return the columns of the table."""
        return (
            Column("what", N_("For what"), lambda one: told(one).what, mark=self._mark),
            Column("text", N_("Said"), _standing, 11, mark=self._mark),
            Column("note", N_("When"), _day, 10, spare=1, mark=self._mark),
        )

    def _mark(self, line: Detail) -> Mark:
        if line.id not in self._holding:
            return Mark.MUTED
        opposed = isinstance(line, Consent) and line.standing is Standing.OPPOSED
        return Mark.BOLD if opposed else Mark.PLAIN

    def acts(self) -> tuple[QWidget, ...]:
        """Return the buttons under the table, in their order."""
        return (
            *(self.add_button, self.oppose_button, self.proof_button),
            *(self.remove_button, self.ask_button, self.person_button),
        )

    def able(self) -> tuple[QPushButton, ...]:
        """Return the buttons that do something with the current line."""
        return (self.remove_button,)

    def heads(self) -> tuple[QWidget, ...]:
        """Say that nothing is opposed; what is opposed stands above all tabs of the sheet."""
        return (self.summary,)

    def show_said(self, donor_id: int, number: str, details: Details) -> None:
        """Show what a donor said; the number goes into a request."""
        self.number = number
        self._holding = in_force(details.consents)
        self.summary.setVisible(not opposition_words(details.consents))
        self.form.offer_proofs(details.documents)
        self.show_lines(donor_id, details.consents)

    def open_person(self) -> None:
        """Tell what is known of the donor, what erasing would take away, and what stays."""
        if self.donor_id:
            self.services.navigator.open("privacy", id=self.donor_id)

    def open_request(self) -> None:
        """Write down what the donor asks about personal data."""
        if self.donor_id:
            self.services.navigator.open("privacy", ask=self.number)

    def _grey_persons(self) -> None:
        """Leave personal data to who may, and say so."""
        may = self.services.office.actor.may(Permission.PRIVACY)
        why = "" if may else _("Your role does not allow it: ask the treasurer.")
        for one in (self.ask_button, self.person_button):
            one.setEnabled(may)
            one.setToolTip(why)
            one.setAccessibleDescription(why)

    def oppose_all(self) -> None:
        """Note that the donor wants no solicitation at all, from today on."""
        if not self.donor_id or not self.oppose_button.isEnabled():
            return
        consent = Consent(donor_id=self.donor_id, on_day=self.services.office.clock.today())
        self.services.jobs.write(AddDetail(consent), self._opposed, owner=self)

    def _opposed(self, kept: Consent) -> None:
        undo = partial(self.services.jobs.write, RemoveDetail(kept), owner=self)
        sentence = _("Opposes everything: no list to solicit holds this donor any more.")
        self.services.toast.tell(sentence, undo)

    def edit(self) -> None:
        """Show the proof of the current line: what was said is not changed."""
        self.show_proof()

    def show_proof(self) -> None:
        """Show the document that proves the current line."""
        line = self.table.current()
        if isinstance(line, Consent) and line.proof_sha256 is not None:
            self.services.jobs.read(
                ReadProof(line.id), lambda body: self._show(line, body), owner=self
            )

    def tell_current(self) -> None:
        """Say what can be done with the current line."""
        super().tell_current()
        line = self.table.current()
        proved = isinstance(line, Consent) and line.proof_sha256 is not None
        why = "" if proved else _("Choose a line that has a proof first.")
        self.proof_button.setEnabled(proved)
        self.proof_button.setToolTip(why)
        self.proof_button.setAccessibleDescription(why)

    def _show(self, consent: Consent, body: bytes) -> None:
        self.preview.show_document(told(consent).what, body)
        self.setCurrentWidget(self.preview)
        self.preview.back.setFocus()


def _standing(line: Detail) -> str:
    return standing_words()[line.standing] if isinstance(line, Consent) else ""


def _day(line: Detail) -> str:
    return format_day(line.on_day) if isinstance(line, Consent) else ""
