"""What ideas show at home: challenges under way and the best supported ideas."""

from civic.models import Challenge, Idea
from civic.models.challenge_states import DATED
from civic.models.idea_states import IdeaState

AT_MOST = 3


def panel(request) -> dict | None:
    """The panel of settings.HOME_PANELS; the same for everybody; nothing while there is nothing."""
    open_ = Challenge.objects.public().filter(state__in=DATED).order_by("-id")[:AT_MOST]
    best = Idea.objects.filter(state=IdeaState.PUBLISHED).select_related("challenge")
    context = {
        "challenges": list(open_.prefetch_related("stages")),
        "ideas": list(best.order_by("-supporters", "-id")[:AT_MOST]),
    }
    if not any(context.values()):
        return None
    return {"template": "civic/ideas/home.html", "order": 20, "context": context}
