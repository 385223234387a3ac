"""One promise: taking it back, confirming it, being named for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.pages.forms import carried_out
from volunteers.actions.pledges import show_name as show
from volunteers.actions.receipts import receive as take
from volunteers.forms.pledges import ReceiveForm, ShowNameForm
from volunteers.models import Pledge
from volunteers.rules import pledges as rules
from volunteers.rules.miniprojects import leads


def visible_pledge(request: HttpRequest, pk: int) -> Pledge:
    rows = Pledge.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("need__project__organisation", "user", "organisation"), pk=pk
    )


@require_safe
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    return pledge_page(request, visible_pledge(request, pk))


def pledge_page(request: HttpRequest, row: Pledge, form=None, status=200) -> HttpResponse:
    context = {
        "pledge": row,
        "need": row.need,
        "project": row.need.project,
        "is_own": row.user_id == request.user.pk,
        "leads": leads(request.user, row.need.project),
        "may_receive": row.state == "promised" and rules.may_receive(request.user, row),
        "receive_form": form or ReceiveForm(initial={"amount": row.amount}),
    }
    return render(request, "volunteers/mini/pledge.html", context, status=status)


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm how much of the promise has come."""
    row, form = visible_pledge(request, pk), ReceiveForm(request.POST)
    if not leads(request.user, row.need.project):
        raise Http404
    verdict = rules.may_receive(request.user, row)
    if not verdict or row.state != "promised":
        raise PermissionDenied(verdict.reason or _("Это обещание уже закрыто."))
    if carried_out(form, lambda given: take(row, actor=request.user, **given)):
        messages.success(request, _("Получение подтверждено. Мы поблагодарили человека."))
        return redirect(row)
    return pledge_page(request, row, form, status=400)


@require_POST
def show_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Be named on the wall of thanks, or no longer."""
    row, form = visible_pledge(request, pk), ShowNameForm(request.POST)
    if row.user_id != request.user.pk:
        raise Http404
    if not form.is_valid():
        return pledge_page(request, row, status=400)
    show(row, actor=request.user, shown=form.cleaned_data["shown"] == "1")
    messages.success(request, _("Записано."))
    return redirect(row)
