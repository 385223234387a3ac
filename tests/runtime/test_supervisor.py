"""The supervisor starts, watches, stops and heals; its processes are small stand-ins."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from portal.runtime.faults import Fault
from portal.runtime.postgres import Cluster
from portal.runtime.supervisor import check_port, login_table, port_from_environment
from tests.runtime.conftest import LIGHT, ROOT, clean_environment, processes_in, wait_for

SMALL = f"{LIGHT}\nfrom tests.runtime.small_portal import main\nmain()"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """One run of the small portal; what it prints is in `output`."""

    def __init__(self, folder, port, *arguments):
        self.folder = folder
        self.log = folder / f"output-{time.monotonic_ns()}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SMALL, str(folder), *arguments],
                cwd=ROOT,
                env=clean_environment() | {"PORT": str(port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def says(self, text, seconds=60):
        """Wait until the output contains `text`."""
        wait_for(lambda: text in self.output or self.process.poll() is not None, seconds)
        assert text in self.output

    @property
    def output(self):
        return self.log.read_text()

    def end(self, signum=signal.SIGTERM):
        """Send a signal and return the seconds until the supervisor was gone."""
        begin = time.monotonic()
        self.process.send_signal(signum)
        self.process.wait(30)
        return time.monotonic() - begin


@pytest.fixture
def start(folder, port):
    runs = []

    def start(*arguments):
        runs.append(Run(folder, port, *arguments))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.end()


@pytest.fixture
def running(start):
    run = start()
    run.says("Портал работает")
    return run


def child(folder, number):
    """Return the process id of the web server (0) or the worker (1)."""
    return int((folder / "var" / "children").read_text().split()[number])


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_within_five_seconds(running, folder, signum):
    assert running.end(signum) < 5
    assert processes_in(folder) == []
    assert running.process.returncode == 0


def test_the_start_ends_with_the_address_and_the_logins(running, port):
    assert f"http://127.0.0.1:{port}/" in running.output
    assert re.search(r"житель +anna@example.org +demo +/", running.output)


def test_lines_carry_the_name_of_their_process(running):
    assert re.search(r"worker │ упрямый", running.output)


def test_a_start_after_kill_of_the_supervisor_heals(running, folder, start):
    running.end(signal.SIGKILL)
    again = start()
    again.says("Портал работает")
    assert again.end() < 5
    assert processes_in(folder) == []


def test_a_dead_process_is_restarted_with_a_visible_line(running, folder):
    before = child(folder, 0)
    os.kill(before, signal.SIGKILL)
    running.says("web завершился (код -9)")
    wait_for(lambda: child(folder, 0) != before)


def test_three_quick_deaths_end_the_run_with_a_sentence(start, folder):
    run = start("dying")
    assert run.process.wait(60) == 1
    assert "Процесс worker не запускается (код 1): причина в строках выше." in run.output
    assert "worker │ нет настроек" in run.output
    assert processes_in(folder) == []


def test_a_killed_database_is_started_again(running, folder):
    cluster = Cluster(folder / "var" / "postgres")
    os.kill(cluster.pid(), signal.SIGKILL)
    running.says("PostgreSQL остановился, запускаю снова")
    wait_for(cluster.pid)


def test_a_second_run_in_the_same_folder_is_refused(running, start):
    second = start()
    assert second.process.wait(30) == 1
    assert second.output.strip() == "Портал уже запущен из этого каталога."


def test_a_busy_port_is_named_with_the_way_out(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(Fault, match=f"Порт {port} занят.*PORT={port + 1} make run"):
            check_port(port)


@pytest.mark.parametrize("text", ["", "0", "65536", "восемь", "-1"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Fault, match="PORT должен быть числом"):
        port_from_environment()


def test_the_table_of_logins_is_aligned():
    login = {"role": "житель", "email": "a@b.c", "password": "secret", "url": "/"}
    head, row = login_table([login]).splitlines()
    assert head.index("Почта") == row.index("a@b.c")
