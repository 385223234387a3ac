"""Shifts of one's own phone: joined to the account, or the name and phone removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from volunteers import actions
from volunteers.models import WalkIn

AT_MOST = 50


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return page(request)


def page(request: HttpRequest, status: int = 200, refusal: str = "") -> HttpResponse:
    rows = WalkIn.objects.by_phone_of(request.user).select_related("shift__group")
    context = {"rows": rows[:AT_MOST], "refusal": refusal}
    return render(request, "volunteers/own_walk_ins.html", context, status=status)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """`act=join` or `act=forget`; to anybody with another phone the row does not exist."""
    rows = WalkIn.objects.by_phone_of(request.user).select_related("shift__group")
    found, act = get_object_or_404(rows, pk=pk), request.POST.get("act")
    if act == "forget":
        actions.forget_by_phone(found, actor=request.user)
        messages.success(request, _("Имя и контакт удалены. Спасибо за помощь!"))
        return redirect("volunteers:own_walk_ins")
    if act != "join":
        return page(request, 400, _("Нажмите одну из двух кнопок."))
    try:
        row = actions.join_by_phone(found, actor=request.user)
    except ValidationError as error:
        return page(request, 400, error.messages[0])
    messages.success(request, _("Готово: смена в вашей учётной записи."))
    return redirect(row)
