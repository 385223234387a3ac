"""The page of one person's week with unusually many hours: its shifts, and «looked at»."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from volunteers import actions, rules
from volunteers.actions.long_weeks import begins
from volunteers.models import HourRow


class LookedForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Что вы выяснили"),
        help_text=gettext_lazy(
            "Это увидят доброволец и координаторы. "
            "Неделя уйдёт из очереди, пока часов не прибавится."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def week_page(model_admin, request, pk: int, week: str):
    """`week` is its Monday; anything else is not found."""
    if not rules.is_volunteer_staff(request.user):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    try:
        monday = date.fromisoformat(week)
        end = begins(monday + timedelta(days=7))
    except (ValueError, OverflowError):
        raise Http404 from None
    rows = HourRow.objects.counted().filter(
        user=person, signup__shift__starts_at__gte=begins(monday), signup__shift__starts_at__lt=end
    )
    if monday.weekday() or not (shifts := list(rows.select_related("signup__shift", "author"))):
        raise Http404
    return model_admin.ask(
        request,
        None,
        LookedForm(request.POST or None),
        title=_("%(who)s: неделя с %(day)s") % {"who": person, "day": f"{monday:%d.%m.%Y}"},
        explain="\n".join(line(row) for row in shifts),
        act=lambda given: actions.look_at_week(person, actor=request.user, week=monday, **given),
    )


def line(row: HourRow) -> str:
    start = timezone.localtime(row.signup.shift.starts_at)
    return _("%(when)s — %(title)s: %(hours)s ч., подтвердил %(author)s") % {
        "when": f"{start:%d.%m, %H:%M}",
        "title": row.signup.shift.title,
        "hours": floatformat(row.hours, -2),
        "author": row.author,
    }
