"""Voting on paper, for everybody: where to come, and after the count what each box came to."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgeting.views.rounds import visible_round


@login_not_required
@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """No number of a box is here before the whole vote is closed."""
    round_ = visible_round(request, slug)
    poll = round_.poll
    boxes = poll.boxes.select_related("centre__district").order_by("centre__name") if poll else ()
    context = {
        "round": round_,
        "poll": poll,
        "is_open": bool(poll and poll.accepts_at(timezone.now())),
        "centres": [box.centre for box in boxes],
        "totals": boxes.reconciled() if poll else (),
    }
    return render(request, "budgeting/paper.html", context)
