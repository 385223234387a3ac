"""Who is invited to write an application together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import CoEditor


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Почта человека"),
        max_length=254,
        help_text=_("Он увидит приглашение, когда войдёт на портал с этой подтверждённой почтой."),
    )
    role = forms.ChoiceField(label=_("Что он сможет"), choices=CoEditor.Role.choices)
