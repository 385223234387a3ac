"""One-time codes by SMS. Every limit is counted in the database, so parallel requests share it."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.accounts.actions.verification import verify_phone
from portal.accounts.identity import phone_key
from portal.accounts.models import Level, SmsCode, User, Verification

LIFE = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
DAY = timedelta(days=1)
CODES_A_DAY = 5
TRIES = 5


@transaction.atomic
def send_sms_code(user: User, phone: str, *, actor: User) -> SmsCode:
    """Send a code to the phone («+7…»); ValidationError says how long to wait."""
    fresh = User.objects.select_for_update().get(pk=user.pk)
    if fresh.level >= Level.DECLARED:
        raise ValidationError(_("Ваш телефон или личность уже подтверждены."))
    if fresh.birth_date is None:
        raise ValidationError(_("Сначала укажите дату рождения в профиле."))
    _lock_phone(phone)
    _check_limits(user, phone)
    code = f"{secrets.randbelow(10**6):06}"
    row = SmsCode.objects.create(
        user=user,
        phone=phone,
        digest=_digest(user, phone, code),
        expires_at=timezone.now() + LIFE,
    )
    text = _("Код подтверждения: %(code)s. Никому его не сообщайте.") % {"code": code}
    backend = import_string(settings.SMS_BACKEND)()
    transaction.on_commit(lambda: backend.send(phone, text), robust=True)
    return row


def _lock_phone(phone: str) -> None:
    """Several accounts asking for one phone queue up here until the transaction ends."""
    number = int(phone_key(phone)[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _check_limits(user: User, phone: str) -> None:
    now = timezone.now()
    if user.sms_codes.filter(created_at__gt=now - PAUSE).exists():
        raise ValidationError(_("Код уже отправлен. Новый можно запросить через минуту."))
    recent = SmsCode.objects.filter(created_at__gt=now - DAY)
    sent = max(recent.filter(user=user).count(), recent.filter(phone=phone).count())
    if sent >= CODES_A_DAY:
        raise ValidationError(
            _(
                "Сегодня отправлено уже пять кодов. Попробуйте завтра "
                "или придите с паспортом в центр."
            )
        )


def confirm_sms_code(user: User, code: str, *, actor: User) -> Verification:
    """Compare the code with the last one sent; each comparison costs one of five tries."""
    row = user.sms_codes.order_by("-id").first()
    if row is None or row.used_at or row.expires_at <= timezone.now():
        raise ValidationError(_("Код устарел. Запросите новый."))
    # Taken before comparing and in one statement: parallel guesses cannot share a try.
    taken = SmsCode.objects.filter(pk=row.pk, tries__lt=TRIES, used_at=None)
    if not taken.update(tries=F("tries") + 1):
        raise ValidationError(_("Пять попыток не удались. Запросите новый код."))
    if not constant_time_compare(row.digest, _digest(user, row.phone, code)):
        raise ValidationError(_("Код не подошёл. Проверьте цифры в сообщении."))
    if not SmsCode.objects.filter(pk=row.pk, used_at=None).update(used_at=timezone.now()):
        raise ValidationError(_("Код уже использован."))
    return verify_phone(user, row.phone, actor=actor)


def _digest(user: User, phone: str, code: str) -> str:
    return salted_hmac(f"sms:{user.pk}:{phone}", code, algorithm="sha256").hexdigest()
