"""Projects of a round: the list and what its filter finds; one's own projects."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.filters import ProjectFilter
from budgeting.models import Project, ProjectState, Round
from budgeting.templatetags.budgeting import grouped, roubles
from budgeting.views.kept import kept
from budgeting.views.project import next_step
from portal.pages.paging import KeysetPage, paginate

PAGE = 20
FOLDED = ("type", "district", "state", "cost_min", "cost_max")
# What a card shows, and nothing more.
STATE_NAMES = dict(ProjectState.choices)
CARD = ("id", "title", "state", "address", "total_cost", "supporters", "comment_count")


def public_projects(round_: Round):
    """What the list, the map, the table and the feed show: one predicate for all of them."""
    return Project.objects.public().filter(round=round_)


def filtered(request: HttpRequest, round_: Round) -> tuple[ProjectFilter, bool]:
    """The filter of the request and whether what it asks makes sense."""
    found = ProjectFilter(request.GET, queryset=public_projects(round_))
    return found, found.form.is_valid()


@login_not_required
@require_safe
def projects(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; a filter that makes no sense is told at its field (400)."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    found, is_valid = None, True
    if request.GET:
        found, is_valid = filtered(request, round_)
    if is_valid:
        content = kept(
            lambda: list_content(request, round_, found),
            "projects",
            round_.pk,
            round_.is_published,
            request.GET.urlencode(),
        )
    else:
        content = rendered(request, round_, found, None)
    context = {"round": round_, "content": content}
    return render(request, "budgeting/projects.html", context, status=200 if is_valid else 400)


def list_content(request: HttpRequest, round_: Round, found: ProjectFilter | None) -> str:
    if found is None:
        found, _is_valid = filtered(request, round_)
    return rendered(request, round_, found, cards(request, found))


def rendered(request: HttpRequest, round_: Round, found: ProjectFilter, page) -> str:
    query = request.GET.urlencode()
    context = {
        "round": round_,
        "first": [found.form[name] for name in ("q", "sort")],
        "more": [found.form[name] for name in FOLDED],
        "more_open": any(request.GET.get(name) for name in FOLDED),
        "page": page,
        "rows": page and list(map(words, page.items)),
        "query": f"?{query}" if query else "",
        "is_filtered": page is not None and found.is_active,
        "supported_word": _("Поддержали:"),
        "comments_word": _("комментариев:"),
    }
    return render_to_string("budgeting/projects_content.html", context)


def cards(request: HttpRequest, found: ProjectFilter) -> KeysetPage:
    """A page of projects with nothing fetched that a card does not show."""
    found.form.is_valid()
    rows = found.qs.only(*CARD).annotate(type_name=F("type__name"), place=F("district__name"))
    return paginate(rows, request, keys=found.keys, size=PAGE)


def words(project: Project) -> tuple:
    """A card ready to print: the template only places the words."""
    where = ", ".join(filter(None, (project.place, project.address)))
    return (
        project.get_absolute_url(),
        project.title,
        Project.STATE_TONES.get(project.state, "plain"),
        STATE_NAMES[project.state],
        roubles(project.total_cost),
        " · ".join(filter(None, (project.type_name, where))),
        grouped(project.supporters),
        grouped(project.comment_count),
    )


@require_safe
def my_projects(request: HttpRequest) -> HttpResponse:
    """One's own projects, drafts included."""
    rows = Project.objects.filter(author=request.user).select_related("round")
    page = paginate(rows, request, size=PAGE)
    rows = [(project, next_step(project)) for project in page.items]
    return render(request, "budgeting/my_projects.html", {"page": page, "rows": rows})
