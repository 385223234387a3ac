"""What budgeting shows at home: votes under way, rounds that take proposals, latest results."""

from django.urls import reverse
from django.utils import timezone

from budgeting.models import PhaseKind, Round, RoundPhase, RoundResult

AT_MOST = 3


def panel(request) -> dict:
    """The panel of settings.HOME_PANELS; the same for everybody."""
    now = timezone.now()
    running = RoundPhase.objects.filter(
        round__is_published=True, starts_at__lte=now, ends_at__gt=now
    ).select_related("round")
    votes = running.filter(kind=PhaseKind.VOTE, round__poll__state="open").order_by("ends_at")
    accepting = running.filter(kind=PhaseKind.SUBMISSION).order_by("ends_at")
    return {
        "template": "budgeting/home.html",
        "order": 10,
        "context": {
            "votes": list(votes[:AT_MOST]),
            "accepting": list(accepting[:AT_MOST]),
            "results": list(_results()),
        },
    }


def _results():
    published = RoundResult.objects.filter(round__in=Round.objects.filter(is_published=True))
    newest = published.select_related("round").order_by("-counted_at")[:AT_MOST]
    for result in newest:
        result.won = len(result.data["winners"])
        yield result


def propose_url() -> str:
    """Where a project is begun now (settings.PROJECT_FROM_CASES); empty while nothing is taken."""
    now = timezone.now()
    phase = (
        RoundPhase.objects.filter(
            round__is_published=True,
            kind=PhaseKind.SUBMISSION,
            starts_at__lte=now,
            ends_at__gt=now,
        )
        .select_related("round")
        .order_by("ends_at")
        .first()
    )
    return reverse("budgeting:propose", args=[phase.round.slug]) if phase else ""
