"""An agreement as its recipient sees it: sum, parts, what was paid, the signed paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.models import Agreement
from portal.files.models import Attachment


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    wanted = ("contest", "application__organisation", "application__partner")
    rows = Agreement.objects.visible_to(request.user).select_related(*wanted)
    return get_object_or_404(rows, pk=pk)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_agreement(request, pk)
    context = {
        "agreement": found,
        "application": found.application,
        "contest": found.contest,
        "instalments": found.instalments.all(),
        "entries": found.entries.select_related("instalment"),
        "reports": found.reports.all(),
        "amendments": found.amendments.approved(),
        "demands": found.demands.all(),
        "papers": Attachment.objects.of(found).kept(),
    }
    return render(request, "grants/agreement.html", context)
