"""What a visitor asks of the list of sessions."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.models import Audience, Form, Level, Session


class SessionFilter(forms.Form):
    """An answer that means nothing narrows nothing."""

    form = forms.ChoiceField(
        label=_("Форма"), choices=[("", _("любая")), *Form.choices], required=False
    )
    audience = forms.ChoiceField(
        label=_("Для кого"), choices=[("", _("для всех")), *Audience.choices], required=False
    )
    level = forms.ChoiceField(
        label=_("Уровень"), choices=[("", _("любой")), *Level.choices], required=False
    )
    when = forms.ChoiceField(
        label=_("Когда"),
        choices=[("", _("идут и будут")), ("open", _("идёт набор")), ("all", _("все, с прошлыми"))],
        required=False,
    )

    def chosen(self, rows: QuerySet[Session]) -> QuerySet[Session]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if form := given.get("form"):
            rows = rows.filter(programme__form=form)
        if audience := given.get("audience"):
            rows = rows.filter(programme__audience__contains=[audience])
        if level := given.get("level"):
            rows = rows.filter(programme__level=level)
        when = given.get("when")
        if when == "open":
            return rows.enrolling()
        return rows if when == "all" else rows.filter(ends_at__gt=timezone.now())
