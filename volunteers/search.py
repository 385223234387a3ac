"""Groups for the search of the portal: few rows, so no index is kept."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.pages.search import SearchHit
from volunteers.models import VolunteerGroup


def find(user, query: str, limit: int) -> list[SearchHit]:
    """What the user may see anyway."""
    words = SearchQuery(query, config="russian", search_type="websearch")
    rows = VolunteerGroup.objects.visible_to(user)
    rows = rows.annotate(found=SearchVector("title", "about", config="russian"))
    return [
        SearchHit(
            title=row.title,
            url=row.get_absolute_url(),
            excerpt=Truncator(row.about).words(25),
            kind=_("Группа добровольцев"),
        )
        for row in rows.filter(found=words).order_by("title", "id")[:limit]
    ]
