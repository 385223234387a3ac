"""Part of «мои данные»: what a person reported, joined and searches for."""

from civic.models import FixVote, MeToo, Report, SavedSearch

REPORT = (
    "id",
    "state",
    "title",
    "text",
    "address",
    "latitude",
    "longitude",
    "answers",
    "is_private",
    "submitted_at",
    "answered_at",
    "closed_at",
)


def collect(user) -> dict:
    return {
        "reports": [*Report.objects.filter(reporter=user).values(*REPORT)],
        "me_too": [*MeToo.objects.filter(user=user).values("report_id", "created_at")],
        "fix_votes": [*FixVote.objects.filter(user=user).values("report_id", "is_fixed")],
        "report_searches": [
            *SavedSearch.objects.filter(user=user).values(
                "name", "latitude", "longitude", "radius", "area", "mode", "created_at"
            )
        ],
    }
