"""Merging ideas: the proposal, the consents, the choice of each supporter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from civic.actions import merges as actions
from civic.filters.ideas import similar
from civic.forms.ideas import ChoiceForm, MergeForm
from civic.models import Idea, IdeaMerge, IdeaSupport
from civic.rules.merges import may_agree, may_choose, may_propose_merge
from civic.views.acts import ask, made
from civic.views.idea import idea_or_404

OFFERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def propose_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the likest ideas of the same challenge, then the newest."""
    found = idea_or_404(request, pk)
    among = Idea.objects.public().filter(state="published", challenge=found.challenge_id)
    among = among.exclude(pk=found.pk)
    like = list(similar(among, found.title, OFFERED))
    known = {row.pk for row in like}
    rest = [row for row in among.order_by("-id")[:OFFERED] if row.pk not in known]
    return ask(
        request,
        found,
        MergeForm(request.POST or None, among=[*like, *rest]),
        verdict=may_propose_merge(request.user, found),
        act=lambda **given: actions.propose_merge(found, actor=request.user, **given),
        title=_("Объединить с похожей идеей"),
        action=_("Предложить объединение"),
        done=_("Предложено. Нужны согласия обоих авторов, потом выберут поддержавшие."),
        text=found.title,
    )


def merge_or_404(request: HttpRequest, pk: int) -> IdeaMerge:
    rows = IdeaMerge.objects.visible_to(request.user).select_related(
        "source__author__district", "target__author__district"
    )
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Both ideas side by side; a supporter of the first chooses here for oneself."""
    found = merge_or_404(request, pk)
    status, form = 200, None
    user = request.user
    mine = found.choices.filter(user=user).first() if user.is_authenticated else None
    may = may_choose(user, found, timezone.now()) if found.choose_until else None
    if request.method == "POST":
        if not may:
            raise PermissionDenied(may.reason if may else _("Выбирать ещё не нужно."))
        form = ChoiceForm(request.POST)
        status = 422
        if form.is_valid():
            status = made(form, lambda **given: actions.choose(found, actor=user, **given))
        if status == 200:
            messages.success(request, _("Ваш выбор учтён."))
            return redirect(found)
    elif may and mine is None and _supports(user, found):
        form = ChoiceForm()
    context = {
        "merge": found,
        "form": form,
        "mine": mine,
        "may_agree": bool(may_agree(user, found)),
    }
    return render(request, "civic/ideas/merge.html", context, status=status)


def _supports(user, found: IdeaMerge) -> bool:
    return IdeaSupport.objects.filter(idea=found.source_id, user=user).exists()


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    found = merge_or_404(request, pk)
    actions.agree(found, actor=request.user)
    messages.success(request, _("Ваше согласие записано."))
    return redirect(found)
