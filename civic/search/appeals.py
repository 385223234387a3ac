"""One's own appeals and those of the own desk, and the published answers."""

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civic.models import Appeal, PublishedAnswer
from portal.pages.search import SearchHit


def find(user, query: str, limit: int) -> list[SearchHit]:
    """By number and subject; by the words of a published answer."""
    mine = []
    if user.is_authenticated:
        rows = Appeal.objects.visible_to(user)
        mine = rows.filter(Q(number=query) | Q(subject__icontains=query))[:limit]
    public = PublishedAnswer.objects.filter(
        Q(subject__icontains=query) | Q(question__icontains=query)
    )
    return [
        *(SearchHit(row.subject, row.get_absolute_url(), str(row), _("Обращение")) for row in mine),
        *(
            SearchHit(
                row.subject,
                row.get_absolute_url(),
                Truncator(row.answer).words(25),
                _("Ответ на обращение"),
            )
            for row in public[:limit]
        ),
    ]
