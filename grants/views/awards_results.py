"""What came of a season: the rankings, the decisions with their reasons, the protocol."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.awards_paper import laureates_paper
from grants.models import AwardSeason
from grants.views.awards import season_or_404
from portal.pages.papers import paper_response


def rated_or_404(request: HttpRequest, code: str, year: int) -> AwardSeason:
    found = season_or_404(request, code, year)
    if found.state not in ("rated", "decided"):
        raise Http404
    return found


def standings(found: AwardSeason) -> list[tuple]:
    """Categories, the rows of their rankings, numbers of those who left after it was published.

    Decisions are shown only once all are published.
    """
    wanted = found.nominations.filter(consented_at__isnull=False)
    rows = {row.number: row for row in wanted.select_related("award_decision")}
    is_decided = found.state == "decided"
    return [
        (category, *_places(category.ranking.data["rows"], rows, is_decided))
        for category in found.categories.select_related("ranking", "poll")
        if category.ranking
    ]


def _places(lines: list[dict], rows: dict, is_decided: bool) -> tuple[list[dict], list[str]]:
    places = [_place(line, rows, is_decided) for line in lines]
    gone = [one["nomination"] for one in places if not one["nomination"].is_public]
    return [one for one in places if one["nomination"].is_public], [str(row) for row in gone]


def _place(line: dict, rows: dict, is_decided: bool) -> dict:
    row = rows[int(line["id"])]
    decision = getattr(row, "award_decision", None) if is_decided else None
    return {"line": line, "nomination": row, "decision": decision}


@login_not_required
@require_safe
def results(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every category by points, how they were made, and after the decision who won and why."""
    found = rated_or_404(request, code, year)
    context = {"season": found, "standings": standings(found)}
    return render(request, "grants/awards/results.html", context)


@login_not_required
@require_safe
def protocol(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The protocol to print and keep."""
    found = rated_or_404(request, code, year)
    if found.state != "decided":
        raise Http404
    return paper_response(laureates_paper(found, standings(found)), f"protocol-{code}-{year}")
