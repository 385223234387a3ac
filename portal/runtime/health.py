"""Asks the web process of this container whether it is ready; run by path, standard library only.

The Host header names the first of ALLOWED_HOSTS: Django refuses every other one, 127.0.0.1 too.
"""

import http.client
import os
import sys


def main():
    """End with code 0 when /readyz answers 200 within three seconds, with 1 otherwise."""
    host = (os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split() or ["localhost"])[0]
    port = int(os.environ.get("PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/readyz", headers={"Host": host.lstrip(".")})
        sys.exit(0 if connection.getresponse().status == 200 else 1)
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
