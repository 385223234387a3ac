"""Money of a project by source: planned, agreed, come in, spent, returned; nobody's name."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.models import EntryKind, PayerKind, Project, Source
from budgeting.views.execution import executed, shares
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

AMOUNTS = ("pledged", "agreed", "paid", "used", "refunded")
BAR = 600  # width of the picture of a source; height and the rest stand in the template
PAGE = 50


@login_not_required
@require_safe
def money(request: HttpRequest, pk: int) -> HttpResponse:
    found = executed(request, pk)
    rows, total = by_source(found)
    lines = found.refund_lines.select_related("entry")
    context = {
        "project": found,
        "round": found.round,
        "rows": rows,
        "total": total,
        "shares": shares(found),
        "organisations": organisations(found),
        "refunds": paginate(lines, request, keys=("id",), size=PAGE),
        "is_collecting": found.state == "funding",
    }
    return render(request, "budgeting/money.html", context)


def by_source(found: Project) -> tuple[list[dict], dict]:
    """A row for each source that has anything, with the widths of its bars; and the sums."""
    balances = {row.source: row for row in found.balances.all()}
    rows = [
        {
            "label": source.label,
            **{name: getattr(balances[source], name) for name in (*AMOUNTS, "left")},
        }
        for source in Source
        if source in balances
    ]
    largest = max((row[name] for row in rows for name in AMOUNTS), default=0)
    for row in rows:
        row["bars"] = [
            {"name": name, "y": place * 12, "width": int(BAR * row[name] / largest)}
            for place, name in enumerate(("pledged", "paid", "used"))
            if largest
        ]
    return rows, {name: sum(row[name] for row in rows) for name in (*AMOUNTS, "left")}


def organisations(found: Project):
    """Those that agreed to be named, with what they gave."""
    paid = found.ledger.filter(kind=EntryKind.PAID, reverses=None, reversal=None)
    named = paid.filter(payer_kind=PayerKind.ORGANISATION, payer_agrees=True).exclude(payer="")
    return named.order_by("payer").values("payer").annotate(total=Sum("amount"))[:100]


@login_not_required
@require_safe
def money_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger row by row for everybody: payers without names, but for those who agreed."""
    found = executed(request, pk)
    head = (
        _("Номер записи"),
        _("Внесено"),
        _("Что произошло"),
        _("Источник"),
        _("Сумма, ₽"),
        _("Исправляет запись"),
        _("Причина исправления"),
        _("Организация"),
    )
    lines = (
        (
            row.pk,
            row.created_at,
            row.get_kind_display(),
            row.get_source_display(),
            row.amount,
            row.reverses_id,
            row.reason if row.reverses_id else "",
            row.payer_public,
        )
        for row in found.ledger.order_by("id").iterator(500)
    )
    return csv_response(f"money-{found.pk}", head, lines)
