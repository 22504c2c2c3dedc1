# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check the file is looked over for, in the order the page shows them.

To add one: a file beside this one with its ``CHECK``, and its name below.
"""

from app.domain.quality.checks import (
    accounts,
    addresses,
    civilities,
    deceased,
    emails,
    first_names,
    phones,
    postal_codes,
    shared_emails,
    sirens,
    streets,
    towns,
)

CHECKS = (
    addresses.CHECK,
    streets.CHECK,
    postal_codes.CHECK,
    towns.CHECK,
    phones.CHECK,
    emails.CHECK,
    civilities.CHECK,
    first_names.CHECK,
    sirens.CHECK,
    deceased.CHECK,
    accounts.CHECK,
    shared_emails.CHECK,
)

BY_ID = {check.id: check for check in CHECKS}
