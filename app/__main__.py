# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the program starts: words on the command line go to the verbs, none opens the window."""

import sys


def main() -> int:
    """Run ``obole`` and return its exit status."""
    from app.cli.main import run  # noqa: PLC0415 - the window must not pay for the verbs
    from app.wiring import ShippedDoors  # noqa: PLC0415

    return run(sys.argv[1:], ShippedDoors())


if __name__ == "__main__":
    sys.exit(main())
