"""What came of a round: money and progress of everything that has won in it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.models import Balance, Execution, Round, Source
from budgeting.views.rounds import visible_round
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

PAGE = 30
AMOUNTS = ("pledged", "agreed", "paid", "used", "refunded")


def winners(round_: Round):
    return Execution.objects.of_round(round_).with_progress().select_related("report", "district")


@login_not_required
@require_safe
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = visible_round(request, slug)
    sources, total = by_source(round_)
    counts = Execution.objects.of_round(round_).aggregate(
        all=Count("pk"),
        reported=Count("pk", filter=Q(state="reported")),
        cancelled=Count("pk", filter=Q(state="cancelled")),
    )
    context = {
        "round": round_,
        "page": paginate(winners(round_), request, size=PAGE),
        "counts": counts,
        "sources": sources,
        "total": total,
    }
    return render(request, "budgeting/summary.html", context)


def by_source(round_: Round) -> tuple[list[dict], dict]:
    """Sums of all projects of the round by source, and in all; roubles."""
    projects = Execution.objects.of_round(round_).values("pk")
    sums = Balance.objects.filter(project__in=projects).values("source").order_by("source")
    found = {row["source"]: row for row in sums.annotate(**{n: Sum(n) for n in AMOUNTS})}
    rows = [
        {"label": source.label, **{name: found[source][name] for name in AMOUNTS}}
        for source in Source
        if source in found
    ]
    return rows, {name: sum(row[name] for row in rows) for name in AMOUNTS}


@login_not_required
@require_safe
def summary_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list for spreadsheets."""
    round_ = visible_round(request, slug)
    head = (
        _("Номер"),
        _("Проект"),
        _("Район"),
        _("Состояние"),
        _("Стоимость, ₽"),
        _("Заявлено, ₽"),
        _("Поступило, ₽"),
        _("Использовано, ₽"),
        _("Этапов сделано"),
        _("Этапов всего"),
        _("Этапов просрочено"),
        _("Отчёт опубликован"),
        _("Оценка жителей"),
        _("Ссылка"),
    )
    return csv_response(f"progress-{round_.slug}", head, _lines(request, round_))


def _lines(request: HttpRequest, round_: Round):
    for row in winners(round_).order_by("id").iterator(500):
        report = getattr(row, "report", None)
        yield (
            row.number or "",
            row.title,
            row.district or "",
            row.get_state_display(),
            row.total_cost,
            row.pledged,
            row.paid,
            row.used,
            row.steps_done,
            row.steps,
            row.steps_late,
            report and report.published_at,
            report and report.rating,
            request.build_absolute_uri(row.get_absolute_url()),
        )
