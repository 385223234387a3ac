"""How a project that has won goes on: steps, contract, milestones, photos, acceptance."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.models import (
    EXECUTION_STATES,
    Execution,
    Project,
    ProjectState,
    Stage,
    StagePhoto,
)
from budgeting.rules import required_money, unpaid_money
from portal.cases.models import CaseEvent
from portal.files.models import Attachment

# The path everybody sees; a project that was stopped leaves it.
PATH = (
    ProjectState.WINNER,
    ProjectState.FUNDING,
    ProjectState.CONTRACT,
    ProjectState.WORKS,
    ProjectState.ACCEPTANCE,
    ProjectState.COMPLETED,
    ProjectState.REPORTED,
)


def executed(request: HttpRequest, pk: int) -> Project:
    """The project that has won and may be seen by this visitor, or 404."""
    rows = Execution.objects.visible_to(request.user).filter(state__in=EXECUTION_STATES)
    rows = rows.select_related("round", "report", "district").prefetch_related("balances")
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    found = executed(request, pk)
    balances = list(found.balances.all())
    context = {
        "project": found,
        "round": found.round,
        "steps": steps(found),
        "paid": sum(row.paid - row.refunded for row in balances),
        "pledged": sum(row.pledged for row in balances),
        "used": sum(row.used for row in balances),
        "unpaid": shares(found),
        "contracts": found.contracts.all(),
        "milestones": found.milestones.all(),
        "views": viewpoints(found),
        "acceptances": [
            (held, [name for name in held.names.splitlines() if name.strip()])
            for held in found.acceptances.all()
        ],
    }
    return render(request, "budgeting/progress.html", context)


def steps(found: Project) -> list[tuple[str, str, str]]:
    """Every step with the day it began, for the component."""
    began = {
        event.to_state: event.created_at
        for event in CaseEvent.objects.of(found).public().exclude(to_state="").order_by("id")
    }
    now = PATH.index(found.state) if found.state in PATH else len(PATH)
    rows = []
    for place, state in enumerate(PATH):
        moment = began.get(state) if place <= now else None
        note = date_format(localtime(moment), "j E Y") if moment else ""
        done = place < now or found.state == ProjectState.REPORTED
        if found.state == ProjectState.CANCELLED:
            done = state in began
        rows.append((state.label, note, "done" if done else "now" if place == now else "next"))
    return rows


def shares(found: Project) -> list[tuple[str, object, object]]:
    """Money the round requires before a contract: source, roubles needed, roubles missing."""
    labels = {row.source: row.get_source_display() for row in found.balances.all()}
    missing = unpaid_money(found)
    names = {"city": _("городской бюджет"), "residents": _("жители"), **labels}
    return [
        (names[source], needed, missing.get(source, 0))
        for source, needed in required_money(found).items()
    ]


def viewpoints(found: Project) -> list[tuple[str, list[StagePhoto]]]:
    """From each viewpoint the newest photo of every stage, in the order of the works."""
    kept = StagePhoto.objects.filter(attachment__in=Attachment.objects.kept())
    photos = kept.select_related("attachment").order_by("taken_on", "id")
    rows = []
    for view in found.viewpoints.prefetch_related(Prefetch("photos", photos)):
        newest = {photo.stage: photo for photo in view.photos.all()}
        shown = [newest[stage] for stage in Stage.values if stage in newest]
        if shown:
            rows.append((view.title, shown))
    return rows
