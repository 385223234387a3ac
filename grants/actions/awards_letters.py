"""What nominator and nominee are told; never the nominee's name, for letters outlive a refusal."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grants.models import Nomination
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify, store_letter

TOPIC = "awards"
# By move: the subject, what the nominator reads, what the nominee reads (empty: nothing).
NEWS = {
    "consent": (
        _("Номинант согласился"), _("Теперь сотрудник проверит выдвижение."),
        _("Вы согласились участвовать. Передумать можно, пока не названы лауреаты."),
    ),
    "decline": (
        _("Номинант отказался"),
        _("Отказ окончательный. Сведения о номинанте и файлы удалены."),
        _("Вы отказались участвовать. Сведения о вас и файлы удалены; если оценка уже шла, "
          "выдвижение выбыло из конкурса."),
    ),
    "expire": (
        _("Выдвижение закрыто"),
        _("Согласие или исправления не пришли в срок. Сведения о номинанте удалены."), "",
    ),
    "withdraw": (
        _("Выдвижение отозвано"), _("Сведения о номинанте и файлы удалены."),
        _("Тот, кто вас выдвинул, отозвал выдвижение. Ваши сведения удалены."),
    ),
    "return": (
        _("Выдвижение возвращено"),
        _("Исправьте то, что указано ниже, и отправьте снова: номинант подтвердит новый текст."),
        "",
    ),
    "admit": (
        _("Выдвижение допущено"), _("Его страница открыта всем, впереди оценка."),
        _("Вас допустили к участию. Страница выдвижения открыта всем, впереди оценка."),
    ),
    "not_admit": (
        _("Выдвижение не допущено"), _("Выдвижение не участвует в конкурсе."),
        _("Выдвижение не участвует в конкурсе. Показывать его никому не будут."),
    ),
    "win": (
        _("Лауреат награды"), _("Ваш номинант стал лауреатом. Спасибо, что рассказали о нём!"),
        _("Поздравляем! Вы стали лауреатом."),
    ),
    "pass_over": (
        _("Итоги награды"), _("Ваш номинант в этот раз не стал лауреатом."),
        _("В этот раз лауреатами стали другие. Спасибо за ваши дела!"),
    ),
    "cancelled": (_("Сезон награды отменён"), _("Сезон отменён."), _("Сезон отменён.")),
}  # fmt: skip


def tell(nomination: Nomination, event: CaseEvent, kind: str, note: str = "") -> None:
    """Put the news into the outbox for the nominator and for the nominee."""
    subject, to_author, to_nominee = NEWS[kind]
    url = nomination.get_absolute_url()
    given = {"topic": TOPIC, "subject": format_lazy("{}: {}", subject, nomination.season),
             "url": url}  # fmt: skip
    notify(event, [nomination.nominator], body=_text(nomination, to_author, note), **given)
    if not to_nominee:
        return
    text = _text(nomination, to_nominee, note)
    if nomination.nominee_user_id:
        notify(event, [nomination.nominee_user], body=text, **given)
    elif nomination.nominee_email:
        page = url if nomination.is_public else ""
        post(nomination.nominee_email, given["subject"], text, page)


def _text(nomination: Nomination, text, note: str):
    what = format_lazy("{}. {}: {}", nomination.season, _("Номинация"), nomination.category)
    parts = [what, text]
    if note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), note))
    return format_lazy("\n\n".join("{}" for _part in parts), *parts)


def post(email: str, subject, text, url: str = "") -> None:
    """A letter to an address without an account."""
    with override(settings.LANGUAGE_CODE):
        body = f"{text}\n\n{settings.SITE_URL}{url}" if url else str(text)
        store_letter(EmailMessage(str(subject), body, to=[email]))
