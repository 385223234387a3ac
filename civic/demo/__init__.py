"""The demo city's public life; one module a subject, all of it invented and marked «демо»."""

from civic.demo.reports import load as load_reports


def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    load_reports()


__all__ = ["load"]
