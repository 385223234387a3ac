"""`make run`: everything the portal needs, from services to web, worker and beat, in one place."""

import contextlib
import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from portal.runtime.children import Child, Family
from portal.runtime.console import Steps, coloured, line, table
from portal.runtime.demo import PREPARATION, Demo
from portal.runtime.faults import Fault
from portal.runtime.processes import die_with_parent

HOST = "127.0.0.1"
TOTAL = PREPARATION + 2
READY_SECONDS = 120
CHECK_SERVICES_EVERY = 2


class Supervisor:
    """Starts the portal, keeps it running and stops it; the data stays in var/."""

    def __init__(self, demo=None, port=None):
        self.demo = demo or Demo()
        self.port = port or port_from_environment()
        self.demo.var.mkdir(parents=True, exist_ok=True)
        self.family = Family(self.demo.var / "children")
        self.stopping = False
        self._checked = 0.0

    def run(self):
        """Run until a signal or until a process cannot be started. Raises Fault."""
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._ask_to_stop)
        with only_one(self.demo.var / "running"):
            try:
                self._start()
                while not self.stopping:
                    self._tend()
            finally:
                self._stop()

    def _ask_to_stop(self, *_):
        self.stopping = True

    def _start(self):
        self.family.end_leftovers()
        check_port(self.port)
        steps = Steps(TOTAL)
        with steps.step("Запускаю PostgreSQL и Valkey"):
            self.demo.start()
        self.prepare(steps.done)
        steps.done += PREPARATION
        if self.stopping:
            return
        with steps.step("Запускаю сайт, исполнителя задач и расписание", talkative=True):
            for child in self.children():
                self.family.start(child)
            self._wait_for_readiness()
        if not self.stopping:
            self._welcome()

    def environment(self):
        """Return the environment of every process of the portal."""
        found = {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        # Root in a container is no reason for four lines of warning at every start.
        found["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
        return {**os.environ, **self.demo.environment(), **found}

    def prepare(self, done):
        """Update everything the processes stand on, in a process of its own. Raises Fault."""
        command = [sys.executable, "-m", "portal.runtime.prepare", str(done), str(TOTAL)]
        process = subprocess.Popen(
            [*command, str(self._logins)],
            cwd=self.demo.root,
            env=self.environment(),
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 the supervisor has no threads
        )
        while process.poll() is None and not self.stopping:
            time.sleep(0.05)
        if self.stopping:
            process.kill()
            process.wait()
        elif process.returncode:
            raise Fault("Подготовка не удалась: причина в строках выше.")

    @property
    def _logins(self):
        return self.demo.var / "logins.json"

    def children(self):
        """Yield the processes of the portal, not yet started."""
        environment = self.environment()
        web = ["gunicorn", "portal.wsgi:application", "--bind", f"{HOST}:{self.port}"]
        web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        web += ["--graceful-timeout", "2", "--no-control-socket", "--log-level", "warning"]
        web += ["--access-logfile", "-", "--access-logformat", "%(m)s %(U)s %(s)s %(M)s мс"]
        celery = ["celery", "-A", "portal.celery"]
        worker = ["worker", "--concurrency", "2", "--loglevel", "INFO"]
        worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        yield Child("web", web, environment)
        yield Child("worker", ["celery", "--quiet", *celery[1:], *worker], environment)
        beat = ["beat", "--pidfile=", "--loglevel", "WARNING"]
        yield Child("beat", ["celery", "--quiet", *celery[1:], *beat], environment)

    def _wait_for_readiness(self):
        end = time.monotonic() + READY_SECONDS
        while not self.stopping and not answers(f"http://{HOST}:{self.port}/readyz"):
            if time.monotonic() > end:
                raise Fault(f"Сайт не ответил за {READY_SECONDS} с: причина в строках выше.")
            self._tend_for(0.5)

    def _tend_for(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stopping:
            self._tend()

    def _tend(self):
        self.family.tend()
        if time.monotonic() - self._checked > CHECK_SERVICES_EVERY:
            self._checked = time.monotonic()
            self._revive_services()

    def _revive_services(self):
        for service in self.demo.services:
            if service.pid() is None:
                line("портал", f"{service.name} остановился, запускаю снова")
                service.start()

    def _welcome(self):
        print(f"\n{coloured('Портал работает:', '1')} http://{HOST}:{self.port}/\n", flush=True)
        with contextlib.suppress(OSError, ValueError):
            if logins := json.loads(self._logins.read_text()):
                print(login_table(logins), flush=True)
        print("\nОстановить: Ctrl-C. Данные останутся в var/.\n", flush=True)

    def _stop(self):
        print("\nОстанавливаю…", flush=True)
        self.family.stop()
        self.demo.stop()
        print("Остановлено.", flush=True)


def port_from_environment():
    """Return PORT as a number, 8000 by default. Raises Fault."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Fault(f"PORT должен быть числом от 1 до 65535, а не «{text}».")
    return int(text)


def check_port(port):
    """Raise Fault when we could not listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = "занят" if error.errno == errno.EADDRINUSE else "недоступен"
            raise Fault(
                f"Порт {port} {reason}: освободите его или выберите другой, "
                f"например PORT={port + 1} make run."
            ) from error


@contextlib.contextmanager
def only_one(path):
    """Hold a lock while the portal runs. Raises Fault when another run of this folder holds it."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Fault("Портал уже запущен из этого каталога.") from error
        yield


def answers(url):
    """Tell whether the address answers with success."""
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=3) as answer:  # noqa: S310
        return answer.status == 200
    return False


def login_table(logins):
    """Return the demo logins as text: role, e-mail, password, page to begin with."""
    rows = [("Роль", "Почта", "Пароль", "Начать с")]
    rows += [
        (each["role"], each["email"], each["password"], each.get("url", "")) for each in logins
    ]
    return table(rows)
