"""At the place: the coordinator's list, the code on the wall, confirming hours."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from portal.pages.qr import qr_svg
from volunteers import actions, rules
from volunteers.forms.late_marks import page_stamp, scan_pass
from volunteers.forms.shifts import HoursForm, MarkForm, ReasonForm
from volunteers.models import HOLDING, Shift, Signup, SignupState
from volunteers.views.desk import run_shift
from volunteers.views.shifts import signup_page, visible_signup

LISTED = (*(state for state in HOLDING if state != SignupState.OFFERED),)


@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to expect; who came and left, with one button each."""
    return attendance_page(request, run_shift(request, pk))


def attendance_page(request, found: Shift, status: int = 200, form=None, row=None) -> HttpResponse:
    """`form` is a mark that was refused, `row` the sign-up it was about."""
    rows = found.signups.filter(state__in=LISTED).select_related("user", "shift__group")
    url = settings.SITE_URL + reverse("volunteers:here", args=[found.code])
    context = {
        "shift": found,
        "group": found.group,
        "page": paginate(rows, request, keys=("id",), size=100),
        "mark_form": MarkForm(auto_id=False),
        "refused": form,
        "refused_row": row,
        "opened": page_stamp(request.user),
        "scan_pass": scan_pass(request.user),
        "here_url": url,
        "qr": qr_svg(url, title=_("Код этой смены")),
    }
    return render(request, "volunteers/attendance.html", context, status=status)


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """One mark: came, left, did not come."""
    found = visible_signup(request, pk)
    shift, form = run_shift(request, found.shift_id), MarkForm(request.POST)
    if carried_out(form, lambda given: _mark(found, request.user, **given)):
        return redirect("volunteers:attendance", found.shift_id)
    return attendance_page(request, shift, 400, form, found)


def _mark(found: Signup, actor, mark: str, at, note: str) -> None:
    if mark == "miss":
        actions.miss(found, actor=actor, note=note)
    else:
        act = actions.sign_in if mark == "in" else actions.sign_out
        act(found, actor=actor, at=at, note=note)


@require_POST
def confirm_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the hours of everybody who came and left; who is refused is named with why."""
    found = run_shift(request, pk)
    done, refused = actions.confirm_all(found, actor=request.user)
    messages.success(request, _("Подтверждено записей: %(number)d") % {"number": done})
    for sentence in refused[:20]:
        messages.warning(request, sentence)
    return redirect("volunteers:attendance", found.pk)


@require_POST
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one person's hours; with `hours` in the form put confirmed ones right."""
    found = visible_signup(request, pk)
    if not rules.may_keep_hours(request.user, found):
        raise Http404
    name = "hours_form" if "hours" in request.POST else "reason_form"
    form = (HoursForm if name == "hours_form" else ReasonForm)(request.POST)
    if carried_out(form, lambda given: _keep(found, request.user, **given)):
        messages.success(request, _("Часы записаны."))
        return redirect(found)
    return signup_page(request, found, 400, **{name: form})


def _keep(found: Signup, actor, note: str, hours=None) -> None:
    if hours is None:
        actions.confirm_hours(found, actor=actor, note=note)
    elif hours == 0:
        actions.reverse_hours(found, actor=actor, note=note)
    else:
        actions.adjust_hours(found, actor=actor, hours=hours, note=note)


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the code at the place; coming and leaving are buttons, not the visit."""
    found = get_object_or_404(Shift.objects.announced().select_related("group"), code=code)
    refusal = ""
    if request.method == "POST":
        try:
            row = actions.check_in(
                found, actor=request.user, leaving=request.POST.get("leaving") == "1"
            )
        except ValidationError as error:
            refusal = error.messages[0]
        else:
            messages.success(request, said(row))
            return redirect("volunteers:here", code)
    own = found.signups.filter(user=request.user).order_by("-pk").first()
    context = {
        "shift": found,
        "own": own,
        "verdict": rules.may_check_in(request.user, own) if own else None,
        "refusal": refusal,
        "opened": page_stamp(request.user),
        "scan_pass": scan_pass(request.user),
    }
    return render(request, "volunteers/here.html", context, status=400 if refusal else 200)


def said(row: Signup) -> str:
    if row.left_at:
        return _("Уход отмечен. Спасибо!")
    return _("Приход отмечен. Спасибо, что вы здесь!")
