"""From the first photo to «Отправить»: drafts, also of people who have not signed in yet."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civic import rules
from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.models import Report, ReportState, SavedSearch
from civic.rules import reports as rights
from portal.accounts.actions import open_account
from portal.accounts.models import User
from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image
from portal.files.models import Attachment
from portal.law.deadlines import due_at
from portal.places.geo import district_at

DRAFT_FIELDS = ("category", "text", "address", "latitude", "longitude", "answers", "is_private")
DAILY = 30  # reports of one account in 24 hours: people send fewer, programs more
LETTERS = 3  # confirmation letters for one draft, and drafts of one address in an hour
LINK_LIFE = timedelta(days=3)
SHORTEST = 10
_signer = TimestampSigner(salt="civic.confirm-report")


def start_draft(user=None) -> Report:
    """A draft of the signed-in person, or of the browser that keeps its key."""
    person = user if user is not None and user.is_authenticated else None
    return Report.objects.create(reporter=person, draft_key=uuid.uuid4())


@transaction.atomic
def save_draft(report: Report, **fields) -> None:
    """Keep what was typed. Raises PermissionDenied when it is no longer the author's to change."""
    kept = {name: fields[name] for name in DRAFT_FIELDS if name in fields}
    if {"latitude", "longitude"} <= kept.keys():
        known = kept["latitude"] is not None
        kept["district"] = district_at(kept["latitude"], kept["longitude"]) if known else None
    editable = (ReportState.DRAFT, ReportState.REJECTED)
    rows = Report.objects.filter(pk=report.pk, state__in=editable)
    if not rows.update(updated_at=timezone.now(), **kept):
        raise PermissionDenied(_("Сообщение уже отправлено, изменить его нельзя."))
    for name, value in kept.items():
        setattr(report, name, value)


@transaction.atomic
def add_photos(report: Report, pictures: list, *, actor=None) -> list[Attachment]:
    """Keep the photos of a draft. The point in their tags only proposes a pin; it is not kept.

    A photo the draft has already is not kept twice: a bad connection sends again what has arrived.
    """
    person = actor if actor is not None and actor.is_authenticated else None
    Report.objects.select_for_update().get(pk=report.pk)
    known = {row.sha256: row for row in Attachment.objects.of(report).kept().images()}
    for picture in pictures:
        if picture.sha256 not in known:
            known[picture.sha256] = attach_image(report, picture, actor=person)
    return [known[digest] for digest in dict.fromkeys(picture.sha256 for picture in pictures)]


@transaction.atomic
def drop_photo(report: Report, pk) -> bool:
    """Take a photo off an unsent report; whether there was one."""
    editable = (ReportState.DRAFT, ReportState.REJECTED)
    if not Report.objects.filter(pk=report.pk, state__in=editable).exists():
        raise PermissionDenied(_("Сообщение уже отправлено, изменить его нельзя."))
    rows = Attachment.objects.of(report).kept().filter(pk=pk)
    return bool(rows.update(removed_at=timezone.now()))


def missing(report: Report) -> dict[str, str]:
    """What the report lacks, by field of the form, each as a sentence."""
    lacks = {}
    category = report.category
    if category is None:
        lacks["category"] = _("Выберите, что случилось.")
    elif not category.is_active:
        lacks["category"] = _("Эту категорию сейчас не принимают. Выберите другую.")
    elif not category.in_season(timezone.localdate()):
        words = _("Эту категорию принимают %(season)s. Выберите другую или отправьте позже.")
        lacks["category"] = words % {"season": category.season}
    if len(report.text.strip()) < SHORTEST:
        lacks["text"] = _("Опишите проблему хотя бы одним предложением.")
    if report.latitude is None and not report.address.strip():
        lacks["point"] = _("Поставьте точку на карте или напишите адрес.")
    if category and category.needs_photo and not _has_photo(report):
        lacks["photos"] = _("Для этой категории нужна фотография.")
    return lacks | _unanswered(report)


def _has_photo(report: Report) -> bool:
    return Attachment.objects.of(report).kept().images().exists()


def _unanswered(report: Report) -> dict[str, str]:
    if report.category is None:
        return {}
    asked = report.category.questions.filter(is_required=True)
    return {
        f"question_{question.code}": _("Ответьте на вопрос: %(question)s") % {"question": question}
        for question in asked
        if not report.answers.get(question.code)
    }


@transaction.atomic
def submit(report: Report, *, actor, note: str = "") -> CaseEvent:
    """Send to the moderator. Raises ValidationError naming all that is missing, PermissionDenied
    for somebody else's report.
    """
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.state in Report.LIFECYCLE["submit"].sources:
        require(rights.may_submit(actor, fresh))
        if lacks := missing(fresh):
            raise ValidationError([*lacks.values()])
        _slow_down(actor)
    event = put_forward(fresh, actor=actor, note=note)
    report.refresh_from_db()
    return event


def put_forward(report: Report, *, actor, note: str = "", **changes) -> CaseEvent:
    """The move itself, for every door a report comes in by; inside the caller's transaction."""
    now = timezone.now()
    event = advance(
        report,
        "submit",
        actor=actor,
        note=note,
        title=title_of(report),
        submitted_at=now,
        due_at=due_at("issue_moderation", now),
        reject_reason=None,
        decision_note="",
        draft_key=None,
        confirm_email="",
        **changes,
    )
    tell(report, event)
    return event


def title_of(report: Report) -> str:
    """«Яма на проезжей части: ул. Ленина, 5», without a join in any list."""
    where = report.address.strip() or (report.district.name if report.district_id else "")
    return ": ".join(filter(None, (str(report.category or ""), where)))[:200]


def _slow_down(actor: User) -> None:
    """The lock on the account makes parallel requests count each other."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    since = timezone.now() - timedelta(days=1)
    if Report.objects.filter(reporter=actor, submitted_at__gt=since).count() >= DAILY:
        raise ValidationError(
            _("За сутки можно отправить не больше %(number)d сообщений. Черновик сохранён.")
            % {"number": DAILY}
        )


@transaction.atomic
def claim_draft(report: Report, *, actor) -> None:
    """The browser that kept the draft has signed in: it is this person's from now on."""
    require(rules.reports.signed_in(actor))
    rows = Report.objects.filter(pk=report.pk, state=ReportState.DRAFT, reporter=None)
    if rows.update(reporter=actor):
        report.reporter = actor
        Attachment.objects.of(report).filter(uploaded_by=None).update(uploaded_by=actor)


@transaction.atomic
def ask_confirmation(report: Report, *, email: str) -> None:
    """Send the link that sends the report: for those who do not want an account now.

    Raises ValidationError for what is missing and for too many letters.
    """
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.state != ReportState.DRAFT:
        raise PermissionDenied(_("Сообщение уже отправлено."))
    if lacks := missing(fresh):
        raise ValidationError([*lacks.values()])
    recent = timezone.now() - timedelta(hours=1)
    others = Report.objects.filter(confirm_email=email, updated_at__gt=recent).exclude(pk=fresh.pk)
    if fresh.confirm_count >= LETTERS or others.count() >= LETTERS:
        raise ValidationError(_("Мы уже отправили письма. Проверьте почту или подождите час."))
    Report.objects.filter(pk=fresh.pk).update(
        confirm_email=email, confirm_count=fresh.confirm_count + 1, updated_at=timezone.now()
    )
    link = settings.SITE_URL.rstrip("/") + reverse("civic:confirm", args=[confirm_token(fresh)])
    EmailMessage(
        subject=_("Подтвердите сообщение о проблеме"),
        body=_(
            "Вы описали проблему на портале. Чтобы отправить сообщение, откройте ссылку и нажмите "
            "кнопку:\n\n%(link)s\n\nСсылка действует три дня. Если это были не вы, ничего не "
            "делайте: без подтверждения сообщение удалится."
        )
        % {"link": link},
        to=[email],
    ).send()


def confirm_token(report: Report) -> str:
    return _signer.sign_object([str(report.draft_key), report.pk])


def draft_of_token(token: str) -> Report | None:
    """The unsent draft a link in a letter stands for; None when it is forged, old or sent."""
    try:
        key, pk = _signer.unsign_object(token, max_age=LINK_LIFE)
    except (BadSignature, SignatureExpired, ValueError, TypeError):
        return None
    rows = Report.objects.filter(pk=pk, draft_key=key, state=ReportState.DRAFT)
    return rows.exclude(confirm_email="").first()


@transaction.atomic
def confirm(report: Report) -> CaseEvent:
    """The owner of the address pressed the button: an account is found or opened, and it is sent.

    Raises PermissionDenied when the account of the address is closed.
    """
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.state != ReportState.DRAFT or not fresh.confirm_email:
        raise PermissionDenied(_("Сообщение уже отправлено."))
    person = open_account(fresh.confirm_email)
    if not person.is_active:
        raise PermissionDenied(_("Учётная запись с этим адресом закрыта."))
    claim_draft(fresh, actor=person)
    return submit(fresh, actor=person)


@transaction.atomic
def forget_drafts(now) -> int:
    """Drop drafts nobody sent; the bytes of their photos follow with all removed files."""
    old = [
        report
        for report in Report.objects.filter(
            state=ReportState.DRAFT, updated_at__lt=now - timedelta(days=1)
        ).order_by("id")[:500]
        if due_at("issue_draft", report.updated_at) < now
    ]
    for report in old:
        _forget(report, now)
    return len(old)


def _forget(report: Report, now) -> None:
    Attachment.objects.of(report).kept().update(removed_at=now)
    report.delete()


@transaction.atomic
def forget_person(user: User) -> None:
    """The account ends (settings.ACCOUNT_ERASERS): what was never sent and the searches go with
    it; reports stay under «Житель…».
    """
    for report in Report.objects.filter(reporter=user, state=ReportState.DRAFT):
        _forget(report, timezone.now())
    Report.objects.filter(reporter=user).update(contact="", confirm_email="")
    SavedSearch.objects.filter(user=user).delete()


@transaction.atomic
def reopen(report: Report, *, actor) -> uuid.UUID:
    """Let the author correct what a moderator returned; the key her browser will keep."""
    require(rights.may_submit(actor, report))
    key = uuid.uuid4()
    rows = Report.objects.filter(pk=report.pk, state=ReportState.REJECTED)
    if not rows.update(draft_key=key):
        raise PermissionDenied(_("Исправить можно только то, что вернул модератор."))
    return key
