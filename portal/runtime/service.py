"""A server process shared by everybody who asked for it; the last one out stops it.

Every user of a service holds a shared lock on `users`; starting and stopping happen under an
exclusive lock on `turn`. The kernel drops both when a process dies, however it dies.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from portal.runtime.faults import Fault
from portal.runtime.processes import (
    check_reachable,
    clean_environment,
    die_with_parent,
    give,
    identity_for,
    wait_until,
)

# sun_path holds 104 bytes on macOS and 108 on Linux, and PostgreSQL appends «/.s.PGSQL.5432.lock».
LONGEST_SOCKET_FOLDER = 80
START_SECONDS = 60
ATTEMPTS = 8
_left_running = []  # children that outlive us on purpose: Popen complains when it is collected


class Service:
    """One server with its data in `home`; `private` ones live and die with this process."""

    name = "service"
    stop_signal = signal.SIGTERM

    def __init__(self, home, *, private=False):
        self.home = Path(home).absolute()
        self.private = private
        self.identity = None
        self._users = None
        self._child = None

    # --- for everybody -----------------------------------------------------------------------
    def start(self):
        """Make sure the server runs and join its users; safe to call again. Raises Fault."""
        self._prepare()
        with self._turn():
            self._join()
            if not self.ready():
                self._revive()
        return self

    def stop(self):
        """Leave; stop the server when nobody else uses it and it is not kept."""
        if self._users is None:
            return
        with self._turn():
            os.close(self._users)
            self._users = None
            if self._alone() and not self._keep.exists():
                self._halt()
        self._let_go()

    def keep(self):
        """Leave the server running after its last user, until `release`."""
        self._keep.touch()

    def release(self):
        """Undo `keep` and stop the server unless somebody uses it. Tell whether it stopped."""
        if not self.home.exists():
            return True
        self._keep.unlink(missing_ok=True)
        with self._turn():
            if not self._alone():
                return False
            self.identity = identity_for(self.home)
            self._halt()
            return True

    @property
    def socket_folder(self):
        """A folder for the socket: short, and plain enough to stand in a URL."""
        near = self.home / "s"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(
            r"[\w./-]+", str(near), re.ASCII
        ):
            return near
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"kirov-{self.home.stat().st_uid}-{digest}"  # noqa: S108 owner is checked

    # --- for the two kinds of server ---------------------------------------------------------
    def ready(self):
        """Tell whether the server answers."""
        raise NotImplementedError

    def command(self):
        """Return the server's command line."""
        raise NotImplementedError

    def pid(self):
        """Return the process id of the running server, or None."""
        raise NotImplementedError

    def variables(self):
        """Return the environment variables that name this server."""
        raise NotImplementedError

    def before_launch(self):
        """Create the data and clear what a crash left."""

    # --- inside ------------------------------------------------------------------------------
    @property
    def log(self):
        return self.home / "log"

    @property
    def _keep(self):
        return self.home / "keep"

    def _prepare(self):
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.identity = identity_for(self.home)
            check_reachable(self.home / "data", self.identity.uid)
            self._prepare_socket_folder()
        except OSError as error:
            raise Fault(f"Не удалось создать каталог {self.home}: {error.strerror}.") from error

    def _prepare_socket_folder(self):
        folder = self.socket_folder
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            give(folder, self.identity)
        status = folder.lstat()
        if status.st_mode & 0o077 or status.st_uid not in {os.geteuid(), self.home.stat().st_uid}:
            raise Fault(f"Каталог {folder} создан кем-то другим: удалите его.")

    @contextlib.contextmanager
    def _turn(self):
        with self._open("turn") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _open(self, name):
        # Read-only is enough for flock and works on a file that root or another run created.
        return os.fdopen(os.open(self.home / name, os.O_RDONLY | os.O_CREAT, 0o644), "rb")

    def _join(self):
        if self._users is None:
            self._users = os.open(self.home / "users", os.O_RDONLY | os.O_CREAT, 0o644)
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _alone(self):
        with self._open("users") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def _revive(self):
        self.before_launch()
        for _ in range(ATTEMPTS):
            self._launch()
            if (
                wait_until(lambda: self.ready() or not self._running(), START_SECONDS)
                and self.ready()
            ):
                return
            # After kill -9 the old backends may hold the shared memory for a moment longer.
            wait_until(lambda: False, 0.5)
        raise Fault(f"{self.name} не запускается: {self._last_words()}")

    def _launch(self):
        self._let_go()
        with self.log.open("ab") as log:
            give(self.log, self.identity)
            self._child = subprocess.Popen(
                [*self.identity.prefix, *self.command()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=clean_environment(),
                start_new_session=True,
                preexec_fn=die_with_parent(self.stop_signal) if self.private else None,  # noqa: PLW1509 one C call
                **self.identity.popen,
            )

    def _running(self):
        return self._child is not None and self._child.poll() is None

    def _halt(self):
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, self.stop_signal)
        if not wait_until(self._gone, 15):
            os.kill(pid, signal.SIGKILL)
            wait_until(self._gone, 5)

    def _gone(self):
        if self._child is not None:
            self._child.poll()
        return self.pid() is None

    def _let_go(self):
        if self._running():
            _left_running.append(self._child)
        self._child = None

    def _last_words(self):
        lines = self.log.read_text(errors="replace").splitlines()[-20:] if self.log.exists() else []
        if any("No space left" in line for line in lines):
            return "на диске нет места."
        return f"{lines[-1] if lines else 'нет сообщений'} (журнал: {self.log})"


def open_folder():
    """Return a folder for temporary data that every user can walk down to."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 names are random
        path = Path(folder).resolve()
        if all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents)):
            return path
    return Path(tempfile.gettempdir())
