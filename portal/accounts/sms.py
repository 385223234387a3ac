"""Delivery of one-time codes by SMS; a city plugs in its operator here (settings.SMS_BACKEND)."""

import sys


class ConsoleBackend:
    """Shows the message in the log of the process: for the demo and for development.

    A real backend keeps this one method, bounds its own time and raises when delivery failed.
    """

    def send(self, phone: str, text: str) -> None:
        sys.stdout.write(f"SMS {phone}: {text}\n")
        sys.stdout.flush()
