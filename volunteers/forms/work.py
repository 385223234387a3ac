"""What is typed about a shift and about a template of shifts alike."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.places.forms import PointField
from portal.places.geo import district_at
from portal.portfolio.models import Participation
from volunteers.forms.skills import SkillsField
from volunteers.models import Skill


class Offered:
    """The catalogue, read once, when the first of its fields is drawn."""

    @cached_property
    def rows(self) -> list:
        return list(Skill.objects.offered())

    def __iter__(self):
        return iter(self.rows)


class WorkForm(forms.ModelForm):
    point = PointField(
        label=_("Точка на карте"),
        help_text=_("Нажмите на карту: смену увидят на карте добровольцев."),
        required=False,
    )
    must_skills = SkillsField(
        label=_("Обязательные умения"),
        help_text=_("Кто не отметил их у себя, не сможет записаться."),
    )
    skills = SkillsField(
        label=_("Пригодятся умения"),
        help_text=_("Записаться можно и без них; вы увидите, кто что умеет."),
    )

    class Meta:
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "briefing": forms.Textarea(attrs={"rows": 3}),
            "training": forms.TextInput(attrs={"list": "trainings"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].empty_label = _("весь город")
        self.fields["skills"].shared = self.fields["must_skills"].shared = Offered()
        if self.instance.latitude is not None:
            self.initial["point"] = (self.instance.latitude, self.instance.longitude)

    def trainings(self) -> list[str]:
        """Titles that stand in portfolios, so that the one typed is one that people have."""
        rows = Participation.objects.in_force().filter(kind=Participation.Kind.TRAINING)
        return list(rows.order_by("title").values_list("title", flat=True).distinct()[:100])

    def clean(self) -> dict:
        data = super().clean()
        point = data.pop("point", None)
        data["latitude"], data["longitude"] = point or (None, None)
        if point and not data.get("district"):
            data["district"] = district_at(*point)
        return data
