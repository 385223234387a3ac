"""The processes of a running portal: started, read line by line, restarted, ended."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time

from portal.runtime.console import line
from portal.runtime.faults import Fault
from portal.runtime.processes import alive, command_line, die_with_parent, wait_until

QUICK = 15  # seconds: a process that dies sooner has not really started
PATIENCE = 3  # quick deaths in a row that end the run
GRACE = 2.0  # seconds between SIGTERM and SIGKILL; everything must be over within five


class Child:
    """One process of the portal with its output."""

    def __init__(self, name, arguments, environment):
        self.name = name
        self.arguments = [sys.executable, "-m", *arguments]
        self.environment = environment
        self.process = None
        self.quick_deaths = 0
        self.next_start = 0.0
        self._rest = b""

    def start(self):
        """Start the process in a session of its own, tied to ours by the kernel."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 the supervisor has no threads
        )
        os.set_blocking(self.process.stdout.fileno(), False)

    def read(self):
        """Print the complete lines written so far; tell whether the pipe is still open."""
        try:
            data = os.read(self.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return True
        *lines, self._rest = (self._rest + data).split(b"\n")
        for text in lines:
            if text.strip():
                line(self.name, text.decode(errors="replace").rstrip())
        return bool(data)

    def schedule_restart(self):
        """Note a death; raise Fault when the process keeps dying right after its start."""
        quick = time.monotonic() - self.began < QUICK
        self.quick_deaths = self.quick_deaths + 1 if quick else 0
        code = self.process.returncode
        if self.quick_deaths >= PATIENCE:
            raise Fault(f"Процесс {self.name} не запускается (код {code}): причина в строках выше.")
        pause = 2**self.quick_deaths - 1
        self.next_start = time.monotonic() + pause
        line("портал", f"{self.name} завершился (код {code}), перезапуск через {pause} с")

    def signal(self, signum):
        """Signal the whole session, so that no worker of a worker stays behind."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signum)

    @property
    def running(self):
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None


class Family:
    """All children; `file` remembers them for a start after kill -9 of the supervisor."""

    def __init__(self, file):
        self.file = file
        self.children = []
        self._selector = selectors.DefaultSelector()

    def start(self, child):
        """Start a child, also again."""
        child.start()
        if child not in self.children:
            self.children.append(child)
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)
        # Written aside and renamed: whoever reads it, also after kill -9, finds the whole list.
        aside = self.file.with_suffix(".new")
        aside.write_text(" ".join(str(each.process.pid) for each in self.children))
        aside.replace(self.file)

    def tend(self, seconds=0.2):
        """Print what the children say for a moment and restart those that died."""
        self._relay(seconds)
        for child in self.children:
            if child.running:
                continue
            if child.next_start == 0:
                child.schedule_restart()
            if time.monotonic() >= child.next_start:
                child.next_start = 0
                self.start(child)

    def _relay(self, seconds):
        for key, _ in self._selector.select(seconds):
            if not key.data.read():
                self._selector.unregister(key.fileobj)
                key.fileobj.close()

    def stop(self):
        """End all children: politely, then firmly; their last lines are still shown."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        self._until_quiet(GRACE)
        for child in self.children:
            child.signal(signal.SIGKILL)
        self._until_quiet(1)
        self.file.unlink(missing_ok=True)

    def _until_quiet(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(child.running for child in self.children):
            self._relay(0.05)

    def end_leftovers(self):
        """End children of a supervisor that was killed; on Linux the kernel has begun already."""
        with contextlib.suppress(OSError, ValueError):
            pids = [int(pid) for pid in self.file.read_text().split()]
            stray = [pid for pid in pids if sys.executable in command_line(pid)]
            _signal_groups(stray, signal.SIGTERM)
            wait_until(lambda: not any(map(alive, stray)), GRACE + 1)
            _signal_groups(stray, signal.SIGKILL)
        self.file.unlink(missing_ok=True)


def _signal_groups(pids, signum):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signum)
