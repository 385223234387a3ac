"""The ranking of a round as everybody reads it: raw value → formula → points, and the decision."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgeting.actions.commission_decision import ranking_data, rows_of
from budgeting.models import Commission, Departure
from budgeting.views.commission import visible_commission

TONES = {"win": "good", "reserve": "info", "refuse": "bad"}


@login_not_required
@require_safe
def scoring(request: HttpRequest, slug: str) -> HttpResponse:
    """How projects are judged and, once frozen, the whole table with its hash."""
    found = visible_commission(request, slug)
    data = ranking_data(found)
    context = {
        "commission": found,
        "round": found.round,
        "data": data,
        "digest": digest_of(found),
        "rows": explained(found, data) if data else [],
        "criteria": list(found.criteria.criteria.all()) if found.criteria and not data else [],
    }
    return render(request, "budgeting/commission/scoring.html", context)


def explained(found: Commission, data: dict) -> list[dict]:
    """The rows of the decision with how each total came about, for the page."""
    told = {row["id"]: row for row in data["rows"]}
    decided = found.state == "decided"
    outcomes = dict(Departure.Outcome.choices)
    return [
        {
            "place": row.place,
            "project": row.project,
            "total": told.get(str(row.project.pk), {}).get("total", ""),
            "why": told.get(str(row.project.pk), {}).get("rows", []),
            "ballots": told.get(str(row.project.pk), {}).get("ballots"),
            "cost": row.cost,
            "outcome": outcomes[row.outcome] if decided or row.place is None else "",
            "proposed": outcomes[row.proposed],
            "tone": TONES[row.outcome],
            "departs": decided and row.departs,
            "reason": row.reason if decided or row.place is None else "",
        }
        for row in rows_of(found)
    ]


def digest_of(found: Commission) -> str:
    if found.by_criteria:
        return found.ranking.digest if found.ranking else ""
    rating = getattr(found, "rating", None)
    return rating.digest if rating else ""


@login_not_required
@require_safe
def scoring_file(request: HttpRequest, slug: str) -> JsonResponse:
    """The frozen protocol as data; nothing before it is frozen."""
    found = visible_commission(request, slug)
    data = ranking_data(found)
    if data is None:
        raise Http404
    answer = {"digest": digest_of(found), "data": data}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="ranking-{found.round.slug}.json"'
    return response
