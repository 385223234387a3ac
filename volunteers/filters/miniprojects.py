"""What a visitor asks of the list and the map of mini-projects."""

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.places.models import District
from volunteers.models import Festival, MiniProject, MiniProjectState, Need, NeedKind

STATES = {
    "open": (_("собирают помощь"), (MiniProjectState.OPEN,)),
    "done": (_("сделаны"), (MiniProjectState.DONE,)),
    "all": (_("все"), (MiniProjectState.OPEN, MiniProjectState.DONE, MiniProjectState.CANCELLED)),
}


class MiniProjectFilter(forms.Form):
    """An answer that means nothing narrows nothing; without one, those that gather help."""

    q = forms.CharField(label=_("Слово"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Чем помочь"),
        choices=[("", _("чем угодно")), *NeedKind.choices],
        required=False,
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), empty_label=_("весь город"), required=False
    )
    festival = forms.ModelChoiceField(
        Festival.objects.filter(is_published=True),
        label=_("Фестиваль"),
        empty_label=_("любой"),
        required=False,
    )
    state = forms.ChoiceField(
        label=_("Какие"),
        choices=[(name, label) for name, (label, _states) in STATES.items()],
        required=False,
    )

    def chosen(self, rows: QuerySet[MiniProject]) -> QuerySet[MiniProject]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        state = given.get("state") or "open"
        rows = rows.filter(state__in=STATES[state][1])
        if text := given.get("q"):
            rows = rows.filter(Q(title__icontains=text) | Q(address__icontains=text))
        if kind := given.get("kind"):
            rows = rows.filter(Exists(wanted(kind)))
            if state == "open":
                rows = rows.filter(pledges_until__gte=timezone.localdate())
        same = {name: given[name] for name in ("district", "festival") if given.get(name)}
        return rows.filter(**same)


def wanted(kind: str) -> QuerySet[Need]:
    """Needs of the outer project that still take help of the kind."""
    lacking = Q(takes_more=True) | Q(promised__lt=F("amount"))
    return Need.objects.filter(lacking, project=OuterRef("pk"), kind=kind)
