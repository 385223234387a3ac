"""The commission of the reserve: its campaigns, applications, marks, plans, exclusions."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.paging import paginate
from portal.scoring.models import Mark
from training import actions, rules
from training.forms.reserve import ExcludeForm, PlanItemForm
from training.forms.sessions import JudgeForm
from training.models import Campaign, PlanItem, ReserveApplication
from training.views.reserve import visible_application, visible_campaign

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def commission(request: HttpRequest, slug: str) -> HttpResponse:
    """Applications of a campaign for its commission; for nobody else there is no such page."""
    found = visible_campaign(request, slug)
    if not rules.is_commissioner(request.user, found):
        raise Http404
    rows = ReserveApplication.objects.visible_to(request.user).filter(campaign=found)
    context = {
        "campaign": found,
        "page": paginate(rows.select_related("user", "campaign"), request, size=50),
        "may_conclude": rules.may_conclude(request.user, found),
    }
    return render(request, "training/commission.html", context)


def judged(request: HttpRequest, pk: int) -> ReserveApplication:
    """An application the visitor judges: one's own is no such thing."""
    found = visible_application(request, pk)
    if found.user_id == request.user.pk:
        raise Http404
    return found


@PAGE
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's own marks of the test and the interview."""
    found = judged(request, pk)
    criteria = found.campaign.criteria.criteria.filter(formula="expert")
    if found.state == "test":
        criteria = criteria.exclude(code__startswith="interview")
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        given=own_marks(request.user, found),
    )
    if form.is_bound:
        if not (verdict := rules.may_check(request.user, found)):
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            try:
                actions.mark(found, actor=request.user, marks=form.marks())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Оценки сохранены."))
                return redirect(found)
    context = {"application": found, "campaign": found.campaign, "form": form}
    return render(
        request, "training/reserve_marks.html", context, status=400 if form.is_bound else 200
    )


def own_marks(member, found: ReserveApplication) -> dict:
    rows = Mark.objects.filter(
        expert=member,
        content_type=ContentType.objects.get_for_model(ReserveApplication),
        object_id=found.pk,
    )
    return dict(rows.values_list("criterion", "value"))


@PAGE
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The individual plan: one more line."""
    found = judged(request, pk)
    form = PlanItemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_plan_item(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Пункт плана добавлен."))
            return redirect(found)
    context = {"application": found, "campaign": found.campaign, "form": form}
    return render(
        request, "training/reserve_plan.html", context, status=400 if form.is_bound else 200
    )


@require_POST
def plan_done(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    found = judged(request, pk)
    row = get_object_or_404(PlanItem.objects.select_related("application"), pk=item)
    if row.application_id != found.pk:
        raise Http404
    actions.finish_plan_item(row, actor=request.user)
    messages.success(request, _("Отмечено."))
    return redirect(found)


@PAGE
def exclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of the reserve: a ground from the list and an explanation."""
    found = judged(request, pk)
    if found.state not in ("included", "training"):
        raise Http404
    form = ExcludeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.exclude(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Человек исключён из резерва и получит письмо."))
            return redirect(found)
    context = {"application": found, "campaign": found.campaign, "form": form}
    return render(
        request, "training/reserve_exclude.html", context, status=400 if form.is_bound else 200
    )


@require_safe
def commissions(request: HttpRequest) -> HttpResponse:
    """Campaigns whose commission the visitor belongs to."""
    rows = Campaign.objects.filter(commission=request.user)
    return render(request, "training/commissions.html", {"page": paginate(rows, request)})
