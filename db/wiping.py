# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was deleted leaves the file itself: its free pages, its log, the index's old segments.

SQLite leaves what is deleted where it was until the place is used again, and a full-text index
keeps the words of what left it until its segments are merged. The file is therefore written anew
after an erasure. It is done after the commit, so the erasure stands whatever happens; a file not
wiped yet is wiped when it is opened next, and the doctor tells it.

On a server rows are all there is to see from here; its own log and copies are the administrator's.
"""

import sqlite3
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from db.engine import BUSY_MS
from db.tables.privacy import erased_donor

_IN_MEMORY, _AS_BUILT = 2, 0
_PATIENCE_MS = 500
"""What is not wiped now is when the dossier is opened next: nobody is kept waiting for it."""


def wipe(connection: sa.Connection, at: datetime) -> bool:
    """Write the file anew without what was deleted; tell whether it could be.

    It cannot while another program reads the file, or when the disk has no room for a second one.
    """
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    try:
        driver.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        driver.execute("INSERT INTO donor_search (donor_search) VALUES ('optimize')")
        # Written beside, on the disk: a large dossier has no place in memory twice.
        driver.execute(f"PRAGMA temp_store = {_AS_BUILT}")
        driver.execute("VACUUM")
        busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        driver.execute(f"PRAGMA temp_store = {_IN_MEMORY}")
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if busy:
        return False
    with connection.begin():
        done = erased_donor.update().where(erased_donor.c.wiped_at.is_(None))
        connection.execute(done.values(wiped_at=at))
    return True


def waits(connection: sa.Connection) -> bool:
    """Tell whether somebody was erased and the file not wiped since."""
    waiting = sa.select(erased_donor.c.number).where(erased_donor.c.wiped_at.is_(None)).limit(1)
    return connection.execute(waiting).first() is not None
