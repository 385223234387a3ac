"""Every write of the app."""


def leave_all(user) -> None:
    """Nothing yet."""
