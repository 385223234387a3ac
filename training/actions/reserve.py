"""An application to the reserve: written, submitted, checked, judged, kept."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document, remove_file
from portal.notifications.actions import notify
from portal.scoring.actions import give_mark
from training import rules
from training.actions.letters import told
from training.models import (
    JUDGED,
    Campaign,
    Ground,
    PlanItem,
    ReserveApplication,
    ReserveDocument,
    ReserveState,
)

TOPIC = "reserve"
RETURN_DAYS = 7
NEWS = {
    "submit": gettext_lazy("Заявление в резерв принято"),
    "withdraw": gettext_lazy("Заявление в резерв отозвано"),
    "check": gettext_lazy("Документы проверяют"),
    "return": gettext_lazy("Заявление возвращено: исправьте и подайте снова"),
    "admit": gettext_lazy("Вы допущены к тестированию"),
    "invite": gettext_lazy("Вас приглашают на собеседование"),
    "refuse": gettext_lazy("В резерв не включили"),
    "include": gettext_lazy("Вы включены в кадровый резерв"),
    "pass_over": gettext_lazy("По рейтингу вы не вошли в резерв"),
    "lapse": gettext_lazy("Заявление не исправлено в срок"),
    "expire": gettext_lazy("Срок в резерве закончился"),
    "plan": gettext_lazy("Начата подготовка по индивидуальному плану"),
    "appoint": gettext_lazy("Назначение на должность"),
    "exclude": gettext_lazy("Исключение из резерва"),
}


def tell(application: ReserveApplication, event: CaseEvent, *more) -> None:
    """Put the news of the event into the outbox for the person; letters name no other people."""
    parts = [application.campaign.title, *more, *filter(None, [event.note])]
    notify(
        event,
        [application.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", NEWS[event.kind], application.campaign.title),
        body=format_lazy("\n\n".join("{}" for _part in parts), *parts),
        url=application.get_absolute_url(),
    )


def locked(application: ReserveApplication) -> ReserveApplication:
    rows = ReserveApplication.objects.select_for_update(of=("self",))
    return rows.select_related("campaign", "user").get(pk=application.pk)


@transaction.atomic
def start_application(campaign: Campaign, *, actor) -> ReserveApplication:
    """The person's own draft, new or begun before. Raises PermissionDenied with the reason."""
    live = ReserveApplication.objects.exclude(state=ReserveState.WITHDRAWN)
    if own := live.filter(campaign=campaign, user=actor).first():
        return own
    require(rules.may_apply(actor, campaign, database_now()))
    return ReserveApplication.objects.create(campaign=campaign, user=actor)


@transaction.atomic
def write_application(application: ReserveApplication, *, actor, **values) -> None:
    """Keep what is typed; nothing has to be complete yet."""
    fresh = locked(application)
    require(rules.may_edit(actor, fresh, database_now()))
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*values, "updated_at"])
    application.refresh_from_db()


@transaction.atomic
def attach(application: ReserveApplication, upload, *, actor, kind=None) -> ReserveDocument:
    """Keep a document; only the person and the commission open it."""
    fresh = locked(application)
    require(rules.may_edit(actor, fresh, database_now()))
    if kind is not None and kind.campaign_id != fresh.campaign_id:
        raise ValidationError(_("Такого документа в этом отборе не просят."))
    kept = attach_document(fresh, upload, actor=actor)
    return ReserveDocument.objects.create(application=fresh, kind=kind, attachment=kept)


@transaction.atomic
def detach(row: ReserveDocument, *, actor) -> None:
    fresh = locked(row.application)
    require(rules.may_edit(actor, fresh, database_now()))
    remove_file(row.attachment, actor=actor)
    row.delete()


def missing(application: ReserveApplication) -> list[str]:
    """What the application still lacks, as sentences."""
    texts = {
        "education": _("Расскажите об образовании."),
        "experience": _("Расскажите об опыте."),
        "motivation": _("Напишите, почему идёте в резерв."),
    }
    lacks = [text for name, text in texts.items() if not getattr(application, name).strip()]
    has = set(application.documents.values_list("kind", flat=True))
    asked = application.campaign.document_kinds.filter(is_required=True)
    return lacks + [_("Приложите: %(name)s.") % {"name": k.name} for k in asked if k.pk not in has]


@transaction.atomic
def submit(application: ReserveApplication, *, actor, note: str = "") -> CaseEvent:
    """Put the application forward; the database's clock decides the second.

    Raises PermissionDenied when it is too late, ValidationError naming all that is missing.
    """
    fresh = locked(application)
    now = database_now()
    first = fresh.state == ReserveState.DRAFT
    if fresh.is_editable:
        require(rules.may_submit(actor, fresh, now))
        if lacks := missing(fresh):
            raise ValidationError(lacks)
    changes = {"submitted_at": now, "return_until": None}
    if first:
        changes["number"] = _next_number(fresh.campaign)
    event = advance(fresh, "submit", actor=actor, note=note, **changes)
    tell(fresh, event)
    application.refresh_from_db()
    return event


def _next_number(campaign: Campaign) -> int:
    Campaign.objects.filter(pk=campaign.pk).update(application_count=F("application_count") + 1)
    return Campaign.objects.values_list("application_count", flat=True).get(pk=campaign.pk)


def _step(move: str):
    """An action that is the move, its letter and nothing more."""

    @transaction.atomic
    def act(application: ReserveApplication, *, actor, note: str = "") -> CaseEvent:
        event = advance(application, move, actor=actor, note=note)
        tell(application, event)
        return event

    act.__name__ = move
    return act


withdraw, check, admit = _step("withdraw"), _step("check"), _step("admit")
invite, refuse, begin_plan, appoint = (
    _step(move) for move in ("invite", "refuse", "plan", "appoint")
)


@transaction.atomic
def return_application(application: ReserveApplication, *, actor, note: str = "") -> CaseEvent:
    until = database_now() + timedelta(days=RETURN_DAYS)
    event = advance(application, "return", actor=actor, note=note, return_until=until)
    tell(
        application,
        event,
        format_lazy("{}: {}", gettext_lazy("Исправить до"), told(until)),
    )
    return event


@transaction.atomic
def exclude(
    application: ReserveApplication, *, actor, note: str = "", ground: str = ""
) -> CaseEvent:
    """Take out of the reserve on a named ground; the note explains it."""
    if ground not in Ground.values:
        raise ValidationError({"ground": _("Выберите основание исключения.")})
    label = Ground(ground).label
    told_ = f"{label}. {note}".strip() if note.strip() else ""
    event = advance(application, "exclude", actor=actor, note=told_, ground=ground)
    tell(application, event)
    return event


@transaction.atomic
def mark(application: ReserveApplication, *, actor, marks: dict) -> None:
    """Keep a member's marks of the test and the interview; nobody marks out of the order.

    The campaign is locked first: what the ranking was made of stays as it was.
    """
    Campaign.objects.select_for_update().get(pk=application.campaign_id)
    fresh = locked(application)
    require(rules.may_check(actor, fresh))
    if fresh.state not in JUDGED:
        raise ValidationError(_("Оценки ставят на тестировании и собеседовании."))
    if fresh.state == ReserveState.TEST and any(
        criterion.code.startswith("interview") for criterion in marks
    ):
        raise ValidationError(_("Собеседования ещё не было."))
    for criterion, value in marks.items():
        give_mark(criterion, fresh, actor=actor, value=value)


@transaction.atomic
def change_consent(application: ReserveApplication, *, actor, shown: bool) -> None:
    """Show the name in the public list or take it back, at any time."""
    require(rules.may_withdraw(actor, application))
    application.list_consent = shown
    application.save(update_fields=["list_consent"])
    record(application, "consent", actor=actor, public=False, data={"shown": shown})


@transaction.atomic
def add_plan_item(application: ReserveApplication, *, actor, text: str, due_on) -> PlanItem:
    require(rules.may_keep(actor, application))
    if application.state not in ("included", "training"):
        raise ValidationError(_("План составляют тем, кто в резерве."))
    return PlanItem.objects.create(application=application, text=text, due_on=due_on)


@transaction.atomic
def finish_plan_item(item: PlanItem, *, actor) -> None:
    require(rules.may_keep(actor, item.application))
    day = timezone.localdate(database_now())
    PlanItem.objects.filter(pk=item.pk, done_on=None).update(done_on=day)


@transaction.atomic
def expire_reserve(application: ReserveApplication) -> CaseEvent:
    """The clock's move when the term in the reserve is over."""
    event = advance(application, "expire", actor=None)
    tell(application, event)
    return event


@transaction.atomic
def lapse(application: ReserveApplication) -> CaseEvent:
    """The clock's move when a returned application was not mended."""
    event = advance(application, "lapse", actor=None)
    tell(application, event)
    return event
