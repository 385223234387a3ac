"""What applicants are told at each step: subject and plain text, in their language."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants.models import Application
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.organisations.models import EDITING, Member

TOPIC = "grants"
NEWS = {
    "submit": (
        _("Заявка подана"),
        _("Мы получили заявку. Сотрудник проверит её и допустит или вернёт с пояснением."),
    ),
    "withdraw": (_("Заявка отозвана"), _("Заявка отозвана и в конкурсе не участвует.")),
    "check": (_("Заявку проверяют"), _("Сотрудник проверяет, всё ли есть в заявке.")),
    "return": (
        _("Заявка возвращена на доработку"),
        _("Исправьте то, что указано ниже, и подайте заявку снова до указанного срока."),
    ),
    "admit": (_("Заявка допущена"), _("Заявку оценят эксперты. Они не узнают, кто её подал.")),
    "not_admit": (_("Заявка не допущена"), _("Заявка не участвует в конкурсе.")),
    "expire": (_("Заявка не исправлена в срок"), _("Заявка не участвует в конкурсе.")),
    "rank": (_("Заявка в рейтинге"), _("Эксперты закончили, рейтинг опубликован.")),
    "win": (_("Заявка победила"), _("Поздравляем! С вами заключат соглашение о гранте.")),
    "reject": (_("Заявка не поддержана"), _("В этот раз денег на проект не хватило.")),
    "reconsider": (
        _("Заявка поддержана по апелляции"),
        _("Комиссия изменила решение. С вами заключат соглашение о гранте."),
    ),
    "sum_changed": (_("Сумма гранта изменена"), _("Комиссия изменила сумму по апелляции.")),
    "agree": (_("Соглашение подписано"), _("Условия и части выплаты — на странице соглашения.")),
    "amended": (
        _("Условия соглашения изменены"),
        _("Вступило в силу дополнительное соглашение: новые условия — на странице соглашения."),
    ),
    "run": (_("Проект идёт"), _("Соглашение действует: тратьте деньги по бюджету заявки.")),
    "report": (_("Итоговый отчёт на проверке"), _("Сотрудник примет его или вернёт с перечнем.")),
    "accept": (_("Грант завершён"), _("Отчёт принят, вы ничего не должны. Спасибо!")),
    "recover": (_("Нужно вернуть деньги"), _("Сколько и до какого дня — на странице соглашения.")),
    "terminate": (_("Соглашение расторгнуто"), _("Причина — на странице соглашения.")),
    "paid": (_("Грант перечислен"), _("Город перечислил вам деньги по соглашению.")),
    "returned": (_("Возврат записан"), _("Мы получили деньги, которые вы вернули.")),
    "demanded": (_("Верните деньги"), _("Город просит вернуть деньги гранта.")),
    "withdrawn": (_("Требование о возврате отозвано"), _("Эти деньги возвращать не нужно.")),
    "demand_overdue": (
        _("Срок возврата прошёл"),
        _("Пока деньги не возвращены, новые заявки на гранты не принимаются."),
    ),
}
# The same of a report, whose moves bear the names of an application's.
REPORT_NEWS = {
    "send": (_("Отчёт отправлен"), _("Сотрудник проверит его и примет или вернёт с перечнем.")),
    "return": (_("Отчёт возвращён"), _("Исправьте то, что указано ниже, и отправьте снова.")),
    "accept": (_("Отчёт принят"), _("Спасибо! Отчёт принят.")),
    "refused": (_("Расход не принят"), _("Этот расход не засчитан в отчёт.")),
    "coming": (_("Скоро срок отчёта"), _("Заполните отчёт на портале и отправьте до срока.")),
    "overdue": (
        _("Отчёт просрочен"),
        _("Пока отчёт не сдан, деньги не перечисляются и новые заявки не принимаются."),
    ),
}


def people_of(application: Application):
    """Head, editors and co-editors of the applicant: those who may act upon the letter."""
    shared = application.coeditors.joined().filter(role="editor").values("user")
    return writers(application.organisation_id) | _active(pk__in=shared)


def recipients_of(application: Application):
    """The same with those of the partner, who gets the money: all that concerns the agreement."""
    return writers(application.organisation_id, application.partner_id)


def writers(*organisations: int | None):
    team = Member.objects.filter(
        organisation__in=[pk for pk in organisations if pk], role__in=EDITING
    )
    return _active(pk__in=team.values("user"))


def _active(**who):
    return User.objects.filter(is_active=True, **who)


def tell_partner(application: Application, event: CaseEvent) -> None:
    """The partner, who has confirmed, hears that the application is sent."""
    if application.partner_id is None:
        return
    told = people_of(application).values("pk")
    notify(
        event,
        writers(application.partner_id).exclude(pk__in=told),
        topic=TOPIC,
        subject=format_lazy("{}: {}", _("Заявка, где вы партнёр, подана"), application.title),
        body=format_lazy(
            "{}: {}\n\n{}",
            _("Заявитель"),
            application.organisation.name,
            _("Если она победит, деньги гранта пойдут через вашу организацию."),
        ),
        url=application.contest.get_absolute_url(),
    )


def tell(application: Application, event: CaseEvent, *more, url: str = "", of: dict = NEWS) -> None:
    """Put the news of the event into the outbox for those who write the application.

    `url`: where to read on when that is the agreement's page or its report's; then those of the
    partner, who gets the money, are told as well.
    """
    news, text = of[event.kind]
    parts = [text, *more]
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    notify(
        event,
        recipients_of(application) if url else people_of(application),
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, application.title),
        body=format_lazy(
            "«{}»\n\n" + "\n\n".join("{}" for _part in parts), application.title, *parts
        ),
        url=url or application.get_absolute_url(),
    )
