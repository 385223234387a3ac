"""Contests: the list, the page of one, questions about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions, rules
from grants.forms.contests import ClarificationForm
from grants.models import Application, Contest
from portal.pages.forms import carried_out
from portal.pages.paging import paginate


def visible_contest(request: HttpRequest, slug: str) -> Contest:
    return get_object_or_404(Contest.objects.visible_to(request.user), slug=slug)


@login_not_required
@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest, the newest first."""
    page = paginate(Contest.objects.visible_to(request.user), request)
    return render(request, "grants/contests.html", {"page": page})


@login_not_required
@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """What the contest gives, to whom, until when; how to apply; questions and answers."""
    return contest_page(request, visible_contest(request, slug), ClarificationForm())


def contest_page(request, found: Contest, form: ClarificationForm, status: int = 200):
    answered = found.clarifications.exclude(answered_at=None)[:100]
    context = {
        "contest": found,
        "terms": actions.terms_of(found),
        "clarifications": answered,
        "may_apply": rules.may_apply(request.user, found),
        "may_ask": rules.may_ask(request.user, found),
        "form": form,
        "own": list(Application.objects.of(request.user).filter(contest=found)[:20]),
    }
    return render(request, "grants/contest.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask about the terms; what is typed comes back when it is refused.

    Whoever reloads that page, or takes it in the other language, gets the contest again.
    """
    found = visible_contest(request, slug)
    if request.method != "POST":
        return contest_page(request, found, ClarificationForm())
    form = ClarificationForm(request.POST)
    if not carried_out(
        form, lambda given: actions.ask_clarification(found, actor=request.user, **given)
    ):
        return contest_page(request, found, form, status=400)
    messages.success(request, _("Вопрос отправлен. Ответ появится на этой странице."))
    return redirect(found)
