"""Rounds: the list, and the page that says what goes on, by which rules, and what one may do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting import rules
from budgeting.models import Round
from budgeting.views.plain_rules import sentences
from portal.law.wording import since, until
from portal.polls.actions import has_voted

SHOWN = 50


def visible_round(request: HttpRequest, slug: str) -> Round:
    """The round of this address, with its phases, or 404."""
    rounds = Round.objects.visible_to(request.user).select_related(
        "programme", "poll", "commission"
    )
    return get_object_or_404(rounds.with_phases(), slug=slug)


@login_not_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, the newest first, each with what goes on in it now."""
    found = Round.objects.visible_to(request.user).select_related("programme").with_phases()
    rows = [
        {"round": one, "now": [phase.get_kind_display() for phase in one.phases_now()]}
        for one in found[:SHOWN]
    ]
    return render(request, "budgeting/rounds.html", {"rows": rows})


@login_not_required
@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = visible_round(request, slug)
    context = {
        "round": round_,
        "steps": steps(round_),
        "acts": acts(request, round_),
        "sentences": sentences(round_),
        "propose": rules.may_propose(request.user, round_),
    }
    return render(request, "budgeting/round.html", context)


def steps(round_: Round) -> list[tuple[str, str, str]]:
    """The phases for the component: name, dates, done / now / next."""
    now = timezone.now()
    rows = []
    for phase in round_.schedule().values():
        status = "now" if phase.runs_at(now) else "done" if phase.ends_at <= now else "next"
        rows.append((phase.get_kind_display(), dates(phase), status))
    return rows


def dates(phase) -> str:
    when = {"start": since(phase.starts_at), "end": until(phase.ends_at)}
    return _("с %(start)s до %(end)s") % when


def acts(request: HttpRequest, round_: Round) -> list[dict]:
    """What a visitor can do in the round now, the most urgent first."""
    running = {phase.kind for phase in round_.phases_now()}
    offers = (
        ("vote", "vote", _("Проголосовать"), "vote"),
        ("submission", "propose", _("Предложить проект"), "idea"),
        ("results", "results", _("Посмотреть итоги"), "result"),
    )
    if "vote" in running and has_voted(round_.poll, request.user):
        offers = (
            ("vote", "receipt", _("Ваш голос учтён: квитанция"), "check"),
            ("vote", "vote", _("Изменить выбор"), "vote"),
            *offers[1:],
        )
    found = [
        {"url": reverse(f"budgeting:{page}", args=[round_.slug]), "text": text, "icon": icon}
        for kind, page, text, icon in offers
        if kind in running and (kind != "vote" or round_.poll_id)
    ]
    if commission := commission_link(round_):
        found.append(commission)
    projects = reverse("budgeting:projects", args=[round_.slug])
    return [*found, {"url": projects, "text": _("Все проекты"), "icon": "map"}]


def commission_link(round_: Round) -> dict | None:
    """The commission of the round, once it is announced."""
    commission = getattr(round_, "commission", None)
    if commission is None or commission.state == "draft":
        return None
    url = reverse("budgeting:commission", args=[round_.slug])
    return {"url": url, "text": _("Комиссия раунда"), "icon": "people"}
