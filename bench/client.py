"""A small HTTP load generator: keep-alive connections, bounded in count, loopback only."""

import socket
import threading
import time
from dataclasses import dataclass, field

HEADERS = "Host: 127.0.0.1\r\nAccept-Language: ru\r\nConnection: keep-alive\r\n"


@dataclass
class Request:
    """One request; `cookies` and `body` as they go over the wire."""

    path: str
    method: str = "GET"
    cookies: str = ""
    body: str = ""
    headers: str = ""

    def encoded(self) -> bytes:
        lines = f"{self.method} {self.path} HTTP/1.1\r\n{HEADERS}{self.headers}"
        if self.cookies:
            lines += f"Cookie: {self.cookies}\r\n"
        if self.method == "POST":
            lines += "Content-Type: application/x-www-form-urlencoded\r\n"
            lines += f"Content-Length: {len(self.body.encode())}\r\n"
        return (lines + "\r\n" + self.body).encode()


@dataclass
class Measured:
    """Seconds each request took, and what the last answer looked like."""

    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    queries: int = 0
    size: int = 0
    statuses: set[int] = field(default_factory=set)

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall

    def percentile(self, share: float) -> float:
        """Milliseconds under which `share` of the requests stayed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @classmethod
    def joined(cls, parts: list["Measured"]) -> "Measured":
        """The same requests asked in turns, as one measurement."""
        last = parts[-1]
        whole = cls(wall=sum(part.wall for part in parts), queries=last.queries, size=last.size)
        for part in parts:
            whole.seconds += part.seconds
            whole.statuses |= part.statuses
        return whole


class Connection:
    def __init__(self, port: int) -> None:
        self.port, self.file, self.socket = port, None, None

    def fetch(self, data: bytes) -> tuple[int, int, int]:
        """Send a request; return (status, queries, body size)."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.file = self.socket.makefile("rb")
        self.socket.sendall(data)
        status = int(self.file.readline().split()[1])
        headers = dict(iter(self._header, None))
        size = int(headers.get(b"content-length", 0))
        self.file.read(size)
        if headers.get(b"connection") == b"close":
            self.close()
        return status, int(headers.get(b"x-queries", 0)), size

    def _header(self):
        line = self.file.readline().rstrip()
        if not line:
            return None
        name, _, value = line.partition(b":")
        return name.lower(), value.strip()

    def close(self) -> None:
        if self.socket is not None:
            self.file.close()
            self.socket.close()
        self.socket = None


def measure(port: int, requests: list[Request], threads: int = 4) -> Measured:
    """Send the requests over `threads` connections and time them."""
    result, lock = Measured(), threading.Lock()
    queue = [request.encoded() for request in requests]

    def work() -> None:
        connection = Connection(port)
        while True:
            with lock:
                if not queue:
                    break
                data = queue.pop()
            began = time.perf_counter()
            status, queries, size = connection.fetch(data)
            spent = time.perf_counter() - began
            with lock:
                result.seconds.append(spent)
                result.statuses.add(status)
                result.queries, result.size = queries, size
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.wall = time.perf_counter() - began
    return result
