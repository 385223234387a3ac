"""What of grants waits for an official, for the one moderation queue: one query for all of it."""

from datetime import datetime, time

from django.db.models import CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import (
    Amendment,
    Application,
    ApplicationState,
    Clarification,
    Consultation,
    Demand,
    Lease,
    LeaseApplication,
    LeaseOffer,
    LeaseState,
    Nomination,
    Objection,
    Payment,
    Report,
    Review,
    SocialFact,
)
from portal.cases.queue import QueueItem

AT_MOST = 100
COLUMNS = ("what", "key", "number", "text", "since", "due", "who", "state")
PAGES = {
    "nomination": "admin:grants_nomination_change",
    "application": "admin:grants_application_change",
    "question": "admin:grants_clarification_change",
    "appeal": "admin:grants_objection_change",
    "review": "admin:grants_review_change",
    "winner": "admin:grants_agreement_draft",
    "amendment": "admin:grants_amendment_change",
    "payment": "admin:grants_payment_change",
    "report": "admin:grants_report_change",
    "late_report": "admin:grants_report_change",
    "late_return": "admin:grants_agreement_change",
    "opening": "admin:grants_leaseoffer_change",
    "lease_application": "admin:grants_leaseapplication_change",
    "lease": "admin:grants_lease_change",
    "consultation": "admin:grants_consultation_change",
    "outcome": "admin:grants_consultation_change",
    "social_fact": "admin:grants_socialfact_change",
}
KEY = F("pk")
NO_NUMBER, NO_DAY = Cast(Value(None), IntegerField()), Cast(Value(None), DateField())


def moderation(user) -> list[QueueItem]:
    """The oldest first; of each kind only what the official may act upon."""
    parts = []
    if user.has_perm("grants.process_application"):
        rows = Application.objects.waiting().order_by("submitted_at")
        parts.append(
            _part(rows, "application", F("title"), Coalesce("submitted_at", "created_at"),
                  number=F("number"), due=F("check_due"), who=F("handler"), state=F("state"))
        )  # fmt: skip
    if user.has_perm("grants.run_contest"):
        asked = Clarification.objects.filter(answered_at=None).order_by("id")
        parts.append(_part(asked, "question", F("text"), F("asked_at")))
        appeals = Objection.objects.filter(answered_at=None).order_by("id")
        parts.append(
            _part(appeals, "appeal", F("application__title"), F("filed_at"),
                  number=F("application__number"))
        )  # fmt: skip
        late = Review.objects.overdue().order_by("due")
        parts.append(
            _part(late, "review", F("application__title"), F("created_at"),
                  number=F("application__number"), due=F("due"))
        )  # fmt: skip
    if user.has_perm("grants.process_nomination"):
        rows = Nomination.objects.waiting().order_by("consented_at")
        due = Cast("season__check_until", DateField())
        parts.append(
            _part(rows, "nomination", F("category__name"), F("consented_at"),
                  number=F("number"), due=due)
        )  # fmt: skip
    if user.has_perm("grants.manage_agreement"):
        parts += _money(user)
    if user.has_perm("grants.manage_property"):
        parts += _property()
    parts += _support(user)
    if not parts:
        return []
    first, *rest = parts
    return [
        _item(dict(zip(COLUMNS, row, strict=True)), user) for row in first.union(*rest, all=True)
    ]


def _money(user) -> list:
    """Winners without an agreement, what another official has prepared, reports to check, and what
    recipients are late with.
    """
    winners = Application.objects.filter(state=ApplicationState.WINNER, agreement=None)
    prepared = Payment.objects.waiting().exclude(prepared_by=user)
    of = "agreement__application"
    told = F(f"{of}__title"), F("created_at")
    number = F(f"{of}__number")
    sent, late = Report.objects.waiting(), Report.objects.overdue()
    unpaid = Demand.objects.overdue()
    amendments = Amendment.objects.waiting().exclude(prepared_by=user)
    return [
        _part(winners.order_by("id"), "winner", F("title"), F("updated_at"), number=F("number")),
        _part(prepared.order_by("id"), "payment", *told, number=number),
        _part(amendments.order_by("id"), "amendment", *told, number=number),
        _part(sent.order_by("sent_at"), "report", told[0], F("sent_at"), number=number),
        _part(late.order_by("due"), "late_report", *told, number=number, due=F("due")),
        _part(unpaid.order_by("due"), "late_return", *told, number=number, due=F("due"),
              key=F("agreement")),
    ]  # fmt: skip


def _property() -> list:
    """Offers whose hour of opening has come, opened applications, contracts to sign."""
    offers = LeaseOffer.objects.to_open().order_by("opens_at")
    opened = LeaseApplication.objects.unsealed().filter(state=LeaseState.OPENED)
    leases = Lease.objects.filter(state="prepared").order_by("id")
    return [
        _part(offers, "opening", F("asset__name"), F("opens_at")),
        _part(opened.order_by("submitted_at"), "lease_application", F("offer__asset__name"),
              F("offer__opened_at"), due=F("offer__decide_by")),
        _part(leases, "lease", F("asset__name"), F("created_at")),
    ]  # fmt: skip


def _support(user) -> list:
    """Facts of the social order another official entered; consultations without a time, and those
    past their time without an outcome.
    """
    parts = []
    if user.has_perm("grants.manage_social_order"):
        facts = SocialFact.objects.waiting().exclude(prepared_by=user).order_by("id")
        parts.append(_part(facts, "social_fact", F("order__service"), F("created_at")))
    if user.has_perm("grants.manage_consultation"):
        asked = Consultation.objects.waiting().order_by("id")
        over = Consultation.objects.to_record(timezone.now()).order_by("ends_at")
        told = F("subject__name")
        parts += [
            _part(asked, "consultation", told, F("created_at"), due=F("appoint_by")),
            _part(over, "outcome", told, F("ends_at"), who=F("official")),
        ]
    return parts


def _part(
    rows, what: str, text, since, *, number=NO_NUMBER, due=NO_DAY, who=NO_NUMBER, state=None,
    key=KEY,
):  # fmt: skip
    """The columns of one kind; names of columns of the model itself are kept apart."""
    named = {
        "q_what": Value(what, CharField()), "q_key": key, "q_number": number,
        "q_text": Cast(text, CharField()), "q_since": since, "q_due": due, "q_who": who,
        "q_state": Cast(state or Value(""), CharField()),
    }  # fmt: skip
    return rows.annotate(**named).values_list(*named)[:AT_MOST]


def _item(row: dict, user) -> QueueItem:
    due = row["due"] and timezone.make_aware(datetime.combine(row["due"], time.max))
    title = f"№ {row['number']} {row['text']}" if row["number"] else row["text"][:100]
    return QueueItem(
        kind=_kind(row),
        title=title,
        url=reverse(PAGES[row["what"]], args=[row["key"]]),
        since=row["since"],
        due=due,
        mine=row["who"] is not None and row["who"] == user.pk,
    )


def _kind(row: dict) -> str:
    if row["what"] == "application":
        state = str(ApplicationState(row["state"]).label).lower()
        return _("Заявка на грант: %(state)s") % {"state": state}
    return {
        "nomination": _("Выдвижение на награду: проверка"),
        "question": _("Вопрос о конкурсе"),
        "appeal": _("Апелляция на итоги конкурса"),
        "review": _("Экспертиза просрочена"),
        "winner": _("Победитель без соглашения"),
        "amendment": _("Дополнительное соглашение ждёт утверждения"),
        "payment": _("Операция по гранту ждёт утверждения"),
        "report": _("Отчёт о гранте на проверку"),
        "late_report": _("Отчёт о гранте просрочен"),
        "late_return": _("Возврат гранта просрочен"),
        "opening": _("Пора вскрыть заявки на имущество"),
        "lease_application": _("Заявка на имущество ждёт решения"),
        "lease": _("Договор аренды не подписан"),
        "consultation": _("Консультация ждёт назначения"),
        "outcome": _("Консультация прошла, итога нет"),
        "social_fact": _("Факт социального заказа ждёт подтверждения"),
    }[row["what"]]
