"""What a page sends of a mark it has kept while there was no connection."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.actions.late_marks import LateMark

SALT, PASS_SALT = "volunteers.late_marks", "volunteers.scan_pass"
OPEN_FOR, PASS_FOR = timedelta(days=1), timedelta(days=30)
MOST = 2**53  # milliseconds a browser can count exactly


def page_stamp(user) -> str:
    """Whom the page was given to and when, signed: a mark made in it cannot be older."""
    return signing.dumps([user.pk, int(timezone.now().timestamp())], salt=SALT)


def scan_pass(user) -> str:
    """Whom a browser belongs to, signed: for a code first scanned without a connection."""
    return signing.dumps([user.pk, int(timezone.now().timestamp())], salt=PASS_SALT)


def opened_by(stamp: str) -> tuple[int, int, bool]:
    """Who had the page and since when; whether it was opened without the portal, by a pass."""
    try:
        return (*signing.loads(stamp, salt=SALT, max_age=OPEN_FOR), False)
    except signing.BadSignature:
        return (*signing.loads(stamp, salt=PASS_SALT, max_age=PASS_FOR), True)


class LateMarkForm(forms.Form):
    key = forms.UUIDField()
    pressed = forms.IntegerField(min_value=0, max_value=MOST)
    sent = forms.IntegerField(min_value=0, max_value=MOST)
    opened = forms.CharField(max_length=300)
    mark = forms.ChoiceField(choices=[("in", _("пришёл")), ("out", _("ушёл"))])

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_opened(self) -> datetime:
        try:
            pk, since, self.unseen = opened_by(self.cleaned_data["opened"])
        except (signing.BadSignature, ValueError) as error:
            raise ValidationError(_("Страница устарела. Откройте её заново.")) from error
        if pk != self.user.pk:
            raise ValidationError(_("Отметку сделали в другой учётной записи."))
        return datetime.fromtimestamp(since, UTC)

    def late(self) -> LateMark:
        """The press, once the form is valid; both times are of the phone's own clock."""
        given = self.cleaned_data
        waited = timedelta(milliseconds=given["sent"] - given["pressed"])
        return LateMark(str(given["key"]), waited, given["opened"], self.unseen)
