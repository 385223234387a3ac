"""Mini-projects for everybody: the list with its map, a page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.pages.paging import paginate
from volunteers.filters.miniprojects import MiniProjectFilter
from volunteers.models import MiniProject
from volunteers.rules import miniprojects as rules
from volunteers.rules.pledges import wants


def found_by(request: HttpRequest) -> tuple:
    form = MiniProjectFilter(request.GET)
    return form.chosen(MiniProject.objects.shown()), form


@login_not_required
@require_safe
def mini_projects(request: HttpRequest) -> HttpResponse:
    """Those that gather help, the soonest first, with what each still lacks."""
    rows, form = found_by(request)
    rows = rows.select_related("district", "organisation", "author__district")
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": paginate(rows.prefetch_related("needs"), request, keys=("happens_on", "id")),
        "query": f"?{query}" if query else "",
    }
    return render(request, "volunteers/mini/list.html", context)


def visible_project(request: HttpRequest, pk: int) -> MiniProject:
    rows = MiniProject.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("district", "organisation", "festival", "author__district"), pk=pk
    )


@login_not_required
@require_safe
def mini_project(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wanted, how much of it there is, what this visitor can give."""
    found, user = visible_project(request, pk), request.user
    needs = list(found.needs.all())
    for need in needs:
        need.project = found
    leads = rules.leads(user, found)
    context = {
        "project": found,
        "needs": [(need, wants(need)) for need in needs],
        "leads": leads,
        "may_edit": rules.may_edit(user, found),
        "may_report": rules.may_report(user, found) if leads else None,
        "report": found.reports.visible_to(user).first(),
    }
    return render(request, "volunteers/mini/page.html", context)
