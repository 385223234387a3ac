"""Challenges: the list, one challenge with its stages and ideas, what became of every idea."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civic.models import Challenge, Idea
from civic.models.challenge_states import STAGES, ChallengeState
from civic.rules.ideas import may_propose
from portal.law.wording import since, until
from portal.pages.paging import paginate
from portal.polls.actions import has_voted

PAGE = 20
SHOWN = 6
AFTER_VOTE = (ChallengeState.DECISION, ChallengeState.ROADMAP, ChallengeState.REPORTED)


def challenge_or_404(request: HttpRequest, slug: str) -> Challenge:
    rows = Challenge.objects.visible_to(request.user).select_related("department", "poll")
    return get_object_or_404(rows.prefetch_related("stages"), slug=slug)


@login_not_required
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    rows = Challenge.objects.visible_to(request.user).select_related("department")
    page = paginate(rows.prefetch_related("stages"), request, size=PAGE)
    now = timezone.now()
    cards = [{"challenge": row, "ends": _ends(row, now)} for row in page.items]
    return render(request, "civic/challenges/list.html", {"page": page, "cards": cards})


def _ends(challenge: Challenge, now):
    """When the stage under way ends."""
    running = [row.ends_at for row in challenge.stages.all() if row.runs_at(now)]
    return running[0] if running else None


@login_not_required
@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """The question, what will happen with the result, the stages, the ideas, the decision."""
    found = challenge_or_404(request, slug)
    public = Idea.objects.public().filter(challenge=found).select_related("district")
    after_vote = found.state in AFTER_VOTE
    order = ("-votes", "-id") if after_vote else ("-supporters", "-id")
    known = public.exclude(votes=None) if after_vote else public
    context = {
        "challenge": found,
        "steps": [_step(found, kind) for kind in _kinds(found)],
        "propose": may_propose(request.user, found),
        "may_vote": found.state == ChallengeState.VOTING and found.poll_id is not None,
        "has_voted": found.state == ChallengeState.VOTING and has_voted(found.poll, request.user),
        "after_vote": after_vote,
        "ideas": list(known.order_by(*order)[:SHOWN]),
    }
    return render(request, "civic/challenges/challenge.html", context)


def _kinds(found: Challenge) -> list[str]:
    """The stages the challenge has: the dated ones by their rows, and what follows them."""
    schedule = found.schedule()
    return [kind for kind in STAGES if kind in schedule or kind in AFTER_VOTE]


def _step(found: Challenge, kind: str) -> tuple:
    row = found.schedule().get(kind)
    note = ""
    if row:
        dates = {"start": since(row.starts_at), "end": until(row.ends_at)}
        note = _("с %(start)s до %(end)s") % dates
    elif kind == ChallengeState.DECISION and found.decision_due:
        note = _("до %(day)s") % {"day": f"{found.decision_due:%d.%m.%Y}"}
    return ChallengeState(kind).label, note, _status(found, kind)


def _status(found: Challenge, kind: str) -> str:
    if found.state not in STAGES:
        return "next"
    now, place = STAGES.index(found.state), STAGES.index(kind)
    return "done" if place < now else "now" if place == now else "next"


@login_not_required
@require_safe
def outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """«Что стало с моей идеей»: every public idea with its state, answer and reasons."""
    found = challenge_or_404(request, slug)
    rows = Idea.objects.public().filter(challenge=found).select_related("merged_into")
    page = paginate(rows, request, keys=("id",), size=50)
    mine = set()
    if request.user.is_authenticated:
        written = Idea.objects.written_by(request.user).filter(challenge=found)
        mine = set(written.values_list("pk", flat=True))
    context = {"challenge": found, "page": page, "mine": mine}
    return render(request, "civic/challenges/outcomes.html", context)
