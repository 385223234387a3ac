"""One POST to an address an official typed, which must not become a door into the city's network.

Only https; the name is resolved once and the connection goes to that very address, so a second
answer of the name server changes nothing; addresses that are not global are refused unless their
host is named in settings.WEBHOOK_TRUSTED_HOSTS (there plain http is taken as well). Redirects are
not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 5  # seconds
LONGEST_ANSWER = 64 * 1024


class UnsafeAddressError(ValueError):
    """The address may not be asked; the message says why."""


class Answer(NamedTuple):
    status: int
    body: bytes


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send and read the answer. Raises UnsafeAddressError, OSError, HTTPException."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = safe_address(parts.scheme, host, port)
    connection = _connection(parts.scheme, host, port, address)
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(LONGEST_ANSWER))
    finally:
        connection.close()


def safe_address(scheme: str, host: str, port: int) -> str:
    """The address of the host to connect to. Raises UnsafeAddressError, OSError."""
    trusted = host in settings.WEBHOOK_TRUSTED_HOSTS
    if scheme != "https" and not (trusted and scheme == "http"):
        raise UnsafeAddressError("только https")
    if not host:
        raise UnsafeAddressError("в адресе нет узла")
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not trusted and not all(is_outside(address) for address in found):
        raise UnsafeAddressError("внутренний адрес")
    return found[0]


def is_outside(address: str) -> bool:
    """Whether the address lies in the public internet, an IPv4 one inside IPv6 included."""
    known = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None) or known
    return known.is_global and inner.is_global and not known.is_multicast


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    plain = socket.create_connection((address, port), timeout=TIMEOUT)
    if scheme == "https":
        # The certificate is checked against the name, the socket goes to the checked address.
        plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    connection.sock = plain
    return connection
