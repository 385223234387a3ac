"""Applying for a place, enrolling a department, changing places; the admin's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import AccountField
from portal.accounts.models import User
from portal.organisations.models import Kind, Organisation
from portal.pages.rows import SpacedDecimalField
from portal.scoring.models import Criterion
from training.models import Audience, Programme, Session


class EnrolForm(forms.Form):
    text = forms.CharField(
        label=_("Зачем вам это обучение"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, session: Session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not session.is_competitive:
            del self.fields["text"]
        elif session.is_blind:
            self.fields["text"].help_text = _(
                "Эксперты не видят имён: не называйте себя и своё подразделение."
            )


class DepartmentForm(forms.Form):
    """The people of one department; nobody else's are among the choices."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Кого записать"),
        help_text=_("Кому не хватит мест, встанет в лист ожидания в порядке списка."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, session: Session, department, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(memberships__organisation=department, is_active=True)
        known = session.enrolments.live().values("user")
        self.fields["people"].queryset = members.exclude(pk__in=known).order_by("last_name", "pk")


class PersonForm(forms.Form):
    person = AccountField(
        help_text=_("Человек получит письмо. Если мест нет, он встанет в лист ожидания.")
    )


class ChooseDepartmentForm(forms.Form):
    department = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Подразделение"), empty_label=_("Выберите")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.confirmed().filter(kind=Kind.DEPARTMENT)
        self.fields["department"].queryset = rows.order_by("name", "pk")


class PlacesForm(forms.Form):
    places = forms.IntegerField(label=_("Сколько мест"), min_value=1, max_value=5000)


class JudgeForm(forms.Form):
    """One field a criterion; `marks()` pairs criteria with values."""

    def __init__(self, *args, criteria, given: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"mark-{row.pk}": row for row in criteria}
        for name, row in self.criteria.items():
            self.fields[name] = SpacedDecimalField(
                label=row.name,
                help_text=_("От 0 до %(high)s") % {"high": f"{row.high.normalize():f}"},
                min_value=0,
                max_value=row.high,
                max_digits=7,
                decimal_places=3,
                initial=given.get(row.pk),
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def marks(self) -> dict[Criterion, object]:
        return {row: self.cleaned_data[name] for name, row in self.criteria.items()}


class ProgrammeForm(forms.ModelForm):
    audience = forms.MultipleChoiceField(
        label=_("Для кого"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Programme
        fields = ("audience",)  # the admin names the others
