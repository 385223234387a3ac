"""Projects of a round: the list with its map, one project, one's own projects, support."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, F, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from budgeting import actions, rules
from budgeting.filters import ProjectFilter
from budgeting.models import Project, Round, Support
from budgeting.templatetags.budgeting import roubles
from budgeting.views.rounds import visible_round
from portal.accounts.rights import Verdict
from portal.pages.paging import paginate

PAGE = 20
# What a card shows, and nothing more.
CARD = ("id", "title", "state", "address", "total_cost", "supporters", "comment_count")
# What comes next, in words; the date follows it on the page.
NEXT = {
    "draft": gettext_lazy("Дополните проект и внесите его, пока идёт приём заявок."),
    "submitted": gettext_lazy("Сотрудник проверит проект и опубликует его или вернёт."),
    "returned": gettext_lazy("Исправьте отмеченное и внесите проект снова."),
    "published": gettext_lazy("Жители обсуждают проект, затем его рассмотрит администрация."),
    "review": gettext_lazy("Администрация решает, поддержать ли проект."),
    "rework": gettext_lazy("Автор и администрация дорабатывают проект вместе."),
    "contest": gettext_lazy("Победителей определит голосование жителей."),
    "reserve": gettext_lazy("Проект получит деньги, если они появятся в раунде."),
    "supported": gettext_lazy("Проект допустят к голосованию или начнут собирать деньги."),
    "winner": gettext_lazy("Начнётся сбор софинансирования и подготовка соглашения."),
    "funding": gettext_lazy("Когда деньги собраны, объявят закупку."),
    "contract": gettext_lazy("После контракта начнутся работы."),
    "works": gettext_lazy("Когда работы закончатся, жители примут их вместе с администрацией."),
    "acceptance": gettext_lazy("Если всё сделано как надо, проект завершат."),
    "completed": gettext_lazy("Опубликуют отчёт: что сделано и сколько потрачено."),
}


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
    round_ = visible_round(request, slug)
    found, is_valid = filtered(request, round_)
    page = cards(request, found) if is_valid else None
    query = request.GET.urlencode()
    context = {
        "round": round_,
        "form": found.form,
        "page": page,
        "query": f"?{query}" if query else "",
        "is_filtered": is_valid and found.is_active,
        "supported_word": _("Поддержали:"),
        "comments_word": _("комментариев:"),
    }
    status = 200 if is_valid else 400
    return render(request, "budgeting/projects.html", context, status=status)


def cards(request: HttpRequest, found: ProjectFilter):
    """A page of projects ready to print: the template only places the words."""
    rows = found.qs.only(*CARD).annotate(type_name=F("type__name"), place=F("district__name"))
    page = paginate(rows, request, keys=found.keys, size=PAGE)
    address = reverse("budgeting:project", args=[0]).replace("/0/", "/%d/")
    for project in page.items:
        project.url = address % project.pk
        project.money = roubles(project.total_cost)
        project.tone = Project.STATE_TONES.get(project.state, "plain")
    return page


@login_not_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one project; a draft is nobody else's business (404)."""
    rows = (
        Project.objects.visible_to(request.user)
        .select_related("round", "type", "district", "author__district", "refusal_ground")
        .prefetch_related("round__phases", "cost_items", "participation")
    )
    if request.user.is_authenticated:
        mine = Support.objects.filter(project=OuterRef("pk"), user=request.user)
        rows = rows.annotate(is_supported=Exists(mine))
    found = get_object_or_404(rows, pk=pk)
    is_author = request.user.is_authenticated and request.user.pk == found.author_id
    context = {
        "project": found,
        "round": found.round,
        "next": NEXT.get(found.state, ""),
        "due": due_date(found),
        "is_author": is_author,
        "edit": is_author and rules.may_edit(request.user, found),
        "official": request.user.is_staff and not is_author,
        **support_context(request, found),
    }
    return render(request, "budgeting/project.html", context)


def due_date(found: Project):
    """Until when the next step must be made, where a term runs."""
    return found.review_due if found.state in ("submitted", "published", "review") else None


def support_context(request: HttpRequest, found: Project) -> dict:
    verdict = rules.may_support(request.user, found) if found.is_public else Verdict(False)
    return {"may_support": verdict, "is_supported": getattr(found, "is_supported", False)}


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """`on=1` supports, `on=0` takes it back; the button alone answers an htmx request."""
    found = get_object_or_404(
        Project.objects.visible_to(request.user).select_related("round"), pk=pk
    )
    wanted = request.POST.get("on") == "1"
    (actions.support if wanted else actions.unsupport)(found, actor=request.user)
    if not request.htmx:
        text = _("Вы поддержали проект.") if wanted else _("Вы больше не поддерживаете проект.")
        messages.success(request, text)
        return redirect(found)
    found.refresh_from_db(fields=["supporters"])
    found.is_supported = wanted
    context = {"project": found, **support_context(request, found)}
    return render(request, "budgeting/support.html", context)


@require_safe
def my_projects(request: HttpRequest) -> HttpResponse:
    """One's own projects, drafts included."""
    rows = Project.objects.filter(author=request.user).select_related("round")
    page = paginate(rows, request, size=PAGE)
    return render(request, "budgeting/my_projects.html", {"page": page, "next": NEXT})
