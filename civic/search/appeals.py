"""One's own appeals and those of the own desk, and the published answers."""

from django.db.models import Q, Value
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civic.models import Appeal, PublishedAnswer
from portal.pages.search import SearchHit


def find(user, query: str, limit: int) -> list[SearchHit]:
    """By number and subject; by the words of a published answer. One query for both."""
    public = PublishedAnswer.objects.filter(
        Q(subject__icontains=query) | Q(question__icontains=query)
    )
    found = public.values_list("pk", "subject", "answer", Value(False))[:limit]
    if user.is_authenticated:
        rows = Appeal.objects.visible_to(user)
        rows = rows.filter(Q(number=query) | Q(subject__icontains=query))
        mine = rows.values_list("pk", "subject", "number", Value(True))[:limit]
        found = mine.union(found, all=True)
    return [_hit(*row) for row in found]


def _hit(pk: int, subject: str, text: str, is_appeal: bool) -> SearchHit:
    if is_appeal:
        text = f"№ {text}" if text else _("Обращение без номера")
        return SearchHit(subject, reverse("civic:appeal", args=[pk]), text, _("Обращение"))
    url = reverse("civic:published_answer", args=[pk])
    return SearchHit(subject, url, Truncator(text).words(25), _("Ответ на обращение"))
