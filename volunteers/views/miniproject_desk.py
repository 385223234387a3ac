"""What organisers of mini-projects do: filing, editing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.forms import carried_out
from volunteers.actions.miniprojects import edit_project, file_project
from volunteers.forms.miniprojects import MiniProjectForm
from volunteers.models import MiniProject
from volunteers.rules import miniprojects as rules
from volunteers.views.groups import bound, status_of
from volunteers.views.miniprojects import visible_project


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """File a mini-project; an official looks at it first."""
    verdict = rules.may_file(request.user)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, MiniProjectForm, actor=request.user)
    if form.is_bound and (
        made := carried_out(form, lambda given: file_project(actor=request.user, **given))
    ):
        messages.success(request, _("Мини-проект отправлен. Сотрудник посмотрит и ответит вам."))
        return redirect(made)
    context = {"form": form, "verdict": verdict}
    return render(request, "volunteers/mini/form.html", context, status=status_of(form))


def led_project(request: HttpRequest, pk: int) -> MiniProject:
    found = visible_project(request, pk)
    if not rules.leads(request.user, found):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = led_project(request, pk)
    verdict = rules.may_edit(request.user, found)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, MiniProjectForm, instance=found, actor=request.user)
    if form.is_bound and carried_out(
        form, lambda given: edit_project(found, actor=request.user, **given)
    ):
        messages.success(request, _("Сохранено."))
        return redirect(found)
    context = {"form": form, "project": found, "verdict": verdict}
    return render(request, "volunteers/mini/form.html", context, status=status_of(form))
