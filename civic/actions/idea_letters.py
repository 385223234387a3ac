"""What people are told at each step of an idea: subject and plain text, in their language."""

from itertools import chain

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.models import Idea
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.discussion.actions import followers_of
from portal.notifications.actions import notify

TOPIC = "idea"
# Event → what it means for the reader. The title of the idea, the reason and the link are added.
NEWS = {
    "submit": (
        _("Идея получена"),
        _("Сотрудник проверит идею и опубликует её или вернёт с пояснением."),
    ),
    "withdraw": (_("Идея отозвана"), _("Автор отозвал идею.")),
    "return": (
        _("Идея возвращена"),
        _("Исправьте то, что указано ниже, и отправьте идею снова."),
    ),
    "publish": (_("Идея опубликована"), _("Её видят все: можно обсуждать и поддерживать.")),
    "hide": (
        _("Идея снята с публикации"),
        _("Она снова на проверке, её не видит никто, кроме вас и сотрудников."),
    ),
    "merge": (_("Идея объединена с похожей"), _("Дальше обсуждают общую идею.")),
    "examine": (_("Идея у экспертов"), _("Заключения появятся на странице идеи.")),
    "shortlist": (_("Идея в коротком списке"), _("Эксперты отобрали её для голосования жителей.")),
    "vote": (_("Идея вынесена на голосование"), _("Голосуют жители с подтверждённой личностью.")),
    "accept": (_("Идея принята к реализации"), _("Следите за дорожной картой на странице идеи.")),
    "decline": (_("Идея отклонена"), _("Основание и причина названы.")),
    "implement": (_("Идея реализуется"), _("Работы по идее начались.")),
    "finish": (_("Идея реализована"), _("Посмотрите отчёт: что сделано.")),
    "archive": (_("Идея в архиве"), _("Она остаётся на портале, обсуждение закрыто.")),
    "revised": (_("Новая редакция идеи"), _("Посмотрите, что изменилось: прежний текст сохранён.")),
    "threshold": (
        _("Порог поддержки пройден"),
        _("Администрация обязана ответить. Срок идёт на странице идеи."),
    ),
    "answered": (_("Официальный ответ на идею"), _("Ответ подписан и опубликован.")),
    "not_selected": (_("Идея не вошла в отбор"), _("Решение и причины — на странице вызова.")),
    "absorbed": (_("К идее присоединилась похожая"), _("Авторы объединили идеи.")),
}
# Nobody but the authors learns of these.
QUIET = {"submit", "return", "hide"}


def tell(idea: Idea, event: CaseEvent) -> None:
    """Put the news of the event into the outbox for the authors and, if it is public, followers."""
    news, text = NEWS[event.kind]
    parts = [text]
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    if event.kind == "decline":
        ground = format_lazy("{}: {}", _("Основание"), idea.get_decline_ground_display())
        parts.append(ground)
    notify(
        event,
        readers(idea, event),
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, idea.title),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), idea.title, *parts),
        url=idea.get_absolute_url(),
    )


def writers(idea: Idea):
    """The author and the co-authors who accepted."""
    joined = idea.coauthors.filter(accepted_at__isnull=False).values("user")
    return User.objects.filter(pk__in=joined) | User.objects.filter(pk=idea.author_id)


def readers(idea: Idea, event: CaseEvent):
    if event.kind in QUIET or not event.is_public:
        return writers(idea)
    return chain(writers(idea), followers_of(idea))
