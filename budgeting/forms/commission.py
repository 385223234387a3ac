"""What residents and members of a commission type."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.actions.commission_marks import expert_criteria, grounds_of
from budgeting.models import Commission

NOTE = 2000
SCORES = [(str(mark), str(mark)) for mark in range(1, 6)]


class ApplyForm(forms.Form):
    is_declared = forms.BooleanField(
        label=_(
            "Я живу в этом городе, я не муниципальный служащий и не депутат, "
            "и я готов приходить на заседания"
        ),
    )
    show_name = forms.BooleanField(
        label=_("Согласен, чтобы на странице комиссии показали моё имя"),
        help_text=_("Без согласия вместо имени показывают номер. Решение можно изменить."),
        required=False,
    )


class ResignForm(forms.Form):
    confirm = forms.BooleanField(label=_("Да, я выхожу из комиссии. Вернуться будет нельзя."))


class RatingForm(forms.Form):
    """A score for every project, or a tick at a few; `points()` is what the action takes."""

    def __init__(self, *args, commission: Commission, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_score = commission.ballot == Commission.BallotKind.SCORES
        for project in projects:
            self.fields[f"project_{project.pk}"] = (
                forms.ChoiceField(label=project.title, choices=SCORES, widget=forms.RadioSelect)
                if self.by_score
                else forms.BooleanField(label=project.title, required=False)
            )
        self.fields["confirm"] = forms.BooleanField(
            label=_("Это мой окончательный бюллетень: изменить его будет нельзя")
        )

    def points(self) -> dict[int, int]:
        return {
            int(name.removeprefix("project_")): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("project_") and value
        }


class SheetForm(forms.Form):
    """Marks of one project; unfinished ones may stay empty until the sheet is final."""

    def __init__(self, *args, commission: Commission, **kwargs):
        super().__init__(*args, **kwargs)
        for criterion in expert_criteria(commission):
            self.fields[f"mark_{criterion.code}"] = forms.DecimalField(
                label=criterion.name,
                help_text=_("От 0 до %(high)s") % {"high": f"{criterion.high.normalize():f}"},
                min_value=Decimal(0),
                max_value=criterion.high,
                max_digits=7,
                decimal_places=3,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        self.fields["exclusion"] = forms.ChoiceField(
            label=_("Исключить проект из отбора"),
            help_text=_("Проект исключат, если так решит больше половины комиссии."),
            choices=[("", _("нет оснований")), *grounds_of(commission).items()],
            required=False,
        )
        self.fields["note"] = forms.CharField(
            label=_("Обоснование"),
            required=False,
            max_length=NOTE,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["is_final"] = forms.BooleanField(
            label=_("Оценки окончательные: изменить их будет нельзя"), required=False
        )
        self.fields["is_recused"] = forms.BooleanField(
            label=_("Самоотвод: я заинтересован и не сужу об этом проекте"), required=False
        )

    def marks(self) -> dict[str, Decimal | None]:
        return {
            name.removeprefix("mark_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("mark_")
        }
