"""The one kind of error a person is meant to read."""


class Fault(Exception):
    """Something outside the portal stands in the way; the message is one sentence in Russian."""
