"""The demo city's grants; one module a subject, all of it invented or marked «демо»."""

from grants.demo.contests import load as load_contests


def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    load_contests()
