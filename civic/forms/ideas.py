"""What residents and officials fill in about ideas."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import Department, Idea, MergeChoice
from civic.models.idea_states import DeclineGround
from portal.pages.forms import MoveForm
from portal.places.models import District

TEXT = 5000
LATEST = date(2100, 12, 31)
POST = {
    "label": _("Должность"),
    "max_length": 200,
    "help_text": _("Имя возьмём из вашего профиля: ответ подписывается и виден всем."),
}


class IdeaForm(forms.Form):
    """An idea as its author writes it."""

    title = forms.CharField(
        label=_("Идея одной фразой"),
        min_length=5,
        max_length=150,
        help_text=_("Например: «Скамейки с навесом вдоль набережной»."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("civic:similar_ideas"),
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#similar",
            }
        ),
    )
    text = forms.CharField(
        label=_("Что предлагаете и зачем"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("До 5000 знаков. Кому станет лучше, что для этого нужно. Без личных данных."),
    )
    district = forms.ModelChoiceField(
        label=_("Район"),
        queryset=District.objects.all(),
        required=False,
        empty_label=_("весь город"),
    )
    address = forms.CharField(
        label=_("Место или ориентир, если оно есть"), max_length=300, required=False
    )


class RevisionForm(IdeaForm):
    """A further version of a published idea says why it was made."""

    reason = forms.CharField(
        label=_("Что изменено и почему"),
        max_length=300,
        help_text=_("Это увидят все, кто поддержал идею."),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Почта соавтора"), max_length=254)


class AnswerForm(forms.Form):
    """The official answer to an idea."""

    post = forms.CharField(**POST)
    text = forms.CharField(
        label=_("Ответ с обоснованием"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ReviewForm(forms.Form):
    """An expert's assessment."""

    post = forms.CharField(label=_("Ваша должность или специальность"), max_length=200)
    benefit = forms.IntegerField(label=_("Польза для жителей, от 1 до 5"), min_value=1, max_value=5)
    feasibility = forms.IntegerField(label=_("Осуществимость, от 1 до 5"), min_value=1, max_value=5)
    cost = forms.DecimalField(
        label=_("Примерная стоимость, ₽"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    text = forms.CharField(
        label=_("Заключение"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 7})
    )


class StepForm(forms.Form):
    """A step of the road map."""

    title = forms.CharField(label=_("Что делаем"), max_length=300)
    due = forms.DateField(
        label=_("До какого дня"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    department = forms.ModelChoiceField(
        label=_("Кто отвечает"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("не выбрано"),
    )

    def clean_due(self) -> date:
        due = self.cleaned_data["due"]
        if not timezone.localdate() <= due <= LATEST:
            raise ValidationError(_("Укажите день не раньше сегодняшнего."))
        return due


class MergeForm(forms.Form):
    """With which of the similar ideas this one should become one."""

    target = forms.ModelChoiceField(
        label=_("К какой идее присоединить"),
        queryset=Idea.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": _("Выберите идею из списка.")},
    )
    reason = forms.CharField(
        label=_("Чем они похожи"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, among, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = Idea.objects.filter(pk__in=[row.pk for row in among])


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Что сделать с вашей поддержкой"),
        choices=MergeChoice.Choice.choices,
        widget=forms.RadioSelect,
    )


class SignedMoveForm(MoveForm):
    """A decision in an official's own name."""

    post = forms.CharField(**POST)


class DeclineForm(SignedMoveForm):
    """A refusal names a ground of the closed list beside its reasons."""

    ground = forms.ChoiceField(
        label=_("Основание отказа"), choices=DeclineGround.choices, widget=forms.RadioSelect
    )
