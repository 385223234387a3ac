"""Two projects become one: nothing of anybody's is moved without that person's own word."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import rules
from budgeting.actions.letters import TOPIC, tell
from budgeting.models import MergeChoice, MergeOffer, MergeState, Project, Round, Support
from portal.accounts.models import User
from portal.cases.actions import advance, link, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.actions import notify


@transaction.atomic
def offer_merge(project: Project, target: Project, *, actor, note: str) -> MergeOffer:
    """Offer to join `target`. Raises PermissionDenied, ValidationError with what does not fit."""
    project, target = _locked(project, target)
    require(rules.may_offer_merge(actor, project, database_now()))
    if not (verdict := rules.may_be_joined(project, target)):
        raise ValidationError({"target": verdict.reason})
    try:
        with transaction.atomic():
            offer = MergeOffer.objects.create(project=project, target=target, note=note.strip())
    except IntegrityError as error:
        raise ValidationError(_("Предложение об объединении уже есть.")) from error
    record(project, "merge_offered", actor=actor, public=False, data={"target": target.pk})
    event = record(offer, "offer", actor=actor, note=note)
    _tell(offer, event, [target.author], gettext_lazy("Вам предлагают объединить проекты"))
    return offer


def _locked(*projects: Project) -> list[Project]:
    """The rows under a lock, always in the same order: two merges at once cannot deadlock."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True).select_related(
        "round", "author"
    )
    found = {row.pk: row for row in rows.filter(pk__in=[p.pk for p in projects]).order_by("pk")}
    return [found[project.pk] for project in projects]


def _tell(offer: MergeOffer, event: CaseEvent, people, subject) -> None:
    body = format_lazy(
        "«{}» → «{}»\n\n{}", offer.project.title, offer.target.title, event.note or offer.note
    )
    notify(event, people, topic=TOPIC, subject=subject, body=body, url=offer.get_absolute_url())


@transaction.atomic
def accept_merge(offer: MergeOffer, *, actor, note: str = "") -> CaseEvent:
    """Join the projects: the offered one is withdrawn, its supporters are asked, one by one.

    Raises PermissionDenied, InvalidTransition, ValidationError when they no longer fit.
    """
    project, target = _locked(offer.project, offer.target)
    offer.project, offer.target = project, target
    require(rules.may_answer_merge(actor, offer, database_now()))
    if not (verdict := rules.may_be_joined(project, target)):
        raise ValidationError(verdict.reason)
    until = due("merge_choice", timezone.now())
    event = advance(offer, "accept", actor=actor, note=note, choose_until=until)
    _withdraw(offer, project, target)
    _ask_supporters(offer, event)
    return event


def _withdraw(offer: MergeOffer, project: Project, target: Project) -> None:
    data = {"target": target.pk, "offer": offer.pk}
    note = _("Проект объединён с проектом «%(title)s».") % {"title": target.title}
    moved = advance(project, "merge", actor=None, note=note, data=data, merged_into=target)
    tell(project, moved)
    Round.objects.filter(pk=project.round_id).update(project_count=F("project_count") - 1)
    note = _("Присоединён проект «%(title)s».") % {"title": project.title}
    record(target, "merged_in", actor=None, note=note, data={"project": project.pk})
    link(project, target, "merged")


def _ask_supporters(offer: MergeOffer, event: CaseEvent) -> None:
    """Every supporter of this moment; the project's lock lets nobody in or out meanwhile."""
    users = list(Support.objects.filter(project=offer.project).values_list("user", flat=True))
    MergeChoice.objects.bulk_create(MergeChoice(offer=offer, user_id=user) for user in users)
    people = User.objects.filter(pk__in=users)
    _tell(offer, event, people, gettext_lazy("Проект объединили: что с вашей поддержкой?"))


@transaction.atomic
def decline_merge(offer: MergeOffer, *, actor, note: str) -> CaseEvent:
    event = advance(offer, "decline", actor=actor, note=note)
    _tell(offer, event, [offer.project.author], gettext_lazy("Объединить проекты не согласились"))
    return event


@transaction.atomic
def cancel_merge(offer: MergeOffer, *, actor, note: str = "") -> CaseEvent:
    event = advance(offer, "cancel", actor=actor, note=note)
    _tell(offer, event, [offer.target.author], gettext_lazy("Предложение объединить отозвано"))
    return event


@transaction.atomic
def choose(offer: MergeOffer, *, actor, answer: str) -> MergeChoice:
    """The supporter's own word, once. Counters follow the rows exactly.

    Raises PermissionDenied for one who is not asked or comes too late, ValidationError for an
    answer that is none, or given already.
    """
    project, target = _locked(offer.project, offer.target)
    fresh = MergeOffer.objects.select_for_update().get(pk=offer.pk)
    fresh.project, fresh.target = project, target
    require(rules.may_choose(actor, fresh, database_now()))
    choice = MergeChoice.objects.select_for_update().filter(offer=fresh, user=actor).first()
    if choice is None:
        raise PermissionDenied(_("Вы не поддерживали этот проект, поэтому выбирать нечего."))
    if answer not in MergeChoice.Answer.values:
        raise ValidationError({"answer": _("Выберите один из трёх ответов.")})
    if choice.answered_at:
        raise ValidationError(_("Вы уже выбрали. Поддержку можно изменить на странице проекта."))
    if answer == MergeChoice.Answer.MOVE:
        require(rules.may_move_support(fresh, database_now()))
    _carry_out(answer, actor, project, target)
    choice.answer, choice.answered_at = answer, timezone.now()
    choice.save(update_fields=["answer", "answered_at"])
    return choice


def _carry_out(answer: str, actor, project: Project, target: Project) -> None:
    if answer == MergeChoice.Answer.STAY:
        return
    gone, _by_model = Support.objects.filter(project=project, user=actor).delete()
    _count(project, -gone)
    if answer == MergeChoice.Answer.MOVE:
        _row, is_new = Support.objects.get_or_create(project=target, user=actor)
        _count(target, int(is_new))


def _count(project: Project, by: int) -> None:
    Project.objects.filter(pk=project.pk).update(supporters=F("supporters") + by)


def settle_merges() -> int:
    """By the clock: those who did not answer stay where they were. How many merges it settled."""
    ready = MergeOffer.objects.settle_due(timezone.localdate())
    return sum(_settle(offer.pk) for offer in ready)


@transaction.atomic
def _settle(pk: int) -> bool:
    offer = MergeOffer.objects.select_for_update().get(pk=pk)
    if offer.state != MergeState.ACCEPTED:
        return False  # another beat was quicker
    silent = offer.choices.filter(answered_at=None)
    number = silent.update(answer=MergeChoice.Answer.STAY)
    advance(offer, "settle", actor=None, data={"silent": number})
    return True


MERGEOFFER_MOVES = {
    "accept": accept_merge,
    "decline": decline_merge,
    "cancel": cancel_merge,
    "settle": lambda offer, *, actor, note="": advance(offer, "settle", actor=actor, note=note),
}
