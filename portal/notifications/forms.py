"""Which letters a person wants."""

from django import forms
from django.conf import settings

from portal.notifications.models import Mode, default_mode


class SettingsForm(forms.Form):
    """One choice per topic of the portal; `modes` are the user's present choices."""

    def __init__(self, *args, modes: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for topic, label in settings.NOTIFICATION_TOPICS.items():
            self.fields[topic] = forms.ChoiceField(
                label=label,
                choices=Mode.choices,
                initial=modes.get(topic, default_mode(topic)),
                widget=forms.RadioSelect,
            )


class BeforeForm(forms.Form):
    """The key after which a page of a list goes on."""

    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
