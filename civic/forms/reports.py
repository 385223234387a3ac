"""What residents type: the report in two steps, the search they keep."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.actions.reports_drafts import SHORTEST
from civic.area import read_area
from civic.models import Category, SavedSearch
from portal.files.forms import ImagesField
from portal.places.forms import PointField
from portal.places.models import District

MOST_PHOTOS = 5
OUTSIDE = _(
    "Точка лежит за пределами города. Портал принимает сообщения только о городе: "
    "передвиньте точку или обратитесь в администрацию того района или посёлка."
)


def grouped_categories() -> list[tuple]:
    """Categories under their groups; one out of season says when it is taken."""
    groups: dict[str, list] = {}
    today = timezone.localdate()
    for category in Category.objects.offered():
        name = category.name
        if not category.in_season(today):
            name = _("%(name)s (принимают %(season)s)") % {"name": name, "season": category.season}
        groups.setdefault(category.group, []).append((category.pk, name))
    return [("", _("выберите")), *groups.items()]


class ReportForm(forms.Form):
    """Step one: photo, place, what happened. A photo already kept with the draft counts."""

    photos = ImagesField(
        label=_("Фотографии"),
        help_text=_(
            "До пяти. Для ям, мусора, снега и многого другого снимок нужен, для остального "
            "желателен. Если в снимке есть координаты, предложим точку на карте, а сами "
            "координаты и прочие метки из снимка удалим."
        ),
        required=False,
        limit=MOST_PHOTOS,
    )
    point = PointField(
        label=_("Место"),
        help_text=_("Поставьте точку на карте или напишите адрес ниже: хватит одного из двух."),
        required=False,
        error_messages={"outside": OUTSIDE},
    )
    address = forms.CharField(
        label=_("Адрес или ориентир"),
        help_text=_("Например: ул. Ленина, 5, у второго подъезда."),
        max_length=300,
        required=False,
    )
    category = forms.TypedChoiceField(
        label=_("Что случилось"),
        choices=grouped_categories,
        coerce=int,
        error_messages={"required": _("Выберите, что случилось.")},
    )
    text = forms.CharField(
        label=_("Подробности"),
        help_text=_("Не указывайте фамилии, телефоны и номера машин: сообщение увидят все."),
        min_length=SHORTEST,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Опишите проблему хотя бы одним предложением."),
            "min_length": _("Опишите проблему хотя бы одним предложением."),
        },
    )

    def clean_category(self):
        return Category.objects.offered().filter(pk=self.cleaned_data["category"]).first()

    def draft_fields(self) -> dict:
        """What is valid, as the columns of a draft."""
        clean = self.cleaned_data
        found = {name: clean[name] for name in ("category", "text", "address") if name in clean}
        if "point" in clean:
            found["latitude"], found["longitude"] = clean["point"] or (None, None)
        return found


class QuestionsForm(forms.Form):
    """Step two: the questions of the category, and whether to publish."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = []
        for question in questions:
            self.codes.append(question.code)
            self.fields[f"question_{question.code}"] = _asked(question)
        self.fields["is_private"] = forms.BooleanField(
            label=_("Не публиковать: показать только сотрудникам"),
            help_text=_("Если в сообщении есть личное. Соседи его не увидят и не присоединятся."),
            required=False,
        )

    def answers(self) -> dict[str, str]:
        clean = self.cleaned_data
        return {code: clean.get(f"question_{code}", "") for code in self.codes}


def _asked(question) -> forms.Field:
    if not question.options:
        return forms.CharField(label=question.text, max_length=300, required=question.is_required)
    return forms.ChoiceField(
        label=question.text,
        choices=[("", _("не знаю")), *((option, option) for option in question.options)],
        required=question.is_required,
    )


class EmailForm(forms.Form):
    """Sending by a link in a letter, for who does not sign in."""

    email = forms.EmailField(label=_("Электронная почта"), max_length=254)
    consent = forms.BooleanField(
        label=_("Мне есть 14 лет, я согласен на обработку моих персональных данных"),
        error_messages={"required": _("Без согласия отправить сообщение нельзя.")},
    )


class FixForm(forms.Form):
    """What a neighbour saw."""

    fixed = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes"
    )


class RatingForm(forms.Form):
    """What the author thinks of an answer."""

    MARKS = range(1, 6)
    rating = forms.TypedChoiceField(choices=[(mark, mark) for mark in MARKS], coerce=int)


class SearchForm(forms.ModelForm):
    """A saved search: a circle, a drawn area, a district or a category."""

    point = PointField(
        label=_("Середина круга"), required=False, error_messages={"outside": OUTSIDE}
    )
    radius = forms.IntegerField(
        label=_("Радиус, м"), min_value=50, max_value=20_000, required=False
    )
    drawn = forms.CharField(
        label=_("Нарисованная область"),
        help_text=_("Отметьте на карте углы области: трёх достаточно."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "data-area": "",
                "data-numbers": _("Координаты области (GeoJSON)"),
                "data-again": _("Начать область заново"),
            }
        ),
        validators=[ProhibitNullCharactersValidator()],
    )
    category = forms.ModelChoiceField(
        Category.objects.offered(), label=_("Категория"), required=False, empty_label=_("любая")
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район"), required=False, empty_label=_("весь город")
    )

    class Meta:
        model = SavedSearch
        fields = ("name", "category", "district", "mode")

    field_order = ("name", "point", "radius", "drawn", "category", "district", "mode")

    def clean_drawn(self):
        text = self.cleaned_data["drawn"].strip()
        if not text:
            return None
        try:
            return read_area(text)
        except (ValueError, TypeError, KeyError, IndexError):
            raise ValidationError(
                _("Это не многоугольник. Нарисуйте область заново: до ста вершин, без пересечений.")
            ) from None

    def clean(self):
        clean = super().clean()
        if clean.get("point") and not clean.get("radius") and "radius" not in self.errors:
            self.add_error("radius", _("Укажите радиус."))
        return clean


class PlaceForm(forms.Form):
    """A hot place in an address: the middle of it and the category."""

    latitude = forms.DecimalField(min_value=-90, max_value=90, max_digits=9, decimal_places=6)
    longitude = forms.DecimalField(min_value=-180, max_value=180, max_digits=9, decimal_places=6)
    category = forms.IntegerField(min_value=1, max_value=2**31)
