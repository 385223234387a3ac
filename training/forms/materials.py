"""A material with its files, for the admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from training.models import Material


class MaterialForm(forms.ModelForm):
    files = DocumentsField(label=_("Добавить файлы"), required=False)

    def clean(self) -> dict:
        given = super().clean()
        session = given.get("session")
        if session and given.get("programme") and session.programme_id != given["programme"].pk:
            raise ValidationError({"session": _("Этот набор — по другой программе.")})
        return given

    class Meta:
        model = Material
        fields = ("programme", "session", "title", "text", "link", "is_open", "order")
