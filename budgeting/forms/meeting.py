"""The residents' meeting that chose the project: numbers, decisions, minutes, photos."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgeting.forms.steps import LONG_TEXT, ProjectStep
from budgeting.models import ResidentsMeeting
from budgeting.models.meetings import MOST_PEOPLE
from portal.files.forms import DocumentsField, ImagesField
from portal.pages.rows import money_field

PEOPLE = ("residents", "present", "votes_for", "votes_against", "votes_abstained")
FILES = ("minutes", "annex", "scenes")


def people_field(label, hint=""):
    return forms.IntegerField(
        label=label, help_text=hint, min_value=0, max_value=MOST_PEOPLE, required=False
    )


def line_field(label, hint="", length=300):
    return forms.CharField(label=label, help_text=hint, max_length=length, required=False)


class MeetingStep(ProjectStep):
    name = "meeting"
    is_multipart_step = True
    needed_later = (
        "held_on", "place", "territory", "residents", "present", "votes_for", "agenda",
        "contribution", "chair", "secretary",
    )  # fmt: skip
    # Not «form»: a control of that name would hide the form itself from the page's scripts.
    way = forms.ChoiceField(
        label=_("Форма собрания"),
        choices=ResidentsMeeting.Form.choices,
        widget=forms.RadioSelect,
        help_text=_("Очно-заочная: обсудили на собрании, а решения собирали и после него."),
    )
    held_on = forms.DateField(
        label=_("Дата собрания"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = line_field(_("Где собирались"))
    territory = line_field(
        _("Чья это территория"), _("Дома, улицы или границы, жителей которых звали на собрание.")
    )
    residents = people_field(_("Сколько жителей от 16 лет на этой территории"))
    present = people_field(
        _("Сколько из них участвовало"), _("По листу регистрации, вместе с заочными решениями.")
    )
    votes_for = people_field(_("Проголосовали за проект"))
    votes_against = people_field(_("Против"))
    votes_abstained = people_field(_("Воздержались"))
    agenda = forms.CharField(
        label=_("Повестка и решения"),
        help_text=_("Какие предложения обсудили и что решили. Без имён и адресов людей."),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contribution = money_field(_("Сколько решили собрать с жителей, ₽"), digits=14, required=False)
    chair = line_field(
        _("Председатель собрания"), _("Имя видят только вы и сотрудники."), length=150
    )
    secretary = line_field(
        _("Секретарь собрания"), _("Имя видят только вы и сотрудники."), length=150
    )
    minutes = DocumentsField(
        label=_("Протокол собрания"),
        help_text=_("Его увидят все. Подписи и адреса людей оставьте в приложении."),
        required=False,
    )
    annex = DocumentsField(
        label=_("Лист регистрации и другие приложения с личными данными"),
        help_text=_("Видите только вы и сотрудники, проверяющие проект."),
        required=False,
    )
    scenes = ImagesField(label=_("Фотографии собрания"), required=False)

    def stored(self) -> dict:
        meeting = self._meeting()
        names = (name for name in self.base_fields if name not in (*FILES, "way"))
        return {"way": meeting.form, **{name: getattr(meeting, name) for name in names}}

    def _meeting(self) -> ResidentsMeeting:
        kept = ResidentsMeeting.objects.filter(project=self.project).first()
        return kept or ResidentsMeeting(project=self.project)

    def clean_held_on(self):
        held = self.cleaned_data["held_on"]
        if held and held > timezone.localdate():
            raise forms.ValidationError(_("Собрание ещё не прошло: дата в будущем."))
        return held

    def clean(self):
        cleaned = super().clean()
        residents, present, *votes = (cleaned.get(name) for name in PEOPLE)
        if None not in (residents, present) and present > residents:
            self.add_error("present", _("Участников больше, чем жителей территории."))
        told = sum(filter(None, votes))
        if present is not None and told > present:
            text = _now("Голосов вместе %(told)d, а участников %(present)d.")
            self.add_error("votes_for", text % {"told": told, "present": present})
        return cleaned

    def values(self) -> dict:
        return {}

    def parts(self) -> dict:
        """The columns of the meeting. Numbers go together or not at all: they bound each other."""
        skipped = {*FILES, "way"}
        if any(name in self.errors for name in PEOPLE):
            skipped |= {*PEOPLE}
        meeting = {name: v for name, v in self.cleaned_data.items() if name not in skipped}
        if "way" in self.cleaned_data:
            meeting["form"] = self.cleaned_data["way"]
        return {"meeting": meeting}
