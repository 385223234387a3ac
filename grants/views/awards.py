"""Awards: the seasons, and the page of one with its nominations."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.forms.awards_filters import NominationFilter
from grants.models import AwardSeason, Nomination
from grants.rules.awards import accepts, may_nominate
from portal.pages.paging import paginate


def season_or_404(request: HttpRequest, code: str, year: int) -> AwardSeason:
    rows = AwardSeason.objects.visible_to(request.user).select_related("award", "scale")
    return get_object_or_404(rows, award__code=code, year=year)


@login_not_required
@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    """Every season, the newest first."""
    rows = AwardSeason.objects.visible_to(request.user).select_related("award")
    return render(request, "grants/awards/list.html", {"page": paginate(rows, request)})


@login_not_required
@require_safe
def season(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What it is given for, by whom and when; who takes part."""
    found = season_or_404(request, code, year)
    filters = NominationFilter(request.GET, season=found)
    rows = Nomination.objects.public().filter(season=found).select_related("category")
    context = {
        "season": found,
        "categories": list(found.categories.select_related("poll")),
        "criteria": list(found.scale.criteria.all()) if found.scale else [],
        "jurors": list(found.jurors.all()),
        "filters": filters,
        "page": paginate(filters.chosen(rows), request, ("number",)),
        "is_stranger": not request.user.is_authenticated,
        "takes": accepts(found),
        "may_nominate": may_nominate(request.user, found),
    }
    return render(request, "grants/awards/season.html", context)
