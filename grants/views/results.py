"""What came of a contest: the ranking everybody can recompute, the protocol, appeals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions
from grants.forms.expertise import ObjectionForm
from grants.models import Application, Contest
from grants.protocol_paper import protocol_paper
from portal.pages.papers import paper_response


def rated(request: HttpRequest, slug: str) -> Contest:
    rows = Contest.objects.visible_to(request.user).select_related("ranking", "meeting")
    found = get_object_or_404(rows, slug=slug)
    if found.ranking is None:
        raise Http404
    return found


def places(contest: Contest) -> list[dict]:
    """Rows of the ranking with what was decided; before publication no decision is told."""
    is_decided = contest.decided_at is not None
    wanted = contest.applications.select_related("organisation", "decision", "tier")
    rows = {row.number: row for row in wanted}
    found = []
    for place, line in enumerate(contest.ranking.data["rows"], start=1):
        row = rows[int(line["id"])]
        decision = getattr(row, "decision", None) if is_decided else None
        found.append({"place": place, "line": line, "application": row, "decision": decision})
    return found


@login_not_required
@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Every application by its points, how they were made, and after the decision who won."""
    found = rated(request, slug)
    context = {
        "contest": found,
        "places": places(found),
        "criteria": found.ranking.data["criteria"]["criteria"],
        "meeting": getattr(found, "meeting", None) if found.decided_at else None,
        "present": found.commission.filter(attended=True) if found.decided_at else (),
    }
    return render(request, "grants/results.html", context)


@login_not_required
@require_safe
def ranking_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The frozen ranking: its canonical text gives the published SHA-256."""
    return JsonResponse(
        rated(request, slug).ranking.data, json_dumps_params={"ensure_ascii": False}
    )


@login_not_required
@require_safe
def protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol of the commission to print and keep."""
    found = rated(request, slug)
    if found.decided_at is None:
        raise Http404
    return paper_response(protocol_paper(found, places(found)), f"protocol-{found.slug}")


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Appeal against the result of one's own application; the form stands on its page."""
    found = get_object_or_404(Application.objects.of(request.user).select_related("contest"), pk=pk)
    if request.method != "POST":
        return redirect(found)
    form = ObjectionForm(request.POST)
    if form.is_valid():
        try:
            actions.file_objection(found, actor=request.user, text=form.cleaned_data["text"])
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", None) or str(refusal))
        else:
            messages.success(request, _("Апелляция подана. Ответ придёт письмом."))
            return redirect(found)
    for sentence in [error for errors in form.errors.values() for error in errors]:
        messages.error(request, sentence)
    return redirect(found)
