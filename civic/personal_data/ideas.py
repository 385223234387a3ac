"""Part of «my data»: ideas, support, invitations and assessments of a person."""

from civic.models import CoAuthor, Idea, IdeaReview, IdeaSupport, MergeChoice


def collect(user) -> dict:
    """What the portal keeps about the person in ideas."""
    return {
        "ideas": [_idea(row) for row in Idea.objects.filter(author=user).order_by("id")],
        "idea_supports": list(
            IdeaSupport.objects.filter(user=user).values("idea__title", "created_at")
        ),
        "idea_coauthor": list(
            CoAuthor.objects.filter(user=user).values("idea__title", "email", "accepted_at")
        ),
        "idea_reviews": list(
            IdeaReview.objects.filter(expert=user).values("idea__title", "text", "created_at")
        ),
        "idea_merge_choices": list(
            MergeChoice.objects.filter(user=user).values("merge__source__title", "choice")
        ),
    }


def _idea(row: Idea) -> dict:
    return {
        "title": row.title,
        "text": row.text,
        "state": row.state,
        "created_at": row.created_at,
        "published_at": row.published_at,
    }
