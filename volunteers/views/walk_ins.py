"""People without an account at the place; the page behind the link of their letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.actions.consents import current_text
from portal.accounts.models import ConsentKind
from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers import actions, rules
from volunteers.forms.shifts import MarkForm
from volunteers.forms.walk_ins import WalkInForm, WalkInJoinForm
from volunteers.models import Shift, WalkIn
from volunteers.views.desk import run_shift


@require_http_methods(["GET", "HEAD", "POST"])
def walk_ins(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came without an account; one form adds the next."""
    found = run_shift(request, pk)
    if request.method != "POST":
        return walk_ins_page(request, found)
    form = WalkInForm(request.POST)
    if carried_out(
        form, lambda _given: actions.add_walk_in(found, actor=request.user, **form.given())
    ):
        messages.success(request, _("Записано. Приход отмечен."))
        return redirect("volunteers:walk_ins", found.pk)
    return walk_ins_page(request, found, 400, form=form)


def walk_ins_page(request, found: Shift, status: int = 200, **forms) -> HttpResponse:
    rows = found.walk_ins.select_related("shift__group")
    context = {
        "shift": found,
        "group": found.group,
        "page": paginate(rows, request, keys=("id",), size=50),
        "may_add": rules.may_add_walk_in(request.user, found),
        "form": forms.get("form") or WalkInForm(),
        "join_form": forms.get("join_form") or WalkInJoinForm(shift=found),
        "refused": forms.get("refused"),
        "consent": current_text(ConsentKind.PROCESSING),
    }
    return render(request, "volunteers/walk_ins.html", context, status=status)


def run_walk_in(request: HttpRequest, pk: int) -> WalkIn:
    rows = WalkIn.objects.visible_to(request.user).select_related("shift__group")
    return get_object_or_404(rows, pk=pk)


@require_POST
def leaves(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = run_walk_in(request, pk), MarkForm({**request.POST.dict(), "mark": "out"})
    if carried_out(
        form,
        lambda given: actions.walk_in_leaves(
            found, actor=request.user, at=given["at"], note=given["note"]
        ),
    ):
        messages.success(request, _("Уход отмечен."))
        return redirect(found)
    return walk_ins_page(request, found.shift, 400, refused=form)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator says whose account it is."""
    found = run_shift(request, pk)
    form = WalkInJoinForm(request.POST, shift=found)
    if row := carried_out(
        form,
        lambda given: actions.join_walk_in(
            given["walk_in"], actor=request.user, person=given["member"].user
        ),
    ):
        messages.success(request, _("Часы присоединены: %(who)s.") % {"who": row.user})
        return redirect("volunteers:walk_ins", found.pk)
    return walk_ins_page(request, found, 400, join_form=form)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, code: str) -> HttpResponse:
    """For who has the letter: put the hours into one's account, or have name and contact removed.

    The name is not shown: the address may have been mistyped.
    """
    found = WalkIn.objects.open().filter(code=code).select_related("shift__group").first()
    if found is None:
        return render(request, "volunteers/walk_in_gone.html", status=404)
    asked = request.POST.get("act") if request.method == "POST" else None
    if asked == "forget":
        actions.forget_walk_in(found)
        messages.success(request, _("Имя и контакт удалены. Спасибо за помощь!"))
        return redirect("volunteers:shifts")
    if asked == "join" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    refusal = _("Нажмите одну из двух кнопок.") if request.method == "POST" else ""
    if asked == "join":
        try:
            row = actions.join_walk_in(found, actor=request.user, person=request.user)
        except ValidationError as error:
            refusal = error.messages[0]
        else:
            messages.success(request, _("Готово: смена в вашей учётной записи."))
            return redirect(row)
    context = {"walk_in": found, "shift": found.shift, "refusal": refusal}
    status = 400 if refusal else 200
    return render(request, "volunteers/walk_in.html", context, status=status)
