# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a donor is not receipted, and what to do about it."""

from app.domain.receipts import Bucket
from app.kernel.i18n import N_, _

_REASONS = {
    Bucket.READY: N_("Ready"),
    Bucket.ALREADY_ISSUED: N_("Already receipted"),
    Bucket.UNIDENTIFIED: N_("Donor not identified"),
    Bucket.ORGANISATION: N_("Organisation"),
    Bucket.SIREN_MISSING: N_("Company without SIREN or legal form"),
    Bucket.NAME_INCOMPLETE: N_("Incomplete name"),
    Bucket.ADDRESS_INCOMPLETE: N_("Incomplete address"),
    Bucket.UNPRINTABLE: N_("Letters that cannot be printed"),
    Bucket.MAIL_RETURNED: N_("Mail returned"),
    Bucket.WISH_NONE: N_("Wants no receipt"),
    Bucket.WISH_OTHER: N_("Wants the other kind of receipt"),
    Bucket.BELOW_THRESHOLD: N_("Below the threshold"),
    Bucket.NOT_ELIGIBLE: N_("Gives no right to a receipt"),
    Bucket.BENEFIT: N_("Too much given in return"),
    Bucket.SCOPE: N_("No such receipt in the country's law"),
    Bucket.ANONYMOUS: N_("Anonymous gift"),
}

_REPAIRS = {
    Bucket.UNIDENTIFIED: N_("Give these gifts their donor."),
    Bucket.ORGANISATION: N_(
        "Companies are receipted on form 16216 by associations that give right under article "
        "238 bis: add it to the articles in the settings, if yours does."
    ),
    Bucket.SIREN_MISSING: N_(
        "Type SIREN number and legal form on the donor's sheet: the form demands both. For an "
        "organisation that wants no receipt, say so on its sheet."
    ),
    Bucket.NAME_INCOMPLETE: N_("Add the first name or the title on the donor's sheet."),
    Bucket.ADDRESS_INCOMPLETE: N_("Complete street, postal code and city on the donor's sheet."),
    Bucket.UNPRINTABLE: N_("Type name and address in Latin letters on the donor's sheet."),
    Bucket.MAIL_RETURNED: N_("Find the new address and type it on the donor's sheet."),
    Bucket.BENEFIT: N_(
        "What the donor was given in return is worth more than the law allows: check its value on "
        "the gift. No receipt can be issued for that payment."
    ),
    Bucket.SCOPE: N_("Issue the other kind: the law of the country knows that one only."),
    Bucket.WISH_OTHER: N_("Issue the other kind, or name these donors one by one."),
}


def reason_of(bucket: Bucket) -> str:
    """Return a bucket's name, in the language in force."""
    return _(_REASONS[bucket])


def repair_of(bucket: Bucket) -> str:
    """Return what moves a donor out of a bucket; empty where all is as it should be."""
    repair = _REPAIRS.get(bucket)
    return _(repair) if repair else ""
