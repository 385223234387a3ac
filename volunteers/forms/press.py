"""The page for the press, as an official fills it in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import ImagesField
from volunteers.models import PressKit


class PressKitForm(forms.ModelForm):
    photos = ImagesField(
        label=_("Добавить фотографии"),
        help_text=_("Только те, что разрешено публиковать всем с указанием источника."),
        required=False,
    )
    source = forms.CharField(label=_("Источник этих фотографий"), max_length=200, required=False)

    class Meta:
        model = PressKit
        fields = ("festival", "facts", "contacts")

    def clean(self):
        given = super().clean()
        if given.get("photos") and not given.get("source"):
            self.add_error("source", _("Назовите источник: его укажут газеты."))
        return given
