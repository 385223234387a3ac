"""What an organiser writes about their own session: dates, meetings, materials."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from training.actions.preparing import LIVELY
from training.models import Material, Meeting, Session, SessionState

MOMENTS = ("enrol_from", "enrol_until", "confirm_until", "starts_at", "ends_at")


def moment_widget():
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SessionForm(forms.ModelForm):
    """A draft changes wholly, an announced session only where nobody's day changes."""

    class Meta:
        model = Session
        fields = ("place", "lecturers", *MOMENTS, "quota", "cancel_hours")
        widgets = {
            "lecturers": forms.CheckboxSelectMultiple,
            **{name: moment_widget() for name in MOMENTS},
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state != SessionState.DRAFT:
            for name in set(self.fields) - set(LIVELY):
                del self.fields[name]


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ("title", "starts_at", "ends_at", "place")
        widgets = {"starts_at": moment_widget(), "ends_at": moment_widget()}
        help_texts = {"place": _("Пусто — там же, где всё обучение.")}


class SessionMaterialForm(forms.ModelForm):
    """For the people of one session; what everybody may read is given by the programme."""

    files = DocumentsField(label=_("Файлы"), required=False)

    class Meta:
        model = Material
        fields = ("title", "text", "link")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
