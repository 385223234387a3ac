"""Merging two ideas: both authors agree, each supporter chooses, the clock does the rest."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.actions.clock import database_now, require
from civic.actions.idea_letters import TOPIC, tell
from civic.actions.idea_moves import count
from civic.actions.idea_moves import move as move_idea
from civic.actions.ideas import add_supporter
from civic.models import Idea, IdeaMerge, IdeaSupport, MergeChoice
from civic.models.idea_states import IdeaState
from civic.models.merges import MergeState
from civic.rules import merges as rules
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.law.deadlines import due_at
from portal.notifications.actions import notify

Choice = MergeChoice.Choice


@transaction.atomic
def propose_merge(source: Idea, target: Idea, *, actor, reason: str) -> IdeaMerge:
    """Propose that `source` joins `target`; whoever proposes as an author has agreed thereby.

    Raises ValidationError for ideas that cannot be one: of two challenges, not public, already
    being merged.
    """
    held = _held(source.pk, target.pk)
    if len(held) < 2:
        raise ValidationError(_("Выберите другую идею."))
    source, target = held[source.pk], held[target.pk]
    now = database_now()
    require(rules.may_propose_merge(actor, source, now))
    if target.state != IdeaState.PUBLISHED or source.challenge_id != target.challenge_id:
        raise ValidationError(_("Объединить можно с идеей того же вызова, которая обсуждается."))
    if IdeaMerge.objects.open().filter(source__in=held).exists():
        raise ValidationError(_("Объединение одной из этих идей уже предложено."))
    merge = IdeaMerge.objects.create(source=source, target=target, reason=reason, proposed_by=actor)
    event = record(merge, "proposed", actor=actor, note=reason)
    _tell(merge, event, _authors(merge), gettext_lazy("Предложено объединить идеи"))
    _consent(merge, actor, now)
    return merge


def _held(*pks: int) -> dict[int, Idea]:
    """Both ideas locked in one order, whichever is merged into which."""
    rows = Idea.objects.select_for_update(of=("self",)).select_related("challenge")
    return {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}


def _authors(merge: IdeaMerge):
    return User.objects.filter(pk__in=[merge.source.author_id, merge.target.author_id])


def _tell(merge: IdeaMerge, event: CaseEvent, people, subject) -> None:
    body = gettext_lazy("Идея «{source}» может присоединиться к идее «{target}». Причина: {reason}")
    notify(
        event,
        people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", subject, merge.source.title),
        body=format_lazy(body, source=merge.source, target=merge.target, reason=merge.reason),
        url=merge.get_absolute_url(),
    )


@transaction.atomic
def agree(merge: IdeaMerge, *, actor) -> IdeaMerge:
    """The author of either idea agrees; with both consents the supporters are asked."""
    fresh = _locked(merge)
    require(rules.may_agree(actor, fresh))
    _consent(fresh, actor, database_now())
    return fresh


def _locked(merge: IdeaMerge) -> IdeaMerge:
    rows = IdeaMerge.objects.select_for_update(of=("self",))
    return rows.select_related("source__challenge", "target__challenge").get(pk=merge.pk)


def _consent(merge: IdeaMerge, actor, now) -> None:
    if actor.pk == merge.source.author_id:
        merge.source_agreed_at = merge.source_agreed_at or now
    if actor.pk == merge.target.author_id:
        merge.target_agreed_at = merge.target_agreed_at or now
    merge.save(update_fields=["source_agreed_at", "target_agreed_at"])
    if not (merge.source_agreed_at and merge.target_agreed_at):
        return
    event = advance(merge, "begin", actor=None, choose_until=due_at("idea_merge_choice", now))
    supporters = User.objects.filter(
        pk__in=IdeaSupport.objects.filter(idea=merge.source).values("user")
    )
    _tell(merge, event, supporters.iterator(), gettext_lazy("Выберите, что с вашей поддержкой"))


@transaction.atomic
def choose(merge: IdeaMerge, *, actor, choice: str) -> MergeChoice:
    """A supporter of the source chooses for oneself, once; it takes effect at once.

    Raises PermissionDenied for who does not support the source or comes too late.
    """
    if choice not in Choice.values:
        raise ValidationError({"choice": _("Выберите один из трёх вариантов.")})
    fresh = _locked(merge)
    held = _held(fresh.source_id, fresh.target_id)
    require(rules.may_choose(actor, fresh, database_now()))
    mine = IdeaSupport.objects.filter(idea_id=fresh.source_id, user=actor)
    if not mine.exists() or fresh.choices.filter(user=actor).exists():
        raise ValidationError(_("Выбирают те, кто поддержал первую идею, один раз."))
    row = MergeChoice.objects.create(merge=fresh, user=actor, choice=choice)
    if choice != Choice.STAY:
        mine.delete()
        Idea.objects.filter(pk=fresh.source_id).update(supporters=F("supporters") - 1)
    if choice == Choice.MOVE:
        target = held[fresh.target_id]
        _row, is_new = IdeaSupport.objects.get_or_create(idea=target, user=actor)
        if is_new:
            add_supporter(target)
    return row


@transaction.atomic
def refuse_merge(merge: IdeaMerge, *, actor, note: str = "") -> CaseEvent:
    """An author refuses; what supporters have chosen for themselves meanwhile stays."""
    fresh = _locked(merge)
    if fresh.state in IdeaMerge.LIFECYCLE["refuse"].sources:
        require(rules.may_refuse(actor, fresh))
    event = advance(merge, "refuse", actor=actor, note=note)
    _tell(merge, event, _authors(merge), gettext_lazy("Объединение не состоится"))
    return event


@transaction.atomic
def finish_merge(merge: IdeaMerge) -> bool:
    """By the clock: the source becomes «merged». Supporters who said nothing stay with it."""
    fresh = _locked(merge)
    if fresh.state != MergeState.CHOOSING or database_now() <= fresh.choose_until:
        return False
    held = _held(fresh.source_id, fresh.target_id)
    source, target = held[fresh.source_id], held[fresh.target_id]
    if source.state != IdeaState.PUBLISHED or not target.is_public:
        advance(fresh, "lapse", actor=None)
        return False
    advance(fresh, "finish", actor=None)
    move_idea(source, "merge", actor=None, merged_into=target)
    count(source, -1)
    tell(target, record(target, "absorbed", actor=None, note=source.title))
    return True


MOVES = {"refuse": refuse_merge}
