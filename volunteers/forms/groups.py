"""All input about groups and their people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from portal.organisations.models import EDITING, Organisation
from volunteers.actions.groups import FREE
from volunteers.models import Consent, GroupState, Role, VolunteerGroup


class GroupForm(forms.ModelForm):
    """The card; what an official has approved is shown and cannot be changed."""

    class Meta:
        model = VolunteerGroup
        fields = (
            *("title", "direction", "district", "centre", "organisation"),
            *("about", "safety", "contact"),
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "safety": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "centre": _("Группа работает при центре местной активности или при организации."),
            "organisation": _("Здесь ваши подтверждённые организации."),
        }

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        led = Organisation.objects.confirmed().filter(
            members__user=actor, members__role__in=EDITING
        )
        self.fields["organisation"].queryset = led.distinct()
        self.fields["organisation"].empty_label = _("не при организации")
        self.fields["centre"].empty_label = _("не при центре")
        self.fields["district"].empty_label = _("весь город")
        if self.instance.state == GroupState.ACTIVE and self.instance.pk:
            for name in set(self.fields) - set(FREE):
                del self.fields[name]


class JoinForm(forms.Form):
    text = forms.CharField(
        label=_("Несколько слов о себе"),
        help_text=_("Что умеете, когда свободны. Это прочтут координаторы группы."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnnounceForm(forms.Form):
    title = forms.CharField(label=_("Заголовок"), max_length=150)
    text = forms.CharField(
        label=_("Текст"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class GroupDocumentForm(forms.Form):
    files = DocumentsField(label=_("Файл"), limit=5)
    private = forms.BooleanField(label=_("Только для участников группы"), required=False)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Роль"), choices=Role.choices)


class ThanksForm(forms.Form):
    """Without a reason a certificate is given, with one the one in force is taken back."""

    note = forms.CharField(
        label=_("Причина отзыва"),
        help_text=_("Её увидит каждый, кто проверит код. Чтобы выдать справку, оставьте пустым."),
        max_length=300,
        required=False,
    )


class ConsentFileForm(forms.Form):
    files = DocumentsField(
        label=_("Согласие родителя"),
        help_text=_("Снимок или скан бумаги с подписью. Увидят только координаторы группы."),
        limit=1,
    )


class TakeConsentForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Что с согласием родителя"),
        choices=[
            (Consent.FILE.value, _("файл проверен, подпись есть")),
            (Consent.PAPER.value, _("бумага у меня")),
            ("no", _("согласия нет или его забрали")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Пояснение"),
        help_text=_("Обязательно, если согласия нет. Его увидит участник."),
        max_length=500,
        required=False,
    )
