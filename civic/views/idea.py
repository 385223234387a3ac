"""One idea: its page, its versions, support, and what its people and officials do with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.actions import idea_moves
from civic.actions import ideas as actions
from civic.forms.ideas import (
    AnswerForm,
    IdeaForm,
    InviteForm,
    ReviewForm,
    RevisionForm,
    StepForm,
)
from civic.models import CoAuthor, Idea, IdeaMerge, IdeaStep, IdeaSupport
from civic.rules import ideas as rules
from civic.rules.merges import may_propose_merge
from civic.views.acts import ask
from civic.views.projects import project_from
from civic.wording import compare

# An idea the city took up may go on as a project of the budget.
TO_BUDGET = ("accepted", "implementing")
# What comes next, in words.
NEXT = {
    "draft": gettext_lazy("Допишите идею и отправьте её на проверку."),
    "moderation": gettext_lazy("Сотрудник проверит идею и опубликует её или вернёт с пояснением."),
    "published": gettext_lazy("Жители обсуждают и поддерживают идею, авторы её дорабатывают."),
    "merged": gettext_lazy("Обсуждение продолжается у общей идеи."),
    "expertise": gettext_lazy("Эксперты дают заключения, лучшие идеи войдут в короткий список."),
    "shortlist": gettext_lazy("Дальше решают голосование жителей и администрация."),
    "voting": gettext_lazy("Жители голосуют, затем администрация принимает решение с причинами."),
    "accepted": gettext_lazy("Идею включат в работу: следите за дорожной картой."),
    "implementing": gettext_lazy("Идут работы. По завершении будет отчёт."),
    "done": gettext_lazy("Идея воплощена. Что сделано — в дорожной карте и в истории."),
    "declined": gettext_lazy("Решение принято, причины названы. Идею можно предложить иначе."),
    "archived": gettext_lazy("Обсуждение закончено. Похожую идею можно предложить снова."),
}


def idea_or_404(request: HttpRequest, pk: int) -> Idea:
    """The idea with its people and stages, for whoever may see it."""
    rows = Idea.objects.visible_to(request.user).select_related(
        "challenge", "district", "author__district", "merged_into"
    )
    joined = CoAuthor.objects.select_related("user__district")
    rows = rows.prefetch_related(Prefetch("coauthors", joined), "challenge__stages")
    if request.user.is_authenticated:
        mine = IdeaSupport.objects.filter(idea=OuterRef("pk"), user=request.user)
        rows = rows.annotate(is_supported=Exists(mine))
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one idea; what is not published is nobody else's business (404)."""
    found = idea_or_404(request, pk)
    user = request.user
    is_writer = found.is_written_by(user)
    context = {
        "idea": found,
        "next": NEXT.get(found.state, ""),
        "is_writer": is_writer,
        "joined": [row for row in found.coauthors.all() if row.accepted_at],
        "reviews": found.reviews.select_related("expert") if found.is_public else [],
        "steps": found.steps.select_related("department"),
        "merges": _merges(found),
        "owes": _owes(found),
        "acts": _acts(user, found),
        "project_url": project_from([found]) if found.state in TO_BUDGET else "",
        "may_plan": bool(rules.may_plan(user, found)),
        **support_context(request, found),
    }
    return render(request, "civic/ideas/idea.html", context)


def _merges(found: Idea) -> list[IdeaMerge]:
    rows = IdeaMerge.objects.open().select_related("source", "target")
    return list(rows.filter(source=found) | rows.filter(target=found))


def _owes(found: Idea) -> dict | None:
    """The countdown to the official answer, where one is owed."""
    if found.answer_due is None or found.answered_at:
        return None
    days = (found.answer_due - timezone.localdate()).days
    return {"due": found.answer_due, "days": max(days, 0), "late": days < 0}


def _acts(user, found: Idea) -> list[tuple[str, str]]:
    """Pages this visitor may open for an act: (address, label)."""
    if not user.is_authenticated:
        return []
    offered = (
        ("edit_idea", rules.may_edit, _("Изменить текст")),
        ("invite", rules.may_invite, _("Пригласить соавтора")),
        ("propose_merge", may_propose_merge, _("Объединить с похожей")),
        ("answer_idea", rules.may_answer, _("Дать официальный ответ")),
        ("assess", rules.may_assess, _("Дать заключение эксперта")),
        ("add_step", rules.may_plan, _("Добавить шаг дорожной карты")),
    )
    return [(f"civic:{name}", label) for name, right, label in offered if right(user, found)]


def support_context(request: HttpRequest, found: Idea) -> dict:
    return {
        "may_support": found.is_public and rules.may_support(request.user, found),
        "is_supported": getattr(found, "is_supported", False),
        "percent": min(100, found.supporters * 100 // max(found.threshold, 1)),
    }


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """`on=1` supports, `on=0` takes it back; the button alone answers an htmx request."""
    found = idea_or_404(request, pk)
    wanted = request.POST.get("on") == "1"
    (actions.support if wanted else actions.unsupport)(found, actor=request.user)
    if not request.htmx:
        text = _("Вы поддержали идею.") if wanted else _("Вы больше не поддерживаете идею.")
        messages.success(request, text)
        return redirect(found)
    found = idea_or_404(request, pk)
    context = {"idea": found, **support_context(request, found)}
    return render(request, "civic/ideas/support.html", context)


@login_not_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every wording the public saw, each with what changed since the one before."""
    found = idea_or_404(request, pk)
    rows = list(found.versions.select_related("author__district"))
    before = [None, *rows]
    shown = [
        {"version": row, "pieces": compare(old.text, row.text) if old else []}
        for old, row in zip(before, rows, strict=False)
    ]
    return render(request, "civic/ideas/versions.html", {"idea": found, "rows": shown[::-1]})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft again, or a further version of a published idea."""
    found = idea_or_404(request, pk)
    now = {name: getattr(found, name) for name in actions.FIELDS}
    kind = IdeaForm if found.state == "draft" else RevisionForm
    return ask(
        request,
        found,
        kind(request.POST or None, initial=now),
        verdict=rules.may_edit(request.user, found),
        act=lambda **given: actions.save_idea(found, actor=request.user, **given),
        title=_("Изменить текст идеи"),
        action=_("Сохранить"),
        done=_("Сохранено."),
        text=found.title,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    found = idea_or_404(request, pk)
    return ask(
        request,
        found,
        InviteForm(request.POST or None),
        verdict=rules.may_invite(request.user, found),
        act=lambda **given: actions.invite(found, actor=request.user, **given),
        title=_("Пригласить соавтора"),
        action=_("Пригласить"),
        done=_("Приглашение отправлено. Соавтор появится, когда согласится."),
        text=found.title,
    )


@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """`accept=1` joins, anything else declines; only the invited address finds it."""
    rows = CoAuthor.objects.select_related("idea")
    row = get_object_or_404(rows, pk=pk, email__iexact=request.user.email)
    wanted = request.POST.get("accept") == "1"
    actions.answer_invitation(row, actor=request.user, accept=wanted)
    text = _("Вы соавтор этой идеи.") if wanted else _("Вы отказались от приглашения.")
    messages.success(request, text)
    return redirect("civic:my_ideas")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = idea_or_404(request, pk)
    return ask(
        request,
        found,
        AnswerForm(request.POST or None),
        verdict=rules.may_answer(request.user, found),
        act=lambda **given: idea_moves.answer(found, actor=request.user, **given),
        title=_("Официальный ответ"),
        action=_("Опубликовать ответ"),
        done=_("Ответ опубликован, авторы и подписчики получат письмо."),
        text=found.title,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    found = idea_or_404(request, pk)
    return ask(
        request,
        found,
        ReviewForm(request.POST or None),
        verdict=rules.may_assess(request.user, found),
        act=lambda **given: actions.assess(found, actor=request.user, **given),
        title=_("Заключение эксперта"),
        action=_("Опубликовать заключение"),
        done=_("Заключение опубликовано."),
        text=found.title,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    found = idea_or_404(request, pk)
    return ask(
        request,
        found,
        StepForm(request.POST or None),
        verdict=rules.may_plan(request.user, found),
        act=lambda **given: actions.add_step(found, actor=request.user, **given),
        title=_("Шаг дорожной карты"),
        action=_("Добавить"),
        done=_("Шаг добавлен."),
        text=found.title,
    )


@require_POST
def complete_step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    found = idea_or_404(request, pk)
    row = get_object_or_404(IdeaStep.objects.select_related("idea"), pk=step, idea=found)
    actions.complete_step(row, actor=request.user)
    messages.success(request, _("Шаг отмечен сделанным."))
    return redirect(found)
