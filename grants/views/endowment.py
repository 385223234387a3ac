"""Target capital: the funds, one with its promises, the report of a year as page and table."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions
from grants.forms.endowment import PledgeForm
from grants.models import EndowmentEntry, EndowmentFund, EntryOf
from grants.rules.endowment import may_promise
from portal.pages.exports import csv_response
from portal.pages.forms import carried_out
from portal.pages.paging import paginate

KEYS = ("made_on", "id")
SHOWN = 50


def fund_or_404(request: HttpRequest, slug: str) -> EndowmentFund:
    return get_object_or_404(EndowmentFund.objects.visible_to(request.user), slug=slug)


@login_not_required
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    page = paginate(EndowmentFund.objects.visible_to(request.user), request)
    return render(request, "grants/endowment/list.html", {"page": page})


@login_not_required
@require_safe
def fund(request: HttpRequest, slug: str) -> HttpResponse:
    """How much there is, what for, who looks after it; how to promise; reports by year."""
    return fund_page(request, fund_or_404(request, slug), PledgeForm())


def fund_page(request, found: EndowmentFund, form: PledgeForm, status: int = 200) -> HttpResponse:
    standing, user = found.pledges.standing(), request.user
    years = found.entries.dates("made_on", "year", order="DESC")
    context = {
        "fund": found,
        "form": form,
        "may_promise": may_promise(user, found),
        "mine": standing.filter(user=user).first() if user.is_authenticated else None,
        "promised": standing.total(),
        "named": standing.exclude(public_name="")[:SHOWN],
        "years": [day.year for day in years],
        "share": min(100, int(100 * found.capital / found.target)),
    }
    return render(request, "grants/endowment/fund.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest, slug: str) -> HttpResponse:
    """Promise, or take one's promise back; a reload of a refusal shows the fund again."""
    found = fund_or_404(request, slug)
    if request.method != "POST":
        return fund_page(request, found, PledgeForm())
    form = PledgeForm(request.POST)
    if "back" in request.POST:
        mine = get_object_or_404(found.pledges.standing(), user=request.user)
        actions.take_back(mine, actor=request.user)
        messages.success(request, _("Обещание отозвано, имя больше не показывается."))
        return redirect(found)
    if not carried_out(form, lambda given: actions.promise(found, actor=request.user, **given)):
        return fund_page(request, found, form, 422)
    messages.success(request, _("Спасибо! Обещание записано. Реквизиты — на этой странице."))
    return redirect(found)


def _of_year(request, slug: str, year: int):
    found = fund_or_404(request, slug)
    if not MINYEAR < year < MAXYEAR:
        raise Http404
    return found, EndowmentEntry.objects.filter(fund=found, made_on__year=year)


@login_not_required
@require_safe
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The year's report: sums by kind and every entry, donors by consent."""
    found, rows = _of_year(request, slug, year)
    sums = dict(rows.order_by().values_list("kind").annotate(Sum("amount")))
    context = {
        "fund": found,
        "year": year,
        "sums": [(EntryOf(kind).label, sums.get(kind, 0)) for kind in EntryOf.values],
        "page": paginate(rows, request, KEYS, size=SHOWN),
        "is_running": year == timezone.localdate().year,
    }
    return render(request, "grants/endowment/report.html", context)


@login_not_required
@require_safe
def report_csv(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    _found, rows = _of_year(request, slug, year)
    head = (_("Дата"), _("Что произошло"), _("Сумма, ₽"), _("Кто"), _("На что"), _("Исправление"))
    lines = (_line(row) for row in rows.order_by(*KEYS).iterator(500))
    return csv_response(f"endowment-{slug}-{year}", head, lines)


def _line(row: EndowmentEntry) -> tuple:
    return (row.made_on, row.get_kind_display(), row.amount, row.public_party, row.purpose,
            _("да") if row.reverses_id else "")  # fmt: skip
