"""The final report of a project, and residents' marks of the result."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from budgeting import actions, rules
from budgeting.forms.execution import RatingForm
from budgeting.models import SHOWN_FROM, Report, Source
from budgeting.views.execution import executed, viewpoints


@login_not_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The published report; before that, when it is due."""
    found = executed(request, pk)
    one = getattr(found, "report", None)
    if one is None or one.published_at is None:
        is_late = one is not None and one.due_on < timezone.localdate()
        context = {"project": found, "round": found.round, "report": one, "is_late": is_late}
        return render(request, "budgeting/report_wait.html", context)
    given = actions.rating_of(one, request.user)
    form = RatingForm(initial={"score": given.score} if given else None)
    return shown(request, found, one, form, given)


def shown(request, found, one: Report, form, given, *, status: int = 200) -> HttpResponse:
    labels = {**dict(Source.choices), "all": _("Всего")}  # JSON of the database keeps no order
    rows = [
        (label, as_money(one.figures[name]))
        for name, label in labels.items()
        if name in one.figures
    ]
    context = {
        "project": found,
        "round": found.round,
        "report": one,
        "rows": rows,
        "total": as_money(one.figures["all"]),
        "contracts": found.contracts.all(),
        "views": viewpoints(found),
        "acceptances": found.acceptances.filter(is_past=False),
        "form": form,
        "given": given,
        "may_rate": rules.may_rate(request.user, one),
        "shown_from": SHOWN_FROM,
    }
    return render(request, "budgeting/report.html", context, status=status)


def as_money(row: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in row.items()}


@require_POST
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give or change one's mark; a refusal tells its reason and keeps what was typed."""
    found = executed(request, pk)
    one = getattr(found, "report", None)
    if one is None or one.published_at is None:
        raise Http404
    if not (verdict := rules.may_rate(request.user, one)):
        raise PermissionDenied(verdict.reason)
    form = RatingForm(request.POST)
    if form.is_valid() and _rated(request, one, form):
        messages.success(request, _("Ваша оценка учтена. Её можно изменить."))
        return redirect(one)
    return shown(request, found, one, form, actions.rating_of(one, request.user), status=400)


def _rated(request: HttpRequest, one: Report, form: RatingForm) -> bool:
    try:
        actions.rate(one, actor=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error("comment", refusal.messages)
        return False
    except PermissionDenied as refusal:
        form.add_error("comment", str(refusal))
        return False
    return True
