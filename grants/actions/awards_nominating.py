"""What a nominator does: writes, attaches, sends to the nominee, withdraws."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from grants.actions.awards_consent import SALT, ask, close
from grants.models import AwardCategory, AwardSeason, Nomination
from grants.models.awards_states import EDITABLE
from grants.rules import awards as rules
from portal.accounts.models import User
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document, attach_image
from portal.files.models import Attachment

MOST, A_DAY = 20, 5  # nominations of one person in a season; letters to nominees in a day
WORDS = ("nominee_kind", "nominee_name", "nominee_email", "text")


def key_of(email: str) -> str:
    """A keyed digest of the address: it says nothing without the key of the portal."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def start_nomination(
    season: AwardSeason, *, actor, category: AwardCategory, images=(), documents=(), alt="",
    **words,
) -> Nomination:  # fmt: skip
    """Begin a draft. Raises PermissionDenied outside the dates, ValidationError past MOST."""
    require(rules.may_nominate(actor, season, database_now()))
    if Nomination.objects.filter(season=season, nominator=actor).count() >= MOST:
        raise ValidationError(_("Вы уже начали двадцать выдвижений этого сезона."))
    row = Nomination(season=season, category=category, nominator=actor, **_cleaned(words, actor))
    row.save(force_insert=True)
    _attach(row, actor, images, documents, alt)
    return row


@transaction.atomic
def save_nomination(
    nomination: Nomination, *, actor, images=(), documents=(), alt="", **words
) -> Nomination:
    """Keep what is typed; consent given to an earlier text is asked anew when it is sent."""
    fresh = _locked(nomination)
    require(rules.may_edit_nomination(actor, fresh, database_now()))
    for name, value in _cleaned(words, actor).items():
        setattr(fresh, name, value)
    fresh.save()
    _attach(fresh, actor, images, documents, alt)
    return fresh


def _cleaned(words: dict, actor) -> dict:
    if "nominee_email" not in words:
        return words
    email = words["nominee_email"].strip().lower()
    if email == actor.email.lower():
        text = _("Себя не выдвигают: попросите соседей или организацию.")
        raise ValidationError({"nominee_email": text})
    return words | {"nominee_email": email}


def _locked(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("season__award", "category", "nominator").get(pk=nomination.pk)


def _attach(nomination: Nomination, actor, images, documents, alt: str) -> None:
    """Photos everybody will see after consent; documents for the official and the jury only."""
    for image in images:
        attach_image(nomination, image, actor=actor, alt=alt)
    for document in documents:
        attach_document(nomination, document, actor=actor, private=True)


@transaction.atomic
def send_nomination(nomination: Nomination, *, actor, note: str = "") -> CaseEvent:
    """Ask the nominee. Raises ValidationError for what is missing, for an address that cannot be
    asked in this category, and past A_DAY letters; the reason does not tell who was asked before.
    """
    AwardSeason.objects.select_for_update(no_key=True).get(pk=nomination.season_id)
    fresh = _locked(nomination)
    require(rules.may_edit_nomination(actor, fresh, database_now()))
    if lacking := [name for name in WORDS if not getattr(fresh, name).strip()]:
        names = (str(Nomination._meta.get_field(name).verbose_name) for name in lacking)
        raise ValidationError(_("Заполните: %(what)s.") % {"what": ", ".join(names)})
    _check_letters(actor)
    key = key_of(fresh.nominee_email)
    if _asked(fresh.category).filter(nominee_key=key).exclude(pk=fresh.pk).exists():
        raise ValidationError(
            _("По этому адресу в этой номинации выдвинуть нельзя. Выберите другую номинацию.")
        )
    person = User.objects.filter(
        email__iexact=fresh.nominee_email, is_active=True, emailaddress__verified=True
    ).first()
    number = fresh.number or 1 + Nomination.objects.filter(
        season=fresh.season, number__isnull=False
    ).count()  # fmt: skip
    event = advance(
        fresh, "send", actor=actor, number=number, nominee_key=key, nominee_user=person,
        sent_at=database_now(), consented_at=None,
    )  # fmt: skip
    ask(fresh, event)
    return event


def _asked(category: AwardCategory):
    """Those whose address is taken in the category: who refused there is not asked again."""
    return category.nominations.exclude(nominee_key="").exclude(state__in=("expired", "withdrawn"))


def _check_letters(actor) -> None:
    day_ago = timezone.now() - timedelta(days=1)
    if Nomination.objects.filter(nominator=actor, sent_at__gt=day_ago).count() >= A_DAY:
        raise ValidationError(_("Сегодня вы отправили пять писем номинантам. Остальные — завтра."))


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, actor, note: str = "") -> CaseEvent:
    """Take it back before it is admitted; what it held of the nominee is erased."""
    return close(_locked(nomination), "withdraw", actor)


@transaction.atomic
def remove_nomination_file(nomination: Nomination, attachment: Attachment, *, actor) -> None:
    """Take a file out of one's own draft, name and all."""
    fresh = _locked(nomination)
    require(rules.may_edit_nomination(actor, fresh, database_now()))
    Attachment.objects.of(fresh).kept().filter(pk=attachment.pk).update(removed_at=timezone.now())


@transaction.atomic
def expire_nomination(nomination: Nomination) -> CaseEvent:
    """The clock's move: not sent, not answered or not mended before the dates."""
    return close(_locked(nomination), "expire", None)


def expiring(season: AwardSeason, states=EDITABLE):
    return season.nominations.filter(state__in=states)
