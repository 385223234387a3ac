"""Projects of a round: the list with its map, one project, one's own projects, support."""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from budgeting import actions, rules
from budgeting.filters import ProjectFilter
from budgeting.models import Project, ProjectState, Round
from budgeting.templatetags.budgeting import grouped, roubles
from budgeting.views.kept import kept
from portal.accounts.rights import Verdict
from portal.discussion.models import Follow
from portal.pages.paging import KeysetPage, paginate

PAGE = 20
SHARED_FOR = 30  # seconds
FOLDED = ("type", "district", "state", "cost_min", "cost_max")
# What a card shows, and nothing more.
STATE_NAMES = dict(ProjectState.choices)
CARD = ("id", "title", "state", "address", "total_cost", "supporters", "comment_count")
# What every visit to a project needs; `complete` fetches the rest when its page is made anew.
BRIEF = (
    *("title", "state", "author_id", "comment_count", "supporters", "updated_at"),
    *("round__slug", "round__title", "round__is_published"),
)
# Unguessable, so that no text of a project can hold them.
OWN, DISCUSSION = (f"\ue000{secrets.token_hex(8)}\ue000" for _mark in range(2))
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


@login_not_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one project; a draft is nobody else's business (404)."""
    rows = Project.objects.visible_to(request.user).select_related("round").only(*BRIEF)
    if request.user.is_authenticated:
        # One row at most, so a join; it costs half of what another EXISTS does.
        mine = FilteredRelation("supports", condition=Q(supports__user=request.user))
        follows = Follow.objects.by(request.user, Project, OuterRef("pk"))
        rows = rows.annotate(mine=mine, is_supported=F("mine__pk"), is_followed=Exists(follows))
    found = get_object_or_404(rows, pk=pk)
    if request.user.is_authenticated or request.GET:
        content = project_content(request, found)
    else:
        content = shared(lambda: project_content(request, found), "project", found)
    context = {"project": found, "round": found.round, "content": content}
    return render(request, "budgeting/project.html", context)


def shared(build: Callable[[], str], part: str, found: Project) -> SafeString:
    """A part of a public project that every visitor sees alike, until the project changes."""
    counters = (found.updated_at, found.state, found.comment_count, found.supporters)
    return kept(build, part, found.pk, *map(str, counters), seconds=SHARED_FOR)


def project_content(request: HttpRequest, found: Project) -> SafeString:
    """Everything between head and foot: the project, and at the marks what is the visitor's own."""
    if found.is_public and not is_one_of_its_people(request.user, found):
        models.prefetch_related_objects([found], "round__phases")
        html = shared(lambda: for_anybody(found), "anybody", found)
    else:
        models.prefetch_related_objects([found, complete(found)], "round__phases")
        html = for_its_people(request, found)
    context = {"project": found, **support_context(request, found)}
    own = render_to_string("budgeting/project_own.html", context, request)
    discussion = render_to_string("budgeting/project_discussion.html", context, request)
    html = html.replace(OWN, own).replace(DISCUSSION, discussion)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, which escape


def is_one_of_its_people(user, found: Project) -> bool:
    """Its author and the officials: they see what nobody else does."""
    return user.is_authenticated and (user.is_staff or user.pk == found.author_id)


def for_anybody(found: Project) -> str:
    full, anybody = complete(found), AnonymousUser()
    context = {"body": body(full, anybody), "facts": facts(full, anybody)}
    return around(full, {**context, "is_author": False, "edit": False, "may_merge": False})


def for_its_people(request: HttpRequest, found: Project) -> str:
    full, user = complete(found), request.user
    is_author = user.is_authenticated and user.pk == found.author_id
    context = {
        "is_author": is_author,
        "edit": is_author and rules.may_edit(user, full),
        "may_merge": is_author and rules.may_offer_merge(user, full),
        "body": body(full, user),
        "facts": facts(full, user, is_author),
    }
    return around(full, context, request)


def around(full: Project, context: dict, request: HttpRequest | None = None) -> str:
    """The page with marks where the visitor's own things go."""
    context |= {
        "project": full,
        "next": NEXT.get(full.state, ""),
        "due": due_date(full),
        "official": request is not None and request.user.is_staff and not context["is_author"],
        "own": OWN,
        "discussion": DISCUSSION,
    }
    return render_to_string("budgeting/project_content.html", context, request)


def complete(found: Project) -> Project:
    """The project with all its text and facts name; most visits need none of it."""
    full = vars(found).get("complete")
    if full is None:
        rows = Project.objects.select_related(
            "round", "type", "district", "author__district", "organisation"
        )
        rows = rows.annotate(has_evidence=Exists(actions.links_of(OuterRef("pk"))))
        full = vars(found)["complete"] = rows.get(pk=found.pk)
    return full


def body(found: Project, user) -> str:
    """The mandatory content of the project, with its photos."""
    models.prefetch_related_objects([found], "cost_items", "participation")
    context = {
        "project": found,
        "user": user,
        "names": found.private_files_may_be_seen_by(user),
        "evidence": actions.evidence(found, user) if found.has_evidence else [],
    }
    return render_to_string("budgeting/content.html", context)


def facts(found: Project, user, is_author: bool = False) -> str:
    """The facts in brief, the place and what happened; the author also sees what is not public."""
    context = {"project": found, "user": user, "is_author": is_author}
    return render_to_string("budgeting/project_facts.html", context)


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
