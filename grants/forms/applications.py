"""The steps of the application wizard. A step takes what is valid and remembers the rest."""

import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Activity, Application, BudgetLine, Contest, Question, TeamMember
from portal.files.forms import DocumentsField
from portal.organisations.models import EDITING, Kind, Organisation
from portal.pages.rows import money_field
from portal.pages.steps import StepForm


def date_field(label, **more):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


class StartForm(forms.Form):
    """Enough to begin: for whom, and how the project is called."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("От какой организации"), empty_label=_("Выберите")
    )
    title = forms.CharField(
        label=_("Как назвать проект"),
        help_text=_("Не пишите в названии имя организации: эксперты не должны его знать."),
        max_length=200,
    )

    def __init__(self, *args, contest: Contest, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.confirmed().filter(
            members__user=user, members__role__in=EDITING, kind__in=contest.applicant_kinds
        )
        self.fields["organisation"].queryset = own.distinct()
        if own.count() == 1:
            self.fields["organisation"].initial = own.first()


PARTNERS = Organisation.objects.confirmed().filter(kind__in=(Kind.NKO, Kind.BUSINESS))


class AboutStep(StepForm):
    name = "about"
    needed_later = ("tier", "summary", "beneficiaries", "starts_on", "ends_on")
    title = forms.CharField(label=_("Название проекта"), max_length=200)
    tier = forms.ModelChoiceField(None, label=_("Категория"), required=False, empty_label="—")
    direction = forms.ModelChoiceField(
        None, label=_("Направление"), required=False, empty_label="—"
    )
    partner = forms.ModelChoiceField(
        None,
        label=_("Организация-партнёр"),
        help_text=_(
            "Через неё ТОС получает деньги. Её руководитель должен подтвердить участие до подачи."
        ),
        required=False,
        empty_label=_("без партнёра"),
    )
    summary = forms.CharField(
        label=_("Коротко о проекте"),
        help_text=_("Что и для кого вы сделаете. Без названия организации и имён."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    beneficiaries = forms.IntegerField(
        label=_("Сколько людей получат пользу"), min_value=1, max_value=1_000_000, required=False
    )
    starts_on = date_field(_("Начало проекта"))
    ends_on = date_field(_("Окончание проекта"))

    def __init__(self, subject, *args, **kwargs):
        # Its own fields: those of the class are shared with every other request of the process.
        self.base_fields = copy.deepcopy(self.base_fields)
        self.base_fields["tier"].queryset = subject.contest.tiers.all()
        self.base_fields["direction"].queryset = subject.contest.directions.all()
        self.base_fields["partner"].queryset = PARTNERS.exclude(pk=subject.organisation_id)
        self.needed_later = (*type(self).needed_later, *_also_needed(subject))
        super().__init__(subject, *args, **kwargs)

    def stored(self) -> dict:
        foreign = ("tier", "direction", "partner")
        return {
            name: getattr(self.subject, f"{name}_id" if name in foreign else name)
            for name in self.base_fields
        }


def _also_needed(application: Application) -> tuple[str, ...]:
    """What this contest asks of this applicant; the list of what is missing asks it too."""
    contest = application.contest
    is_tos = contest.partner_rule == "tos" and application.organisation.kind == Kind.TOS
    needed = {"direction": contest.directions.exists(), "partner": is_tos}
    return tuple(name for name, is_needed in needed.items() if is_needed)


class AnswersStep(StepForm):
    """The contest's own questions, each with the kind of answer it asks."""

    name = "answers"

    def __init__(self, subject, *args, **kwargs):
        self.questions = list(subject.contest.questions.all())
        self.needed_later = tuple(f"q{row.pk}" for row in self.questions if row.is_required)
        super().__init__(subject, *args, **kwargs)

    def full_clean(self) -> None:
        for question in self.questions:
            self.fields.setdefault(f"q{question.pk}", field_of(question))
        super().full_clean()

    def stored(self) -> dict:
        kept = self.subject.answers
        return {f"q{question.pk}": kept.get(str(question.pk)) for question in self.questions}

    def values(self) -> dict:
        answers = dict(self.subject.answers)
        for name, value in self.cleaned_data.items():
            answers[name.removeprefix("q")] = (
                value.isoformat() if hasattr(value, "isoformat") else value
            )
        return {"answers": answers}


def field_of(question: Question) -> forms.Field:
    """The field of the form a question asks for; empty is allowed until submission."""
    given = {"label": question.label, "help_text": question.hint, "required": False}
    choices = [("", "—"), *((choice, choice) for choice in question.choices)]
    widget = forms.Textarea(attrs={"rows": 6})
    makers = {
        Question.Kind.LINE: lambda: forms.CharField(max_length=300, **given),
        Question.Kind.TEXT: lambda: forms.CharField(
            max_length=question.max_length, widget=widget, **given
        ),
        Question.Kind.NUMBER: lambda: forms.IntegerField(
            min_value=0, max_value=1_000_000_000, **given
        ),
        Question.Kind.CHOICE: lambda: forms.ChoiceField(choices=choices, **given),
        Question.Kind.YES_NO: lambda: forms.NullBooleanField(widget=yes_no(), **given),
        Question.Kind.DATE: lambda: date_field(question.label, help_text=question.hint),
    }
    return makers[question.kind]()


def yes_no() -> forms.Select:
    """Shows a stored True as the same option a browser sends for it."""
    widget = forms.NullBooleanSelect()
    widget.choices = [("unknown", "—"), ("true", _("да")), ("false", _("нет"))]
    return widget


class ActivityForm(forms.ModelForm):
    starts_on = forms.DateField(
        label=_("Начало"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Окончание"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Activity
        fields = ("title", "starts_on", "ends_on", "result")

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Мероприятие не может кончиться до начала."))
        return cleaned


class PlanStep(StepForm):
    name = "plan"

    def row_tables(self) -> dict:
        return {"activities": (ActivityForm, self.subject.activities.all())}


class BudgetLineForm(forms.ModelForm):
    activity = forms.IntegerField(label=_("№ мероприятия"), min_value=1, max_value=60)
    quantity = money_field(_("Количество"), digits=10, places=3)
    price = money_field(_("Цена, ₽"), digits=12)
    own = money_field(_("Свои, ₽"), required=False)
    requested = money_field(_("Из гранта, ₽"), required=False)

    class Meta:
        model = BudgetLine
        fields = (
            *("section", "name", "activity", "unit", "quantity", "price"),
            *("own", "requested", "evidence"),
        )

    def clean(self):
        """Sums must meet to the kopeck, but an unfinished line is kept as it is."""
        cleaned = super().clean()
        for name in ("own", "requested"):
            cleaned[name] = cleaned.get(name) or 0
        return cleaned


class BudgetStep(StepForm):
    name = "budget"

    def row_tables(self) -> dict:
        return {"lines": (BudgetLineForm, self.subject.lines.all())}


class TeamMemberForm(forms.ModelForm):
    class Meta:
        model = TeamMember
        fields = ("name", "role", "experience")


class TeamStep(StepForm):
    name = "team"

    def row_tables(self) -> dict:
        return {"team": (TeamMemberForm, self.subject.team.all())}


class DocumentForm(forms.Form):
    """One required document, or any other the applicant wants to add."""

    requirement = forms.ModelChoiceField(
        None, label=_("Какой документ"), required=False, empty_label=_("другой документ")
    )
    files = DocumentsField(
        label=_("Файл"),
        help_text=_("Лучше PDF: копию без имён для экспертов делают из него. Из DOCX, ODT, XLSX её "
                    "придётся готовить сотруднику вручную."),
        limit=5,
    )  # fmt: skip

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kind = application.organisation.kind
        asked = [row.pk for row in application.contest.documents.all() if row.concerns(kind)]
        self.fields["requirement"].queryset = application.contest.documents.filter(pk__in=asked)


STEPS = {form.name: form for form in (AboutStep, AnswersStep, PlanStep, BudgetStep, TeamStep)}
STEP_NAMES = {
    "about": _("О проекте"),
    "answers": _("Вопросы"),
    "plan": _("План"),
    "budget": _("Бюджет"),
    "team": _("Команда"),
    "documents": _("Документы"),
    "check": _("Проверка"),
}
