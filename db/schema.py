# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The version of a dossier's schema: making it, recognising it, bringing it up to date."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.kernel.errors import Trouble
from app.kernel.i18n import _
from db.copying import copy_file
from db.engine import APPLICATION_ID, is_server, make_engines
from db.sentences import sentence_for

HEAD = "0036"
"""The newest schema this program knows; also the file's ``user_version``, as a number."""


def create(location: str) -> None:
    """Make the tables of a new dossier.

    Raises:
        Trouble: When a file is there already, or cannot be written.
    """
    if is_server(location):
        _refuse_used_server(location)
    else:
        path = Path(location)
        if path.exists():
            message = _("There is already a file named {path}: choose another name.")
            raise Trouble("dossier.exists", message.format(path=path))
        if not path.parent.is_dir():
            message = _("There is no folder {folder}: create it, or choose another.")
            raise Trouble("dossier.no_folder", message.format(folder=path.parent))
        _make_private(path)
    try:
        _upgrade(location)
    except BaseException as error:
        discard_new(location)
        if isinstance(error, DBAPIError | sqlite3.Error):
            raise sentence_for(error) or error from error
        raise


def discard_new(location: str) -> None:
    """Remove the file of a dossier that could not be made whole."""
    if not is_server(location):
        for suffix in ("", "-wal", "-shm"):
            Path(location + suffix).unlink(missing_ok=True)


def _make_private(path: Path) -> None:
    """Make the empty file, readable by its owner alone: it will hold personal data."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        message = _("{path} cannot be created: {why}. Choose a folder you may write in.")
        raise Trouble(
            "dossier.cannot_create", message.format(path=path, why=error.strerror or error)
        ) from error


def open_existing(location: str, now: datetime) -> None:
    """Check that a dossier is one, and bring an older one up to date.

    A copy of the older file is kept beside it; the result is checked before it is used.

    Raises:
        Trouble: When it is missing, foreign, damaged, read-only or newer than this program.
    """
    version = _server_version(location) if is_server(location) else file_version(Path(location))
    refuse_newer(version)
    if version < int(HEAD):
        if not is_server(location):
            _copy_before_upgrade(Path(location), version, now)
        try:
            _upgrade(location)
        except (DBAPIError, sqlite3.Error) as error:
            raise sentence_for(error) or error from error


def refuse_newer(version: int) -> None:
    """Refuse what this program is too old to read.

    Raises:
        Trouble: When the schema is newer than ``HEAD``.
    """
    if version > int(HEAD):
        message = _(
            "The dossier was written by a newer Obole (schema {found}, this program knows {known}):"
            " install the newer program on this computer too."
        )
        raise Trouble("dossier.newer", message.format(found=version, known=int(HEAD)))


def file_version(path: Path) -> int:
    """Return the schema version of a dossier file that is to be written in.

    Raises:
        Trouble: When it is missing, foreign, damaged or read-only.
    """
    _refuse_missing(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        message = _("{path} is read-only: copy it to a folder you may write in, open the copy.")
        raise Trouble("dossier.read_only", message.format(path=path))
    return read_version(path)


def read_version(path: Path) -> int:
    """Return the schema version of a dossier file that is to be read, a backup say.

    Raises:
        Trouble: When it is missing, foreign or cut short.
    """
    _refuse_missing(path)
    try:
        application, version = _read_head(path)
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error
    if application != APPLICATION_ID:
        raise _foreign(path)
    return version


def _read_head(path: Path) -> tuple[int, int]:
    """Return whose file it is and its version, as SQLite itself reads them.

    Whoever opens the file beside SQLite and closes it again drops, by POSIX, the locks this very
    process holds on it; the next program to leave would then take the log away from under it.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return application, version


def _unreadable(path: Path, error: sqlite3.Error) -> Trouble:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return _foreign(path)
    if code == sqlite3.SQLITE_CORRUPT:
        # Its first page counts more pages than the file has.
        message = _(
            "{path} is cut short: it was not copied whole. Copy it again, or restore a backup."
        )
        return Trouble("dossier.truncated", message.format(path=path))
    message = _("{path} cannot be read: {why}. Check that you may open this file.")
    return Trouble("dossier.unreadable", message.format(path=path, why=error))


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        message = _("There is no dossier at {path}: check the folder, or create a dossier.")
        raise Trouble("dossier.missing", message.format(path=path))


def _foreign(path: Path) -> Trouble:
    message = _("{path} is not an Obole dossier: choose a file whose name ends in .obole.")
    return Trouble("dossier.foreign", message.format(path=path))


def _server_version(location: str) -> int:
    engine, _reader = make_engines(location)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                message = _("This database holds no dossier: create one in it first.")
                raise Trouble("dossier.foreign", message)
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DBAPIError as error:
        raise sentence_for(error) or error from error
    finally:
        engine.dispose()
    return int(found or 0)


def _refuse_used_server(location: str) -> None:
    engine, _reader = make_engines(location)
    try:
        with engine.connect() as connection:
            if sa.inspect(connection).has_table("alembic_version"):
                message = _("This database holds a dossier already: choose another database.")
                raise Trouble("dossier.exists", message)
    except DBAPIError as error:
        raise sentence_for(error) or error from error
    finally:
        engine.dispose()


def _copy_before_upgrade(path: Path, version: int, now: datetime) -> None:
    stamp = now.astimezone().strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem}-v{version}-{stamp}{path.suffix}")
    copy_file(path, copy)


def _refuse_unsound(connection: sa.Connection) -> None:
    """Look the migrated file over before the commit; whatever is wrong undoes the upgrade."""
    answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if answer != "ok" or broken is not None:
        message = _(
            "The dossier could not be upgraded soundly ({what}). It was left as it was: "
            "restore the last backup, or send the diagnostic."
        )
        raise Trouble("dossier.upgrade", message.format(what=broken or answer))


def _upgrade(location: str) -> None:
    # Alembic costs a third of a second to import: only a new or an older dossier needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    import db.tables  # noqa: F401, PLC0415 - makes the metadata whole
    from db.reindexing import fill_index  # noqa: PLC0415 - nor what writes donors

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    writer, reader = make_engines(location)
    if not is_server(location):
        _let_tables_be_rebuilt(writer)
    try:
        with writer.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            fill_index(connection)
            if not is_server(location):
                _refuse_unsound(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {int(HEAD)}")
    finally:
        writer.dispose()
        reader.dispose()


def _let_tables_be_rebuilt(writer: sa.Engine) -> None:
    """Stop enforcing references on the one writing connection, until the engine is let go.

    SQLite loosens a column only by copying its table and dropping the old one, whose rows others
    point at. It cannot be asked inside a transaction; ``_refuse_unsound`` checks every reference
    before the commit.
    """
    raw = writer.raw_connection()
    try:
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
    finally:
        raw.close()
