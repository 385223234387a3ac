"""The personnel reserve for everybody: campaigns, who is in it, how many; applying."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.paging import paginate
from training import actions, rules
from training.forms.reserve import ReserveDocumentForm, ReserveForm
from training.marking import counted
from training.models import (
    Campaign,
    ReserveApplication,
    ReserveDocument,
    ReserveState,
    Track,
)


@login_not_required
@require_safe
def reserve(request: HttpRequest) -> HttpResponse:
    """Campaigns, the open list of those who agreed to stand in it, numbers of all."""
    listed = ReserveApplication.objects.shown_to_all().select_related("user", "campaign")
    user = request.user
    context = {
        "judges": user.is_authenticated and user.reserve_commissions.exists(),
        "campaigns": Campaign.objects.visible_to(request.user)[:20],
        "page": paginate(listed, request, size=50),
        "head": [_("Для кого"), *(label for _code, label in REPORTED)],
        "rows": statistics(),
        "numeric": list(range(1, len(REPORTED) + 1)),
        "own": ReserveApplication.objects.filter(user=request.user)[:10]
        if request.user.is_authenticated
        else [],
    }
    return render(request, "training/reserve.html", context)


REPORTED = [
    (state.value, state.label)
    for state in (
        ReserveState.INCLUDED,
        ReserveState.TRAINING,
        ReserveState.APPOINTED,
        ReserveState.EXCLUDED,
        ReserveState.EXPIRED,
    )
]


def statistics() -> list[list]:
    """Numbers by track and state: shown whatever the people agreed to, for they name nobody."""
    rows = ReserveApplication.objects.values_list("campaign__track", "state")
    counts = {(track, state): n for track, state, n in rows.annotate(n=Count("pk")).order_by()}
    return [
        [label, *(counts.get((track, state), 0) for state, _label in REPORTED)]
        for track, label in Track.choices
    ]


def visible_campaign(request: HttpRequest, slug: str) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("criteria", "ranking")
    return get_object_or_404(rows, slug=slug)


@login_not_required
@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, how it is counted, until when; after the decision the ranking by number."""
    found = visible_campaign(request, slug)
    own = None
    if request.user.is_authenticated:
        live = found.applications.exclude(state="withdrawn")
        own = live.filter(user=request.user).first()
    context = {
        "campaign": found,
        "kinds": found.document_kinds.all()[:50],
        "criteria": found.criteria.criteria.all()[:50],
        "may_apply": rules.may_apply(request.user, found),
        "own": own,
        "judges": rules.is_commissioner(request.user, found),
        "is_late": Campaign.objects.overdue(timezone.localdate()).filter(pk=found.pk).exists(),
        "rows": ranking_rows(found) if found.state == "decided" else [],
        "included": included_numbers(found) if found.state == "decided" else (),
    }
    return render(request, "training/campaign.html", context)


@login_not_required
@require_safe
def protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking as data, once it is decided: the hash is the SHA-256 of its canonical JSON."""
    found = visible_campaign(request, slug)
    if found.state != "decided":
        raise Http404
    return JsonResponse(found.ranking.data, json_dumps_params={"ensure_ascii": False})


def ranking_rows(found: Campaign) -> list[tuple]:
    rows = found.ranking.data["rows"]
    return [
        (place, row["id"], Decimal(row["total"]), counted(row["rows"]))
        for place, row in enumerate(rows, 1)
    ]


def included_numbers(found: Campaign) -> set[str]:
    """Numbers of those the decision included: the ranking names people by nothing else."""
    rows = found.applications.filter(term_until__isnull=False)
    return {str(number) for number in rows.values_list("number", flat=True)}


@require_POST
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    found = visible_campaign(request, slug)
    return redirect(actions.start_application(found, actor=request.user))


def visible_application(request: HttpRequest, pk: int) -> ReserveApplication:
    rows = ReserveApplication.objects.visible_to(request.user).select_related("campaign", "user")
    return get_object_or_404(rows.prefetch_related("campaign__commission"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The person writes it here; the commission reads it on the same page."""
    found = visible_application(request, pk)
    if request.method != "POST":
        return application_page(request, found)
    require_owner(request, found)
    if answer := faulty(request, found):
        return answer
    messages.success(request, _("Сохранено."))
    return redirect(found)


def require_owner(request, found: ReserveApplication) -> None:
    if not (verdict := rules.may_edit(request.user, found)):
        raise PermissionDenied(verdict.reason)


def faulty(request, found: ReserveApplication) -> HttpResponse | None:
    """Keep the text and the files, which come with every button; the page again for a fault."""
    if request.POST.keys() & {"education", "experience", "motivation"}:
        text = ReserveForm(request.POST, instance=found)
        if not text.is_valid():
            found.refresh_from_db()
            return application_page(request, found, form=text, status=400)
        actions.write_application(found, actor=request.user, **text.cleaned_data)
    return attached(request, found) if request.FILES else None


def attached(request, found: ReserveApplication) -> HttpResponse | None:
    """Attach the files, with what they answer; the page again for a fault."""
    form = ReserveDocumentForm(request.POST, request.FILES, campaign=found.campaign)
    if form.is_valid():
        try:
            for document in form.cleaned_data["files"]:
                actions.attach(found, document, actor=request.user, kind=form.cleaned_data["kind"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Документ приложен. Его увидит только комиссия."))
            return None
    return application_page(request, found, documents=form, status=400)


def application_page(request, found, *, form=None, documents=None, refusals=(), status=200):
    own = found.user_id == request.user.pk
    context = {
        "application": found,
        "campaign": found.campaign,
        "is_own": own,
        "judges": not own,
        "form": form or ReserveForm(instance=found),
        "documents_form": documents or ReserveDocumentForm(campaign=found.campaign),
        "documents": found.documents.select_related("kind", "attachment"),
        "missing": actions.missing(found) if own and found.is_editable else [],
        "may_edit": rules.may_edit(request.user, found),
        "may_submit": own and rules.may_submit(request.user, found),
        "may_keep": not own and rules.may_keep(request.user, found),
        "plan": found.plan.all()[:100],
        "portfolio": portfolio_lines(found),
        "refusals": refusals,
    }
    return render(request, "training/reserve_application.html", context, status=status)


def portfolio_lines(application: ReserveApplication) -> list[tuple]:
    """What the portal counts by itself, criterion by criterion."""
    found = actions.portfolio_of([application.user_id])[application.user_id]
    names = application.campaign.criteria.criteria.filter(is_auto=True).values_list("code", "name")
    return [(name, found[code]) for code, name in names if code in found]


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """One more document, with what it answers."""
    found = visible_application(request, pk)
    require_owner(request, found)
    if answer := faulty(request, found):
        return answer
    if not request.FILES and (answer := attached(request, found)):
        return answer
    return redirect(found)


@require_POST
def detach(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    found = visible_application(request, pk)
    row = get_object_or_404(ReserveDocument, application=found, pk=document)
    require_owner(request, found)
    if answer := faulty(request, found):
        return answer
    actions.detach(row, actor=request.user)
    messages.success(request, _("Документ убран."))
    return redirect(found)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit; a refusal names all that is missing and keeps the text."""
    found = visible_application(request, pk)
    require_owner(request, found)
    if answer := faulty(request, found):
        return answer
    try:
        actions.reserve.submit(found, actor=request.user)
    except ValidationError as error:
        return application_page(request, found, refusals=error.messages, status=400)
    messages.success(request, _("Заявление подано. Комиссия проверит документы и напишет вам."))
    return redirect(found)


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the name in the open list, or take it back."""
    found = visible_application(request, pk)
    shown = request.POST.get("shown") == "1"
    actions.change_consent(found, actor=request.user, shown=shown)
    messages.success(
        request, _("Имя появится в списке.") if shown else _("Имени в списке больше нет.")
    )
    return redirect(found)
