"""One project: its page, and «Поддерживаю» on it.

Most of the page is the same for all who look; it is kept in the memory of the process. What may not
lag is asked at each visit: whether the visitor may see it, and what is the visitor's own.
"""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from budgeting import actions, rules
from budgeting.models import Done, Project, done_with, with_done
from budgeting.views.kept import TOKEN, kept, kept_verdict
from portal.accounts.models import User

SHARED_FOR = 30  # seconds
NOBODY = 0  # keys of accounts begin with 1
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


def next_step(project: Project) -> str:
    """What comes next, in words; who chooses the winners is the round's to say."""
    if project.state == "contest" and not project.round.has_vote:
        return _("Победителей определит комиссия.")
    return NEXT.get(project.state, "")


@login_not_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one project; a draft is nobody else's business (404)."""
    rows = Project.objects.visible_to(request.user).select_related("round").only(*BRIEF)
    found = get_object_or_404(with_done(rows, request.user), pk=pk)
    context = {"project": found, "round": found.round, "content": project_content(request, found)}
    return render(request, "budgeting/project.html", context)


def project_content(request: HttpRequest, found: Project) -> SafeString:
    """Everything between head and foot."""
    user, done = request.user, done_with(found)
    found.is_followed = done.follows
    if request.GET or not found.is_public or done.wrote or is_one_of_its_people(user, found):
        return made_anew(request, found, done)
    if user.is_authenticated:
        return for_reader(request, found, done)
    return shared(lambda: made_anew(request, found, done), "project", found)


def shared(build: Callable[[], str], part: str, found: Project, *key) -> SafeString:
    """A part of a public project that others see alike, until the project changes."""
    counters = (found.updated_at, found.state, found.comment_count, found.supporters)
    return kept(build, part, found.pk, *map(str, counters), *key, seconds=SHARED_FOR)


def for_reader(request: HttpRequest, found: Project, done: Done) -> SafeString:
    """For somebody signed in who wrote nothing under it: alike for all who did the same here.

    Made for a stand-in without a name, a right or a session, so it can hold nothing of anybody's.
    """
    is_open = kept_verdict(
        lambda: rules.support_is_open(found), "support", found.round_id, found.state
    )
    verdict = is_open and rules.old_enough_to_support(request.user)

    def build() -> str:
        nobody = HttpRequest()
        nobody.path, nobody.user = request.path, User(pk=NOBODY)
        own = {"may_support": verdict, "is_supported": done.supports, "csrf_token": TOKEN}
        return with_own(everybodys(found), nobody, found, own)

    html = shared(build, "reader", found, verdict, *done)
    return mark_safe(html.replace(TOKEN, get_token(request)))  # noqa: S308 - a token is letters


def made_anew(request: HttpRequest, found: Project, done: Done) -> SafeString:
    """For its people, for those who wrote under it, and for a deeper page of the discussion."""
    if found.is_public and not is_one_of_its_people(request.user, found):
        html = everybodys(found)
    else:
        models.prefetch_related_objects([found, complete(found)], "round__phases")
        html = for_its_people(request, found)
    own = {"may_support": rules.may_support(request.user, found), "is_supported": done.supports}
    html = with_own(html, request, found, {**own, "csrf_token": get_token(request)})
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, which escape


def with_own(html: str, request: HttpRequest, found: Project, own: dict) -> str:
    """At the marks, what is the visitor's own."""
    context = {"request": request, "project": found, **own}
    panel = render_to_string("budgeting/project_own.html", context)
    discussion = render_to_string("budgeting/project_discussion.html", context)
    return html.replace(OWN, panel).replace(DISCUSSION, discussion)


def is_one_of_its_people(user, found: Project) -> bool:
    """Its author and the officials: they see what nobody else does."""
    return user.is_authenticated and (user.is_staff or user.pk == found.author_id)


def everybodys(found: Project) -> SafeString:
    return shared(lambda: for_anybody(found), "anybody", found)


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
        "next": next_step(full),
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
    verdict = rules.may_support(request.user, found)
    context = {"project": found, "may_support": verdict, "is_supported": wanted}
    return render(request, "budgeting/support.html", context)
