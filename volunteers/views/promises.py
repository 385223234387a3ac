"""Promising help to a mini-project; my promises and projects."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers.actions.pledges import pledge
from volunteers.forms.pledges import PledgeForm
from volunteers.models import MiniProject, Need
from volunteers.rules import pledges as rules
from volunteers.views.groups import bound, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise a part of what is needed."""
    shown = MiniProject.objects.visible_to(request.user).values("pk")
    rows = Need.objects.filter(project__in=shown)
    need = get_object_or_404(rows.select_related("project__organisation", "project__author"), pk=pk)
    verdict = rules.may_pledge(request.user, need)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, PledgeForm, need=need, actor=request.user)
    if form.is_bound and (
        made := carried_out(form, lambda given: pledge(need, actor=request.user, **given))
    ):
        messages.success(request, _("Спасибо! Обещание записано, организатор свяжется с вами."))
        return redirect(made)
    context = {"form": form, "need": need, "project": need.project, "verdict": verdict}
    return render(request, "volunteers/mini/promise.html", context, status=status_of(form))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My mini-projects and my promises."""
    own = MiniProject.objects.led_by(request.user).order_by("-id")[:50]
    rows = request.user.pledges.select_related("need__project")
    context = {"projects": own, "page": paginate(rows, request)}
    return render(request, "volunteers/mini/mine.html", context)
