"""What people are told at each step of a report: subject and plain text, in their language."""

from itertools import chain

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.models import MeToo, Report
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.discussion.actions import followers_of
from portal.notifications.actions import notify

TOPIC = "reports"
# Event → what it means for the reader. The title, the explanation and the link are added.
NEWS = {
    "submit": (
        _("Сообщение получено"),
        _("Модератор проверит его в течение рабочего дня и направит исполнителю."),
    ),
    "assign": (
        _("Сообщение направлено исполнителю"),
        _("Срок идёт: он виден всем на странице сообщения."),
    ),
    "reject": (
        _("Сообщение не принято"),
        _("Причина указана ниже. Исправьте сообщение и отправьте снова: ничего не потеряно."),
    ),
    "merge": (
        _("Сообщение присоединено к похожему"),
        _("О той же проблеме уже сообщили. Мы будем сообщать вам, как идёт дело."),
    ),
    "joined": (
        _("К сообщению присоединено похожее"),
        _("О той же проблеме сообщил ещё один житель."),
    ),
    "take": (_("Сообщение взято в работу"), _("Исполнитель начал заниматься проблемой.")),
    "redirect": (_("Сообщение перенаправлено"), _("Им займётся другое подразделение.")),
    "postpone": (_("Срок перенесён"), _("Новый срок утверждён; он виден на странице.")),
    "resume": (_("Работа возобновлена"), _("Исполнитель вернулся к проблеме.")),
    "answer": (
        _("Дан ответ: оцените его"),
        _("Проверьте, решена ли проблема, и скажите об этом на странице сообщения."),
    ),
    "obsolete": (_("Проблемы больше нет"), _("Автор сообщил, что проблемы больше нет.")),
    "confirm": (_("Проблема решена"), _("Автор подтвердил решение.")),
    "settle": (_("Сообщение закрыто"), _("Автор не оценил ответ в срок, сообщение закрыто.")),
    "dispute": (
        _("Автор не согласен с ответом"),
        _("Назначена повторная проверка: срок вдвое короче первого."),
    ),
    "refute": (_("Сообщение закрыто"), _("Повторная проверка не подтвердила проблему.")),
    "escalated": (
        _("Срок прошёл, дело передано руководителю"),
        _("Исполнитель не ответил вовремя."),
    ),
    "asked": (
        _("Ещё актуально?"),
        _("Проверьте, осталась ли проблема, и ответьте на странице сообщения."),
    ),
    "edited": (_("Модератор исправил сообщение"), _("Исходный текст сохранён.")),
    "delay_refused": (_("В переносе срока отказано"), _("Прежний срок остаётся.")),
}
# Steps that only the reporter learns of.
ONLY_REPORTER = {"submit", "reject", "merge", "asked", "edited"}


def tell(report: Report, event: CaseEvent, people=None) -> None:
    """Put the news of the event into the outbox for those whom it concerns."""
    news, text = NEWS[event.kind]
    parts = [text]
    if event.note:
        parts.append(event.note)
    if event.kind in ("assign", "take", "dispute") and report.due_at:
        until = timezone.localtime(report.due_at)
        parts.append(format_lazy("{} {:%d.%m.%Y %H:%M}", _("Срок — до"), until))
    notify(
        event,
        readers(report, event) if people is None else people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, str(report)),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), str(report), *parts),
        url=report.get_absolute_url(),
    )


def readers(report: Report, event: CaseEvent):
    """The reporter; of a public step also who joined, who follows, and the handler."""
    first = [person for person in (report.reporter,) if person]
    if event.kind in ONLY_REPORTER:
        return first
    if event.actor_id != report.handler_id and report.handler_id:
        first.append(report.handler)
    if not event.is_public or not report.is_public:
        return first
    return chain(first, joined(report), followers_of(report))


def joined(report: Report):
    """Active accounts that pressed «у меня тоже»."""
    rows = MeToo.objects.filter(report=report).values("user")
    return User.objects.filter(pk__in=rows, is_active=True)
