# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a donor accepts and opposes: for which purpose, by which way, since when, and the proof.

An association may ask for gifts without prior consent, as long as it says so and as everybody may
oppose, simply and free of charge (GDPR, article 21; CNIL, prospecting by charities). Tax receipts
and what the law asks to be told are no solicitation: nothing here ever stops them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.problem import Problem


class Purpose(StrEnum):
    """What a donor is written to for."""

    ALL = "all"
    APPEALS = "appeals"
    NEWSLETTER = "newsletter"
    PARTNERS = "partners"


class Channel(StrEnum):
    """By which way."""

    ALL = "all"
    POST = "post"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"


class Standing(StrEnum):
    """What a donor said, or was told."""

    CONSENT = "consent"
    INFORMED = "informed"
    OPPOSED = "opposed"


PURPOSES = tuple(one for one in Purpose if one is not Purpose.ALL)
CHANNELS = tuple(one for one in Channel if one is not Channel.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One thing a donor said, on its day. What is said later holds instead; nothing is overwritten.

    Attributes:
        purpose, channel: What it is about; ``ALL`` for every one.
        on_day: The day it was said.
        source: Where: a coupon, a call, a letter.
        proof_sha256: The document that proves it, by its name in the vault; None without one.
        by: Who wrote it.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    purpose: Purpose = Purpose.ALL
    channel: Channel = Channel.ALL
    standing: Standing = Standing.OPPOSED
    on_day: date = date.min
    source: str = ""
    proof_sha256: str | None = None
    by: str = ""

    def covers(self, purpose: Purpose, channel: Channel) -> bool:
        """Tell whether it says something of one purpose by one way."""
        about = self.purpose in {purpose, Purpose.ALL}
        return about and self.channel in {channel, Channel.ALL}


def latest(said: Sequence[Consent], purpose: Purpose, channel: Channel) -> Consent | None:
    """Return what holds for a purpose by a way: said last, of one day written last."""
    covering = [one for one in said if one.covers(purpose, channel)]
    return max(covering, key=lambda one: (one.on_day, one.id), default=None)


def opposes(said: Sequence[Consent], purpose: Purpose, channel: Channel) -> bool:
    """Tell whether a donor is left out of what goes out for a purpose by a way.

    A purpose or a way that is ``ALL`` is opposed when each of those it stands for is.
    """
    purposes = PURPOSES if purpose is Purpose.ALL else (purpose,)
    channels = CHANNELS if channel is Channel.ALL else (channel,)
    held = (latest(said, one, way) for one in purposes for way in channels)
    return all(one is not None and one.standing is Standing.OPPOSED for one in held)


def accepts(said: Sequence[Consent], purpose: Purpose, channel: Channel) -> bool:
    """Tell whether a donor said yes to a purpose by a way, and nothing else since."""
    held = latest(said, purpose, channel)
    return held is not None and held.standing is Standing.CONSENT


def in_force(said: Sequence[Consent]) -> frozenset[int]:
    """Return the ids of what still says something; the rest is history."""
    held = (latest(said, purpose, way) for purpose in PURPOSES for way in CHANNELS)
    return frozenset(one.id for one in held if one is not None)


def lost_oppositions(
    mine: Sequence[Consent], its: Sequence[Consent]
) -> Iterator[tuple[Purpose, Channel]]:
    """Yield what ``mine`` opposes and would not any more with what the other record says besides.

    Two records that become one: the opposition wins, whatever the other said later.
    """
    both = [*mine, *its]
    for purpose in PURPOSES:
        for way in CHANNELS:
            if opposes(mine, purpose, way) and not opposes(both, purpose, way):
                yield purpose, way


def check_consent(consent: Consent, today: date) -> list[Problem]:
    """Return what is wrong with what a donor is said to have said."""
    if consent.on_day == date.min:
        return [Problem("on_day", "consent.day", _("Type the day it was said."))]
    if consent.on_day > today:
        message = _("This day is yet to come: type the day it was said.")
        return [Problem("on_day", "consent.day", message)]
    return []


def purpose_words() -> dict[Purpose, str]:
    """Name what a donor is written to for."""
    return {
        Purpose.ALL: _("Everything"),
        Purpose.APPEALS: _("Appeals for gifts"),
        Purpose.NEWSLETTER: _("Newsletter"),
        Purpose.PARTNERS: _("Partners"),
    }


def channel_words() -> dict[Channel, str]:
    """Name the ways."""
    return {
        Channel.ALL: _("Every way"),
        Channel.POST: _("By post"),
        Channel.EMAIL: _("By e-mail"),
        Channel.SMS: _("By text message"),
        Channel.PHONE: _("By telephone"),
    }


def standing_words() -> dict[Standing, str]:
    """Name what was said."""
    return {
        Standing.OPPOSED: _("Opposes"),
        Standing.CONSENT: _("Accepts"),
        Standing.INFORMED: _("Was told, may oppose"),
    }


def subject_words(purpose: Purpose, channel: Channel) -> str:
    """Name what is accepted or opposed: ``Newsletter, by post``."""
    if purpose is Purpose.ALL and channel is Channel.ALL:
        return _("Everything, every way")
    return f"{purpose_words()[purpose]}, {channel_words()[channel].lower()}"


def consent_note(consent: Consent) -> str:
    """Say when something was said, and who wrote it."""
    day = format_day(consent.on_day)
    return f"{day}, {consent.by}" if consent.by else day


def opposition_words(said: Sequence[Consent]) -> str:
    """Say in one line what a donor opposes; empty for nothing.

    Whole rows and columns are said at once: ``Opposes: appeals by telephone · newsletter``.
    """
    if not said:
        return ""
    if opposes(said, Purpose.ALL, Channel.ALL):
        return _("Opposes every solicitation: only receipts and what the law asks may be sent.")
    parts = []
    for purpose in PURPOSES:
        ways = [way for way in CHANNELS if opposes(said, purpose, way)]
        name = purpose_words()[purpose].lower()
        if len(ways) == len(CHANNELS):
            parts.append(name)
        elif ways:
            told = ", ".join(channel_words()[way].lower() for way in ways)
            parts.append(_("{what} {ways}").format(what=name, ways=told))
    return _("Opposes: {what}.").format(what=" · ".join(parts)) if parts else ""


def left_out_words(count: int) -> str:
    """Say how many donors a list leaves out."""
    if not count:
        return _("Nobody opposes: nobody was left out.")
    told = ngettext("Left out: {count} opposed.", "Left out: {count} opposed.", count)
    return told.format(count=count)
