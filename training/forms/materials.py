"""A material with its files, for the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField
from training.models import Material


class MaterialForm(forms.ModelForm):
    files = DocumentsField(label=_("Добавить файлы"), required=False)

    class Meta:
        model = Material
        fields = ("programme", "title", "text", "link", "is_open", "order")
