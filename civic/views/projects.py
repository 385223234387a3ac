"""The way from what residents report and propose into the city's budget."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from portal.cases.models import Case


def _propose_url() -> str:
    """Where a project of the budget is begun now, or an empty string."""
    if not settings.PROJECT_FROM_CASES:
        return ""
    return import_string(settings.PROJECT_FROM_CASES)()


def takes_projects() -> bool:
    return bool(_propose_url())


def project_from(cases: Iterable[Case]) -> str:
    """Where to begin a project with the cases as its evidence; empty while none is taken."""
    url = _propose_url()
    named = ",".join(f"{case._meta.label_lower}:{case.pk}" for case in cases)
    return f"{url}?from={named}" if url and named else ""
