"""What an organisation asks, what officials answer, and the year of the public statistics."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.forms.property import day
from grants.models import ConsultationSubject, MeetingWay
from grants.rules.consultations import asking_for
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.pages.forms import MoveForm


def officials():
    """Accounts of staff that may be named as the one who consults."""
    own = {"codename": "manage_consultation", "content_type__app_label": "grants"}
    found = Q(is_superuser=True)
    for way in ("user_permissions", "groups__permissions"):
        found |= Q(**{f"{way}__{name}": value for name, value in own.items()})
    return User.objects.filter(found, is_staff=True, is_active=True).distinct().order_by("pk")


class AskForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("От какой организации"), empty_label=_("Выберите")
    )
    subject = forms.ModelChoiceField(
        ConsultationSubject.objects.filter(is_active=True), label=_("Тема"),
        empty_label=_("Выберите"),
        help_text=_("Тему, организацию и день консультации увидят все в реестре поддержки."),
    )  # fmt: skip
    question = forms.CharField(
        label=_("Ваш вопрос"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Его прочтут только сотрудники и те, кто пишет за вашу организацию."),
    )  # fmt: skip
    wished_way = forms.ChoiceField(label=_("Как вам удобнее"), choices=MeetingWay.choices)
    wished_on = day(_("Удобный день"))
    wished_times = forms.CharField(
        label=_("Другие дни и часы"), max_length=300, required=False,
        help_text=_("Например: будни после 16 часов."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(pk__in=asking_for(user).values("organisation"))
        self.fields["organisation"].queryset = own
        if len(own) == 1:
            self.fields["organisation"].initial = own[0]


class HelpedForm(forms.Form):
    helped = forms.TypedChoiceField(
        label=_("Помогла ли консультация?"), widget=forms.RadioSelect,
        choices=[("1", _("Да, помогла")), ("0", _("Нет, не помогла"))],
        coerce=lambda value: value == "1",
    )  # fmt: skip


class AppointForm(MoveForm):
    official = forms.ModelChoiceField(User.objects.none(), label=_("Кто консультирует"))
    starts_at = forms.DateTimeField(
        label=_("Начало"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(label=_("Сколько минут"), min_value=10, max_value=240, initial=30)
    way = forms.ChoiceField(label=_("Как пройдёт"), choices=MeetingWay.choices)
    place = forms.CharField(label=_("Адрес, телефон или ссылка"), max_length=300)
    field_order = ("official", "starts_at", "minutes", "way", "place", "note")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = officials()


class HoldForm(MoveForm):
    private_note = forms.CharField(
        label=_("Заметка для сотрудников"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Организация её не увидит."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Что посоветовали")
        self.fields["note"].help_text = _("Это прочтёт организация; в реестр оно не попадёт.")


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Год"), min_value=2000, max_value=2100, required=False)

    def chosen(self) -> int:
        """The year asked for, the running one by default."""
        given = self.cleaned_data.get("year") if self.is_valid() else None
        return given or timezone.localdate().year
