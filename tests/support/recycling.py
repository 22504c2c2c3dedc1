# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases of a server given out again: emptied, which is ten times quicker than migrating anew.

A database that went through the migrations remembers, in a schema beside its own, the rows they
left and the shape of its tables. When it is given out again its tables are emptied and put aside,
so that whoever makes a dossier in it finds it empty; making the dossier puts them back. One whose
shape a test changed, or that somebody still uses, is not given out again.
"""

import secrets
from collections.abc import Callable

import psycopg
from psycopg import sql

_SHAPE = """
SELECT md5(string_agg(told, ',' ORDER BY told)) FROM (
    SELECT c.relname || '.' || a.attname || a.atttypid || a.attnotnull AS told
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
    UNION ALL SELECT pg_get_constraintdef(oid) || conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
) shape
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_MOVED = """
SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


def migrate_or_put_back(location: str, migrate: Callable[[str], None]) -> None:
    """Make the tables of a new dossier: those put aside, or new ones that are remembered."""
    with psycopg.connect(location, autocommit=True) as connection:
        aside = connection.execute("SELECT to_regnamespace('aside') IS NOT NULL").fetchone()
        if aside == (True,):
            connection.execute("DROP SCHEMA public; ALTER SCHEMA aside RENAME TO public")
            connection.execute("UPDATE dossier_secret SET value = %s", [secrets.token_hex(32)])
            return
    migrate(location)
    with psycopg.connect(location) as connection:
        _remember(connection)


def _remember(connection: psycopg.Connection) -> None:
    connection.execute("CREATE SCHEMA initial")
    for table in _filled(connection):
        name = sql.Identifier(table)
        connection.execute(sql.SQL("CREATE TABLE initial.{0} AS TABLE public.{0}").format(name))
    (shape,) = connection.execute(_SHAPE).fetchone() or ("",)
    connection.execute(sql.SQL("COMMENT ON SCHEMA initial IS {}").format(sql.Literal(shape)))


def can_be_emptied(location: str) -> bool:
    """Empty a used database and put its tables aside; tell whether it can be given out again."""
    with psycopg.connect(location) as connection:
        if connection.execute(_OTHERS).fetchone() != (0,):
            return False
        kept = connection.execute("SELECT obj_description(to_regnamespace('initial'))").fetchone()
        if kept != connection.execute(_SHAPE).fetchone():
            return False
        _empty(connection)
        connection.execute("ALTER SCHEMA public RENAME TO aside; CREATE SCHEMA public")
        return True


def _empty(connection: psycopg.Connection) -> None:
    connection.execute("SET LOCAL session_replication_role = replica")  # no order, no triggers
    for table in _filled(connection):
        connection.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)))
    for (sequence,) in connection.execute(_MOVED).fetchall():
        name = sql.Identifier("public", sequence)
        connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(name))
    for (table,) in connection.execute(_TABLES, ["initial"]).fetchall():
        name = sql.Identifier(table)
        connection.execute(sql.SQL("INSERT INTO public.{0} TABLE initial.{0}").format(name))


def _filled(connection: psycopg.Connection) -> list[str]:
    tables = [table for (table,) in connection.execute(_TABLES, ["public"]).fetchall()]
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM public.{})").format(
            sql.Literal(table), sql.Identifier(table)
        )
        for table in tables
    )
    return [table for (table,) in connection.execute(asked).fetchall()]
