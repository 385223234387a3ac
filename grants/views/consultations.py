"""Consultations: counted for everybody, asked for and read by an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import actions
from grants.forms.consultations import AskForm, HelpedForm, YearForm
from grants.models import Consultation, ConsultationSubject
from grants.rules.consultations import may_ask_consultation, may_mark
from portal.pages.forms import carried_out
from portal.pages.paging import paginate

REFUSED = 422
COUNTED = {
    "asked": Count("pk"),
    "held": Count("pk", filter=Q(state="held")),
    "answered": Count("pk", filter=Q(state="held", helped__isnull=False)),
    "helped": Count("pk", filter=Q(state="held", helped=True)),
}


@login_not_required
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """What the city consults about, how often it did in a year and whether it helped."""
    form = YearForm(request.GET or None, initial={"year": timezone.localdate().year})
    rows = Consultation.objects.filter(created_at__year=form.chosen())
    by_subject = rows.order_by("subject__order", "subject__name").values("subject__name")
    context = {
        "form": form, "year": form.chosen(), "verdict": may_ask_consultation(request.user),
        "subjects": ConsultationSubject.objects.filter(is_active=True),
        "total": rows.order_by().aggregate(**COUNTED),
        "by_subject": by_subject.annotate(**COUNTED),
    }  # fmt: skip
    status = REFUSED if form.errors else 200
    return render(request, "grants/consultations/about.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; whoever may not ask reads why."""
    verdict = may_ask_consultation(request.user)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = AskForm(request.POST or None, user=request.user)
    made = form.is_bound and carried_out(
        form, lambda given: actions.ask_consultation(actor=request.user, **given)
    )
    if made:
        messages.success(request, _("Просьба отправлена. Время назначит сотрудник, придёт письмо."))
        return redirect(made)
    context = {"form": form, "verdict": verdict}
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/consultations/ask.html", context, status=status)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = Consultation.objects.of(request.user).select_related("organisation", "subject")
    return render(request, "grants/consultations/mine.html", {"page": paginate(rows, request)})


def seen(request: HttpRequest, pk: int) -> Consultation:
    rows = Consultation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organisation", "subject", "official"), pk=pk)


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who write for the organisation and for officials."""
    return page_of(request, seen(request, pk))


def page_of(request: HttpRequest, row: Consultation, form=None) -> HttpResponse:
    context = {
        "consultation": row,
        "may_mark": may_mark(request.user, row),
        "form": form or HelpedForm(initial={"helped": {True: "1", False: "0"}.get(row.helped)}),
    }
    status = REFUSED if form else 200
    return render(request, "grants/consultations/page.html", context, status=status)


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it helped."""
    row, form = seen(request, pk), HelpedForm(request.POST)
    if not (verdict := may_mark(request.user, row)):
        raise PermissionDenied(verdict.reason)
    if not carried_out(
        form, lambda given: actions.mark_helped(row, actor=request.user, **given)
    ):  # fmt: skip
        return page_of(request, row, form)
    messages.success(request, _("Спасибо! Ответ записан."))
    return redirect(row)
