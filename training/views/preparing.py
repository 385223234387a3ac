"""An organiser prepares their own session: dates, schedule, materials."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.pages.forms import carried_out
from training import actions, rules
from training.forms.preparing import MeetingForm, SessionForm, SessionMaterialForm
from training.models import Meeting, Session
from training.views.desk import own_session

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def written(request, session: Session, form, act, *, title: str, note: str = "") -> HttpResponse:
    """The page of one form of the session: kept and back to the desk, or told what is wrong."""
    verdict = rules.may_prepare(request.user, session)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and carried_out(form, act):
        messages.success(request, _("Сохранено."))
        return redirect("training:desk_session", session.pk)
    context = {"session": session, "form": form, "verdict": verdict, "title": title, "note": note}
    return render(request, "training/prepare.html", context, status=400 if form.is_bound else 200)


def given(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@PAGE
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_session(request, pk)
    announced = _("Набор объявлен: сроки не меняются. Число мест меняют на столе набора.")
    note = "" if found.state == "draft" else announced
    form = SessionForm(*given(request), instance=found)
    return written(
        request,
        found,
        form,
        lambda values: actions.edit_session(found, actor=request.user, **values),
        title=_("Изменить набор"),
        note=note,
    )


@PAGE
def meeting(request: HttpRequest, pk: int, meeting: int | None = None) -> HttpResponse:
    """One more meeting, or another time and place of one."""
    found = own_session(request, pk)
    row = None
    if meeting is not None:
        row = get_object_or_404(Meeting, pk=meeting, session=found)
    form = MeetingForm(*given(request), instance=row)
    return written(
        request,
        found,
        form,
        lambda values: actions.save_meeting(found, actor=request.user, meeting=row, **values),
        title=_("Изменить занятие") if row else _("Новое занятие"),
        note=_("Всем, у кого есть место, придёт письмо."),
    )


@require_POST
def meeting_drop(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found = own_session(request, pk)
    row = get_object_or_404(Meeting, pk=meeting, session=found)
    try:
        actions.drop_meeting(row, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Занятие убрано из расписания."))
    return redirect("training:desk_session", found.pk)


@PAGE
def material(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_session(request, pk)
    return written(
        request,
        found,
        SessionMaterialForm(*given(request)),
        lambda values: actions.add_material(found, actor=request.user, **values),
        title=_("Новый материал"),
        note=_("Материал увидят только те, кто учится и учит в этом наборе."),
    )


@require_POST
def material_drop(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    found = own_session(request, pk)
    actions.drop_material(get_object_or_404(found.materials, pk=material), actor=request.user)
    messages.success(request, _("Материал убран."))
    return redirect("training:desk_session", found.pk)
