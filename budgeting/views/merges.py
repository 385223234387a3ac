"""Joining two projects: the offer, its answer, and each supporter's own choice."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgeting import actions, rules
from budgeting.forms.merges import ChoiceForm, MergeForm
from budgeting.models import MergeChoice, MergeOffer, Project


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The author of a published project offers to join another one of the round."""
    projects = Project.objects.filter(author=request.user).select_related("round")
    project = get_object_or_404(projects, pk=pk)
    verdict = rules.may_offer_merge(request.user, project)
    form = MergeForm(request.POST or None)
    if request.method == "POST":
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid() and (made := offered(request, project, form)):
            return redirect(made)
    context = {"project": project, "round": project.round, "form": form, "verdict": verdict}
    status = 400 if request.method == "POST" else 200
    return render(request, "budgeting/merge_offer.html", context, status=status)


def offered(request: HttpRequest, project: Project, form: MergeForm) -> MergeOffer | None:
    try:
        made = actions.offer_merge(
            project,
            form.cleaned_data["target"],
            actor=request.user,
            note=form.cleaned_data["note"],
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    messages.success(request, _("Предложение отправлено автору второго проекта."))
    return made


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """How the merge stands; a supporter chooses here what becomes of her support."""
    rows = MergeOffer.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("project__round", "target__round"), pk=pk)
    choice = MergeChoice.objects.filter(offer=found, user=request.user).first()
    form = ChoiceForm(request.POST or None)
    refused = False
    if request.method == "POST":
        if form.is_valid() and chosen(request, found, form):
            return redirect(found)
        refused = True
    may_choose = rules.may_choose(request.user, found)
    context = {
        "offer": found,
        "choice": choice,
        "form": form if choice and not choice.answered_at and may_choose else None,
        "may_choose": may_choose,
        "answer": choice and choice.answer and choice.get_answer_display(),
    }
    return render(request, "budgeting/merge.html", context, status=400 if refused else 200)


def chosen(request: HttpRequest, found: MergeOffer, form: ChoiceForm) -> bool:
    try:
        actions.choose(found, actor=request.user, answer=form.cleaned_data["answer"])
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, _("Ваш выбор учтён."))
    return True
