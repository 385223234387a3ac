"""What waits for an official in training, for the one moderation queue: one query for all of it."""

from django.db.models import CharField, DateTimeField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.cases.queue import QueueItem
from training.models import ConductFeedback, ReserveApplication, Session, Work

AT_MOST = 100
NOTHING = Cast(Value(None), DateTimeField())


def moderation(user) -> list[QueueItem]:
    """The oldest first; each official finds what their rights let them do."""
    parts = [_reserve(user)]
    if user.has_perm("training.run_session"):
        parts += [_selections(), _works()]
    if user.has_perm("training.manage_ethics"):
        parts.append(_conduct())
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [_item(*row) for row in rows.order_by("item_since", "item_key")[:AT_MOST]]


def _part(rows, kind: str, title: str, since: str, due=NOTHING):
    columns = {
        "item_kind": Cast(Value(kind), CharField()),
        "item_key": F("pk"),
        "item_title": Cast(F(title), CharField()),
        "item_since": Cast(F(since), DateTimeField()),
        "item_due": due,
    }
    return rows.order_by().annotate(**columns).values_list(*columns)


def _selections():
    due = Cast(F("starts_at"), DateTimeField())
    return _part(
        Session.objects.selection_due(), "selection", "programme__title", "enrol_until", due
    )


def _works():
    return _part(Work.objects.waiting(), "work", "assignment__title", "updated_at")


def _conduct():
    return _part(ConductFeedback.objects.waiting(), "conduct", "department__name", "created_at")


def _reserve(user):
    """Applications wait for the commission alone, staff or not."""
    rows = ReserveApplication.objects.filter(
        campaign__in=user.reserve_commissions.values("pk"), state="applied"
    )
    return _part(rows, "reserve", "campaign__title", "submitted_at")


def _item(kind: str, key: int, title: str, since, due) -> QueueItem:
    label, page = _kinds()[kind]
    url = reverse(page, args=[key])
    return QueueItem(kind=label, title=title, url=url, since=since, due=due)


def _kinds() -> dict:
    return {
        "selection": (_("Отбор на обучение"), "training:desk_session"),
        "work": (_("Работа слушателя"), "training:review"),
        "conduct": (
            _("Отзыв о поведении служащих"),
            "admin:training_conductfeedback_change",
        ),
        "reserve": (_("Заявление в кадровый резерв"), "training:reserve_application"),
    }
