# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A throwaway PostgreSQL cluster, started from the system's own binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.support.recycling import can_be_emptied

_FORGETFUL = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_binaries() -> Path | None:
    """Return the folder of ``initdb`` and ``postgres``, the newest version, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class Cluster:
    """A cluster on a free port of the loopback, its data in a folder of its own."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        """Choose a folder and a port; only measures need commits that reach the disk."""
        self._durable = durable
        self._binaries = binaries
        self._home = Path(tempfile.mkdtemp(prefix="obole-pg-"))
        self._data = self._home / "data"
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._databases = 0
        self._given_out = ""
        self.port = _free_port()

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        if os.geteuid() == 0:
            shutil.chown(self._home, "postgres", "postgres")
        self._run(
            "initdb",
            "-D",
            self._data,
            "-A",
            "trust",
            "-U",
            "obole",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        )
        options = f"-p {self.port} -k {self._home} -c listen_addresses=127.0.0.1" + (
            "" if self._durable else _FORGETFUL
        )
        log = self._home / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-t", "60", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once and remove everything."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._home)

    def new_database(self, template: str = "template1") -> str:
        """Make a database and return its address."""
        self._databases += 1
        name = f"dossier_{self._databases}"
        statement = f'CREATE DATABASE {name} TEMPLATE "{template}"'
        self._run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "obole", "-d", "postgres",
            "-q", "-c", statement,
        )  # fmt: skip
        return f"postgresql://obole@127.0.0.1:{self.port}/{name}"

    def spare_database(self) -> str:
        """Return the address of an empty database: the last one given out, when it can be.

        Whoever had it is done with it.
        """
        if not (self._given_out and can_be_emptied(self._given_out)):
            self._given_out = self.new_database()
        return self._given_out

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._binaries / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self._user, "--", *command]
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            timeout=120,
        )
        if done.returncode:
            message = f"{program} failed: {done.stderr}"
            raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
