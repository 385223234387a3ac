"""The code of ethics, who has read it, what residents say of conduct, decisions without names."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Avg, Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.organisations.models import Kind, Member, Status
from portal.pages.exports import csv_response
from portal.pages.paging import paginate
from training import actions, rules
from training.forms.ethics import ConductForm
from training.models import CodeVersion, ConductDecision, ConductFeedback

INDEX_OF = timedelta(days=365)
INDEX_FROM = 20  # answers; fewer say more about one person than about a department


@login_not_required
@require_safe
def ethics(request: HttpRequest) -> HttpResponse:
    """The code of today, its other versions, the index of conduct."""
    versions = list(CodeVersion.objects.visible_to(request.user)[:50])
    context = {
        "current": CodeVersion.objects.in_force().first(),
        "versions": versions,
        "index": conduct_index(),
        "least": INDEX_FROM,
        "may_report": may_report(request.user),
    }
    return render(request, "training/ethics.html", context)


def conduct_index() -> list[dict]:
    """Means by department of a year's counted answers; one with few answers gives none."""
    year_ago = timezone.localdate() - INDEX_OF
    counted = ConductFeedback.objects.counted().filter(contact_on__gt=year_ago)
    rows = counted.values("department__name")
    marks = rows.annotate(
        number=Count("pk"), polite=Avg("polite"), clear=Avg("clear"), timely=Avg("timely")
    )
    return [{**row, "mean": _mean(row)} for row in marks.order_by("department__name")]


def _mean(row: dict):
    if row["number"] < INDEX_FROM:
        return None
    return (row["polite"] + row["clear"] + row["timely"]) / 3


@login_not_required
@require_safe
def code(request: HttpRequest, number: int) -> HttpResponse:
    """One version whole, with its hash; a servant acknowledges it here."""
    return code_page(request, visible_code(request, number))


def visible_code(request: HttpRequest, number: int) -> CodeVersion:
    return get_object_or_404(CodeVersion.objects.visible_to(request.user), number=number)


def code_page(request, found: CodeVersion, refusals=(), status: int = 200):
    user = request.user
    read = None
    if user.is_authenticated:
        read = found.acknowledgements.filter(user=user, digest=found.digest).first()
    context = {
        "version": found,
        "articles": found.articles.all(),
        "read": read,
        "may_acknowledge": rules.may_acknowledge(user, found),
        "may_report": may_report(user),
        "refusals": refusals,
    }
    return render(request, "training/code.html", context, status=status)


@require_POST
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    found = visible_code(request, number)
    try:
        actions.acknowledge(found, actor=request.user, digest=request.POST.get("digest", "")[:64])
    except ValidationError as error:
        return code_page(request, found, refusals=error.messages, status=409)
    messages.success(request, _("Вы ознакомлены с кодексом. Запись сохранена."))
    return redirect(found)


# --- Report by department -----------------------------------------------------------------------
def headed(user):
    """Departments the visitor heads."""
    return user.memberships.filter(
        role__in=("head", "editor"), organisation__kind=Kind.DEPARTMENT
    ).values("organisation")


def may_report(user) -> bool:
    if not user.is_authenticated:
        return False
    return bool(rules.may_manage_ethics(user)) or headed(user).exists()


@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """How many of each department have read the text as it is now; a head sees who has not."""
    found = visible_code(request, number)
    rows = report_rows(request.user, found)
    if rows is None:
        raise Http404
    if "csv" in request.GET:
        head = [_("Подразделение"), _("Служащих"), _("Ознакомлены"), "%"]
        return csv_response(f"code-{found.number}", head, rows)
    unread = Member.objects.filter(
        organisation__in=headed(request.user), user__in=actions.unread_by(found)
    ).select_related("user", "organisation")
    context = {
        "version": found,
        "head": [_("Подразделение"), _("Служащих"), _("Ознакомлены"), "%"],
        "rows": rows,
        "numeric": [1, 2, 3],
        "unread": unread[:500],
    }
    return render(request, "training/code_report.html", context)


def report_rows(user, found: CodeVersion) -> list[list] | None:
    """Rows for the table: all departments for who keeps the code, one's own for a head."""
    if not may_report(user):
        return None
    members = Member.objects.filter(
        organisation__kind=Kind.DEPARTMENT, organisation__status=Status.CONFIRMED
    )
    if not rules.may_manage_ethics(user):
        members = members.filter(organisation__in=headed(user))
    read = found.acknowledgements.filter(digest=found.digest).values("user")
    rows = members.values_list("organisation__name").annotate(
        people=Count("user", distinct=True),
        have_read=Count("user", distinct=True, filter=Q(user__in=read)),
    )
    return [
        [name, people, have_read, have_read * 100 // people]
        for name, people, have_read in rows.order_by("organisation__name")
    ]


# --- Residents about conduct --------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def conduct(request: HttpRequest) -> HttpResponse:
    """Tell about one contact; nobody but a moderator reads it."""
    verdict = rules.may_tell_conduct(request.user)
    form = ConductForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not verdict:
            raise PermissionDenied(verdict.reason)
        try:
            actions.tell_conduct(actor=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            form.add_error(None, getattr(refusal, "messages", None) or str(refusal))
        else:
            messages.success(request, _("Спасибо! Отзыв прочтёт только проверяющий."))
            return redirect("training:my_conduct")
    context = {"form": form, "verdict": verdict}
    return render(request, "training/conduct.html", context, status=400 if form.is_bound else 200)


@require_safe
def my_conduct(request: HttpRequest) -> HttpResponse:
    rows = ConductFeedback.objects.filter(author=request.user).select_related("department")
    return render(request, "training/my_conduct.html", {"page": paginate(rows, request)})


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register of the conduct commission, without names."""
    rows = ConductDecision.objects.filter(is_published=True)
    page = paginate(rows, request, keys=("-decided_on", "-id"))
    return render(request, "training/decisions.html", {"page": page})
