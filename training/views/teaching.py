"""Teaching: works to read, attendance, completion, certificates, what people say of the course."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Avg, Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.files.models import Attachment
from portal.pages.paging import paginate
from portal.scoring.models import Mark
from training import actions, rules
from training.forms.learning import AttendanceForm, ReasonForm
from training.forms.sessions import JudgeForm
from training.models import Enrolment, Meeting, Work
from training.views.desk import own_session

SHOWN_FROM = 5  # answers; fewer would tell who said what


@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Works that wait for this mentor, the oldest first."""
    rows = Work.objects.visible_to(request.user).waiting().exclude(enrolment__user=request.user)
    rows = rows.select_related("assignment", "enrolment__user", "enrolment__session__programme")
    page = paginate(rows, request, keys=("updated_at", "id"))
    return render(request, "training/works.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One work with its rubric; marks are given here, accepting and returning are buttons."""
    wanted = ("assignment__criteria", "enrolment__session__programme", "enrolment__user")
    found = get_object_or_404(Work.objects.visible_to(request.user).select_related(*wanted), pk=pk)
    verdict = rules.may_review(request.user, found)
    if found.enrolment.user_id == request.user.pk:
        raise Http404
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        criteria=found.assignment.criteria.criteria.all(),
        given=_own_marks(request.user, found),
    )
    if form.is_bound:
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            try:
                points = actions.mark_work(found, actor=request.user, marks=form.marks())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Баллов: %(points)s") % {"points": points})
                return redirect("training:review", found.pk)
    files = Attachment.objects.of(found).kept()
    context = {"work": found, "form": form, "files": files, "enrolment": found.enrolment}
    return render(request, "training/review.html", context, status=400 if form.is_bound else 200)


def _own_marks(mentor, found: Work) -> dict:
    rows = Mark.objects.filter(
        expert=mentor, content_type=ContentType.objects.get_for_model(Work), object_id=found.pk
    )
    return {row.criterion_id: row.value for row in rows}


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """Tick who was at the meeting."""
    session = own_session(request, pk)
    found = get_object_or_404(
        Meeting.objects.select_related("session"), pk=meeting, session=session
    )
    form = AttendanceForm(request.POST if request.method == "POST" else None, meeting=found)
    if form.is_bound and form.is_valid():
        try:
            actions.mark_attendance(found, actor=request.user, people=form.cleaned_data["people"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Посещаемость сохранена."))
            return redirect("training:desk_session", session.pk)
    context = {"session": session, "meeting": found, "form": form}
    return render(
        request, "training/attendance.html", context, status=400 if form.is_bound else 200
    )


@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Certificates for everybody who has done all; who has not is named with what is missing."""
    session = own_session(request, pk)
    done, left = actions.complete_ready(session, actor=request.user)
    messages.success(request, _("Выдано свидетельств: %(number)d") % {"number": done})
    for sentence in left[:20]:
        messages.warning(request, sentence)
    return redirect("training:desk_session", session.pk)


@require_safe
def feedback_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Means and remarks, once there are enough answers to hide in."""
    session = own_session(request, pk)
    found = session.feedback.aggregate(
        number=Count("pk"), useful=Avg("useful"), clear=Avg("clear"), organised=Avg("organised")
    )
    enough = found["number"] >= SHOWN_FROM
    remarks = session.feedback.exclude(text="").order_by("text").values_list("text", flat=True)
    context = {
        "session": session,
        "number": found["number"],
        "least": SHOWN_FROM,
        "means": found if enough else None,
        "remarks": remarks[:200] if enough else [],
    }
    return render(request, "training/feedback_results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate back, or issue another instead of it."""
    rows = Enrolment.objects.select_related("session__programme", "user", "certificate")
    found = get_object_or_404(rows.visible_to(request.user), pk=pk, certificate__isnull=False)
    if not rules.may_certify(request.user, found):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _reissue_or_revoke(request, found, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(found)
    context = {"enrolment": found, "session": found.session, "form": form}
    return render(
        request, "training/certificate.html", context, status=400 if form.is_bound else 200
    )


def _reissue_or_revoke(request, found: Enrolment, reason: str) -> None:
    if "revoke" in request.POST:
        actions.revoke_certificate(found, actor=request.user, reason=reason)
        messages.success(request, _("Свидетельство отозвано."))
    else:
        actions.reissue_certificate(found, actor=request.user, reason=reason)
        messages.success(request, _("Выдано новое свидетельство взамен прежнего."))
