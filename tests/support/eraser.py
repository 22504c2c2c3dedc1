# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.support.eraser FILE``: erases one donor after the other, and says so."""

import sys

from app.usecases.donors import DonorIds, ShowDonor
from app.usecases.privacy import ErasePerson
from app.wiring import ShippedDoors


def main(location: str) -> None:
    """Erase everybody who is not erased yet; tell each number once it is done."""
    office = ShippedDoors().open(location)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for donor_id in office.ask(DonorIds()):
        donor = office.ask(ShowDonor(donor_id)).donor
        if donor.erased_on is None:
            office.do(ErasePerson(donor.id, donor.number_text))
            sys.stdout.write(f"{donor.number}\n")
            sys.stdout.flush()
    office.close()


if __name__ == "__main__":
    main(sys.argv[1])
