"""What people are told at each step of a project: subject and plain text, in their language."""

from itertools import chain

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from budgeting.models import Project
from portal.cases.models import CaseEvent
from portal.discussion.actions import followers_of
from portal.notifications.actions import notify

TOPIC = "project"
# Move → what it means for the reader. The title of the project, the reason and the link are added.
NEWS = {
    "submit": (
        _("Проект внесён"),
        _("Мы получили ваш проект. Сотрудник проверит его и опубликует или вернёт с пояснением."),
    ),
    "withdraw": (_("Проект отозван"), _("Проект отозван инициаторами и больше не участвует.")),
    "return": (
        _("Проект возвращён на доработку"),
        _("Исправьте то, что указано ниже, и внесите проект снова, пока идёт приём или проверка."),
    ),
    "publish": (
        _("Проект опубликован"),
        _("Проект видят все: его можно обсуждать и поддерживать."),
    ),
    "review": (
        _("Проект на рассмотрении"),
        _("Администрация рассматривает проект. Решение придёт письмом."),
    ),
    "rework": (
        _("Предложена совместная доработка"),
        _("Администрация предлагает доработать проект вместе с вами."),
    ),
    "reworked": (
        _("Доработанный проект на рассмотрении"),
        _("Автор доработал проект, администрация рассматривает его снова."),
    ),
    "decline": (
        _("Автор отказался от доработки"),
        _("Администрация рассматривает проект таким, какой он есть."),
    ),
    "merge": (_("Проект объединён с другим"), _("Авторы договорились объединить проекты.")),
    "support": (_("Проект поддержан"), _("Администрация поддержала проект.")),
    "admit": (
        _("Проект допущен к голосованию"),
        _("Проект войдёт в бюллетень. Расскажите о нём соседям."),
    ),
    "refuse": (_("В поддержке проекта отказано"), _("Проект не будет реализован в этом раунде.")),
    "ballot": (_("Проект в бюллетене"), _("Голосование открыто.")),
    "win": (_("Проект победил"), _("По итогам голосования проект получает финансирование.")),
    "promote": (
        _("Проект победил из резерва"),
        _("Деньги раунда освободились, и проект получает финансирование."),
    ),
    "reserve": (
        _("Проект в резерве"),
        _("Денег раунда на проект не хватило. Он первый в очереди, если деньги появятся."),
    ),
    "fund": (_("Собирается софинансирование"), _("Проект готовят к заключению соглашения.")),
    "contract": (_("Готовится контракт"), _("Выбирают подрядчика и заключают контракт.")),
    "work": (_("Работы начались"), _("По проекту начались работы.")),
    "accept": (_("Приёмка работ"), _("Работы закончены, идёт приёмка с участием жителей.")),
    "redo": (_("Работы возвращены на исправление"), _("При приёмке нашлись недостатки.")),
    "complete": (_("Проект завершён"), _("Работы приняты, готовится отчёт.")),
    "report": (_("Отчёт опубликован"), _("Посмотрите, что сделано и сколько потрачено.")),
    "cancel": (_("Проект прекращён"), _("Реализация прекращена.")),
}
QUIET = {"submit"}  # nobody but the author learns of a step that is not public


def tell(project: Project, event: CaseEvent) -> None:
    """Put the news of the event into the outbox for the author and, if it is public, followers."""
    news, text = NEWS[event.kind]
    parts = [text]
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    if project.refusal_ground_id and event.kind == "refuse":
        parts.append(format_lazy("{}: {}", _("Основание"), project.refusal_ground.name))
    if event.kind == "submit" and project.review_due:
        parts.append(format_lazy("{} {:%d.%m.%Y}", _("Срок рассмотрения — до"), project.review_due))
    notify(
        event,
        readers(project, event),
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, project.title),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), project.title, *parts),
        url=project.get_absolute_url(),
    )


def readers(project: Project, event: CaseEvent):
    author = [project.author] if project.author else []
    if not event.is_public or event.kind in QUIET or not project.is_public:
        return author
    return chain(author, followers_of(project))
