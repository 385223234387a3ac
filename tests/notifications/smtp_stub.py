"""A mail server of a few lines on a real socket, told beforehand what to answer."""

import contextlib
import email
import email.message
import socketserver
import threading


class SmtpStub(socketserver.ThreadingTCPServer):
    """`refuse = {"RCPT": "550 no such user"}` answers a command so, for addresses with `whom`.

    `stalled` is set when a whole letter has arrived and `stall` keeps the answer back.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.sessions = 0
        self.letters: list[email.message.Message] = []
        self.refuse: dict[str, str] = {}
        self.whom = ""
        self.stall = threading.Event()
        self.stall.set()
        self.stalled = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]

    def recipients(self) -> list[str]:
        return sorted(letter["To"] for letter in self.letters)

    def close(self) -> None:
        self.stall.set()
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.sessions += 1
        self._say("220 stub")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA" and not self._refused("DATA", line):
                self._letter()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            elif verb != "DATA" and not self._refused(verb, line):
                self._say("250 ok")

    def _refused(self, verb: str, line: str) -> bool:
        answer = self.server.refuse.get(verb, "")
        if answer and self.server.whom in line:
            self._say(answer)
            return True
        return False

    def _letter(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.letters.append(email.message_from_bytes(b"".join(lines)))
        self.server.stalled.set()
        self.server.stall.wait(60)
        self._say(self.server.refuse.get("BODY", "250 taken"))

    def _say(self, answer: str) -> None:
        with contextlib.suppress(OSError):  # the client was killed meanwhile
            self.wfile.write(f"{answer}\r\n".encode())
