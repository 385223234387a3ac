"""Marks that waited in a page for the connection; answers are for the page's script."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.cases.lifecycle import InvalidTransition
from volunteers import actions
from volunteers.forms.late_marks import LateMarkForm
from volunteers.models import Shift
from volunteers.views.desk import run_shift
from volunteers.views.shifts import visible_signup


@require_POST
def here(request: HttpRequest, code: str) -> HttpResponse:
    """The volunteer's own mark by the code of the place."""
    found = get_object_or_404(Shift.objects.announced().select_related("group"), code=code)
    return answered(request, lambda **given: actions.check_in_late(found, **given))


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator's mark in the list."""
    found = visible_signup(request, pk)
    run_shift(request, found.shift_id)
    return answered(request, lambda **given: actions.mark_late(found, **given))


def answered(request: HttpRequest, act: Callable) -> JsonResponse:
    """200 when the mark stands, also from before; 400 with why it never will."""
    form = LateMarkForm(request.POST, user=request.user)
    if not form.is_valid():
        return refused([error for errors in form.errors.values() for error in errors])
    leaving = form.cleaned_data["mark"] == "out"
    try:
        act(actor=request.user, late=form.late(), leaving=leaving)
    except ValidationError as error:
        return refused(error.messages)
    except PermissionDenied as error:
        return refused([str(error)])
    except InvalidTransition:
        return refused([_("Состояние уже изменилось. Обновите страницу.")])
    messages.success(request, _("Уход отмечен. Спасибо!") if leaving else _("Приход отмечен."))
    return JsonResponse({"done": True})


def refused(sentences: list[str]) -> JsonResponse:
    return JsonResponse(
        {"errors": sentences}, status=400, json_dumps_params={"ensure_ascii": False}
    )
