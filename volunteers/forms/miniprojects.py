"""The card of a mini-project and the report about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import ImagesField
from portal.places.forms import PointField
from portal.places.geo import district_at
from volunteers.actions.miniprojects import FREE
from volunteers.forms.needs import NeedTable, stored
from volunteers.forms.pledges import spoken_for
from volunteers.models import Festival, MiniProject, MiniProjectState


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MiniProjectForm(forms.ModelForm):
    """The card; what an official has let out is shown and cannot be changed."""

    point = PointField(
        label=_("Точка на карте"),
        help_text=_("Нажмите на карту. Если карта не открылась, хватит адреса и района."),
        required=False,
    )
    photos = ImagesField(label=_("Фотографии места"), required=False, limit=3)

    class Meta:
        model = MiniProject
        fields = (
            *("title", "about", "organisation", "festival", "address", "district", "point"),
            *("pledges_until", "happens_on", "contact", "photos"),
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "pledges_until": day_input(),
            "happens_on": day_input(),
        }

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = spoken_for(actor)
        self.fields["organisation"].empty_label = _("от себя")
        self.fields["festival"].queryset = Festival.objects.filter(is_published=True)
        self.fields["festival"].empty_label = _("вне фестиваля")
        self.fields["district"].empty_label = _("определить по точке на карте")
        row = self.instance
        if row.latitude is not None:
            self.initial["point"] = (row.latitude, row.longitude)
        self.needs = None
        if row.pk and row.state == MiniProjectState.OPEN:
            for name in set(self.fields) - {*FREE, "point", "photos"}:
                del self.fields[name]
        else:
            self.needs = NeedTable(self.data if self.is_bound else None, initial=stored(row))

    def clean(self):
        given = super().clean()
        point = given.pop("point", None)
        given["latitude"], given["longitude"] = point or (None, None)
        if point and not given.get("district"):
            given["district"] = district_at(*point)
        if self.needs is not None:
            if self.needs.is_valid():
                given["needs"] = self.needs.rows()
            else:
                self.add_error(None, _("Проверьте, что нужно: в таблице есть ошибки."))
        return given


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("Что получилось"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    participants = forms.IntegerField(
        label=_("Сколько людей участвовало"), min_value=0, max_value=1_000_000
    )
    beneficiaries = forms.IntegerField(
        label=_("Скольким людям помогли"), min_value=0, max_value=1_000_000
    )
    photos = ImagesField(
        label=_("Фотографии"),
        help_text=_("До 10. Людей снимайте с их согласия; координаты съёмки мы удалим."),
    )
