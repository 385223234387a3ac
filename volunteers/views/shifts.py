"""Shifts for everybody: the list, calendars, a page, signing up; my shifts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.calendars import Entry, calendar_response
from portal.pages.paging import paginate
from volunteers import actions, rules
from volunteers.filters.shifts import ShiftFilter
from volunteers.forms.late_marks import scan_pass
from volunteers.forms.shifts import HoursForm, ReasonForm, SignUpForm
from volunteers.models import Shift, ShiftState, Signup, SignupState, VolunteerGroup, WalkIn
from volunteers.views.groups import bound, status_of, visible_group

IN_CALENDAR = 500


def visible_shift(request: HttpRequest, pk: int) -> Shift:
    rows = Shift.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("group", "district"), pk=pk)


@login_not_required
@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """What one can help with, the soonest first."""
    form = ShiftFilter(request.GET, user=request.user)
    rows = Shift.objects.visible_to(request.user).to_come()
    rows = form.chosen(rows).select_related("group", "district")
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": paginate(rows, request, keys=("starts_at", "id")),
        "query": f"?{query}" if query else "",
    }
    return render(request, "volunteers/shifts.html", context)


@login_not_required
@require_safe
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where, how many are needed; what this visitor can do about it."""
    rows, user = Shift.objects.visible_to(request.user).with_skills(), request.user
    found = get_object_or_404(rows.select_related("group", "district"), pk=pk)
    own = None
    if user.is_authenticated:
        own = found.signups.engaged().filter(user=user).first()
    counts = found.signups.counts()
    context = {
        "shift": found,
        "group": found.group,
        "own": own,
        "may_sign_up": None if own else rules.may_sign_up(user, found),
        "covers": counts["covers"],
        "may_take_over": counts["covers"] and own is None and rules.may_take_over(user, found),
        "waiting": counts["waiting"],
        "scan_pass": scan_pass(user),
        "runs": rules.role_in(user, found.group) in ("leader", "coordinator"),
    }
    return render(request, "volunteers/shift.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, take the place or the waiting list, say which of them it was."""
    found = visible_shift(request, pk)
    form, verdict = bound(request, SignUpForm), rules.may_sign_up(request.user, found)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and form.is_valid():
        row = actions.sign_up(found, actor=request.user, **form.cleaned_data)
        messages.success(request, said(row))
        return redirect(row)
    own = request.user.volunteer_skills.values("skill")
    lacking = found.skills.exclude(pk__in=own)
    late = found.leave_until <= timezone.now()
    context = {
        "shift": found, "form": form, "verdict": verdict, "lacking": lacking, "late": late,
    }  # fmt: skip
    return render(request, "volunteers/sign_up.html", context, status=status_of(form))


def said(row: Signup) -> str:
    """What happened, by the state the place came to be in."""
    if row.state == SignupState.REQUESTED:
        return _("Просьба отправлена. Координатор ответит, мы напишем вам.")
    if row.state == SignupState.WAITING:
        return _("Мест сейчас нет, вы в листе ожидания. Когда место освободится, напишем вам.")
    return _("Вы записаны: место за вами.")


@require_safe
def my_shifts(request: HttpRequest) -> HttpResponse:
    rows = request.user.volunteer_signups.select_related("shift__group")
    context = {"page": paginate(rows, request), "scan_pass": scan_pass(request.user)}
    context["by_phone"] = WalkIn.objects.by_phone_of(request.user).exists()
    return render(request, "volunteers/my_shifts.html", context)


@require_safe
def signup(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: what it is now and what its person, or a coordinator, can do."""
    return signup_page(request, visible_signup(request, pk))


def visible_signup(request: HttpRequest, pk: int) -> Signup:
    rows = Signup.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("shift__group", "user"), pk=pk)


def signup_page(request, found: Signup, status: int = 200, **forms) -> HttpResponse:
    rows = list(found.hours.select_related("author"))
    kinds = {row.kind for row in rows}
    context = {
        "signup": found,
        "hour_rows": rows,
        "total": found.hours.all().total() if "actual" in kinds else None,
        "may_confirm": "actual" not in kinds and rules.may_confirm_hours(request.user, found),
        "may_adjust": "actual" in kinds
        and "reversal" not in kinds
        and rules.may_keep_hours(request.user, found),
        "hours_form": forms.get("hours_form") or HoursForm(),
        "reason_form": forms.get("reason_form") or ReasonForm(),
        "shift": found.shift,
        "group": found.shift.group,
        "is_own": found.user_id == request.user.pk,
        "ahead": queue_place(found),
        "own_skills": rules.may_see_skills(request.user, found)
        and found.user.volunteer_skills.select_related("skill"),
        "may_seek_cover": rules.may_seek_cover(request.user, found),
        "may_withdraw": rules.may_withdraw(request.user, found),
        "scan_pass": scan_pass(request.user),
    }
    return render(request, "volunteers/signup.html", context, status=status)


def queue_place(found: Signup) -> int | None:
    """How the person stands in the queue, from one; None when they do not wait."""
    if found.state != SignupState.WAITING:
        return None
    order = found.shift.signups.queue().values_list("pk", flat=True)
    return list(order).index(found.pk) + 1


@require_POST
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """`seek=1` asks the group for somebody instead; anything else takes that back."""
    found = get_object_or_404(
        Signup.objects.filter(user=request.user).select_related("shift__group", "user"), pk=pk
    )
    on = request.POST.get("seek") == "1"
    actions.seek_cover(found, actor=request.user, on=on)
    text = _("Мы написали группе. Место за вами, пока замена не найдётся.")
    messages.success(request, text if on else _("Замена не нужна: место за вами."))
    return redirect(found)


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Come instead of somebody who asked."""
    found = visible_shift(request, pk)
    try:
        row = actions.take_over(found, actor=request.user)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect(found)
    messages.success(request, said(row))
    return redirect(row)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Every shift to come that everybody may see, for a phone."""
    return shifts_calendar("Добровольцы", Shift.objects.visible_to(request.user))


@login_not_required
@require_safe
def group_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The shifts of one group; those for members only when a member asks."""
    found: VolunteerGroup = visible_group(request, pk)
    return shifts_calendar(found.title, Shift.objects.visible_to(request.user).filter(group=found))


def shifts_calendar(name: str, rows) -> HttpResponse:
    rows = rows.exclude(state=ShiftState.DRAFT).filter(ends_at__gt=timezone.now())
    ordered = rows.order_by("starts_at", "id")[:IN_CALENDAR]
    return calendar_response(name, [entry_of(row) for row in ordered])


def entry_of(row: Shift) -> Entry:
    return Entry(
        uid=f"shift-{row.pk}@volunteers",
        start=row.starts_at,
        end=row.ends_at,
        title=row.title,
        place=row.place,
        text=row.needs,
        cancelled=row.state == ShiftState.CANCELLED,
    )
