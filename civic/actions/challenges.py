"""A challenge from its announcement to its report; dated stages are moved by the clock."""

from itertools import chain, pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.actions.challenge_vote import close_vote, open_vote
from civic.actions.clock import database_now, require, signature
from civic.actions.idea_letters import TOPIC
from civic.actions.idea_letters import tell as tell_of_idea
from civic.models import Challenge, ChallengeStage
from civic.models.challenge_states import DATED, ChallengeState
from civic.models.idea_states import IdeaState
from civic.rules.challenges import may_announce, may_conclude, may_reschedule
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.discussion.actions import followers_of
from portal.law.deadlines import due
from portal.notifications.actions import notify
from portal.polls.actions import cancel_poll
from portal.polls.models import PollState

S = ChallengeState
NEEDED = (S.IDEAS, S.VOTING)
UNDECIDED = (IdeaState.SHORTLIST, IdeaState.VOTING)
LEFT_OUT = (IdeaState.PUBLISHED, IdeaState.EXPERTISE)


def _tell(challenge: Challenge, event: CaseEvent, news) -> None:
    """Followers of the challenge and the authors of its ideas."""
    authors = User.objects.filter(ideas__challenge=challenge, ideas__published_at__isnull=False)
    note = event.note or challenge.get_state_display()
    notify(
        event,
        chain(authors.distinct(), followers_of(challenge)),
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, challenge.title),
        body=format_lazy("«{}»\n\n{}", challenge.title, note),
        url=challenge.get_absolute_url(),
    )


def stage_problems(challenge: Challenge) -> list[str]:
    """What the calendar of the challenge lacks, in sentences; none when it may be announced."""
    return _problems(list(challenge.stages.all()))


def _problems(rows: list[ChallengeStage]) -> list[str]:
    kinds = [row.kind for row in rows]
    problems = [
        _("Нет этапа «%(stage)s».") % {"stage": kind.label} for kind in NEEDED if kind not in kinds
    ]
    if kinds != [kind for kind in DATED if kind in kinds]:
        problems.append(_("Этапы идут не по порядку: проверьте даты начала."))
    for before, after in pairwise(rows):
        if before.ends_at > after.starts_at:
            problems.append(
                _("Этап «%(stage)s» начинается раньше, чем кончается предыдущий.")
                % {"stage": after.get_kind_display()}
            )
    if rows and rows[-1].ends_at <= database_now():
        problems.append(_("Все этапы уже прошли."))
    return problems


@transaction.atomic
def announce(challenge: Challenge, *, actor, note: str = "") -> CaseEvent:
    """Publish the question with its dates. Raises ValidationError naming all they lack."""
    require(may_announce(actor, challenge))
    if problems := stage_problems(challenge):
        raise ValidationError(problems)
    return advance(challenge, "announce", actor=actor, note=note)


@transaction.atomic
def reschedule(challenge: Challenge, *, actor, note: str, dates: dict[str, tuple]) -> CaseEvent:
    """Move the stages of an announced challenge in public: `dates` of a kind are begin and end.

    What has begun keeps its beginning, a vote under way its end as well: its voters were told when
    it closes. Raises PermissionDenied, ValidationError naming all that is wrong or that nothing
    changes; followers and authors are told the reason.
    """
    fresh = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    require(may_reschedule(actor, fresh))
    if not note.strip():
        raise ValidationError({"note": _("Напишите причину: её увидят все.")})
    rows = list(fresh.stages.all())
    changed = _moved(rows, dates, database_now())
    ChallengeStage.objects.bulk_update(rows, ["starts_at", "ends_at"])
    event = record(fresh, "rescheduled", actor=actor, note=note, data={"stages": changed})
    _tell(fresh, event, gettext_lazy("Сроки вызова изменены"))
    return event


def _moved(rows: list[ChallengeStage], dates: dict[str, tuple], now) -> dict[str, list[str]]:
    """Give the rows their new dates; what changed, by kind: old and new begin and end."""
    changed, problems = {}, []
    for row in rows:
        old, new = (row.starts_at, row.ends_at), dates.get(row.kind, (row.starts_at, row.ends_at))
        if old == new:
            continue
        changed[row.kind] = [moment.isoformat() for moment in (*old, *new)]
        row.starts_at, row.ends_at = new
        problems += _broken(row, old, new, now)
    problems += _problems(sorted(rows, key=lambda row: row.starts_at))
    if not changed:
        problems.append(_("Ни одна дата не изменилась."))
    if problems:
        raise ValidationError(problems)
    return changed


def _broken(row: ChallengeStage, old: tuple, new: tuple, now) -> list[str]:
    """Promises that the new dates of a stage would break."""
    name, problems = {"stage": row.get_kind_display()}, []
    if old[0] <= now and new[0] != old[0]:
        problems.append(_("Этап «%(stage)s» уже начался: начало не меняют.") % name)
    if old[0] > now >= new[0]:
        problems.append(_("Этап «%(stage)s» нельзя начать в прошлом.") % name)
    if old[1] != new[1] and (old[1] <= now or new[1] <= now):
        problems.append(_("Этап «%(stage)s»: окончание не может быть в прошлом.") % name)
    if row.kind == S.VOTING and old[0] <= now and new[1] != old[1]:
        problems.append(_("Голосование уже идёт: его окончание объявлено и не меняется."))
    if new[1] <= new[0]:
        problems.append(_("Этап «%(stage)s»: окончание должно быть позже начала.") % name)
    return problems


@transaction.atomic
def move_by_date(challenge: Challenge) -> bool:
    """By the clock: enter the stage the dates ask for, with all that comes with it."""
    rows = Challenge.objects.select_for_update(of=("self",))
    fresh = rows.get(pk=challenge.pk)
    now = database_now()
    if fresh.state not in DATED:
        return False
    wanted = fresh.stage_at(now)
    order = (*DATED, S.DECISION)
    if order.index(wanted) <= order.index(fresh.state):
        return False
    changes = {}
    if wanted == S.VOTING:
        open_vote(fresh, now)
    if wanted == S.DECISION:
        close_vote(fresh)
        changes["decision_due"] = due("challenge_decision", now)
    event = advance(fresh, f"begin_{wanted}", actor=None, **changes)
    _tell(fresh, event, gettext_lazy("Новый этап"))
    challenge.refresh_from_db()
    return True


@transaction.atomic
def conclude(challenge: Challenge, *, actor, note: str, post: str = "") -> CaseEvent:
    """Publish the decision with reasons, signed. Every idea on the ballot must have its own
    decision before; what the experts left out is told so and put away.
    """
    fresh = Challenge.objects.select_for_update().get(pk=challenge.pk)
    require(may_conclude(actor, fresh))
    if not post.strip():
        raise ValidationError({"post": _("Укажите должность: решение подписывается.")})
    if left := fresh.ideas.filter(state__in=UNDECIDED).count():
        raise ValidationError(
            _("Сначала примите или отклоните идеи короткого списка. Осталось: %(left)d.")
            % {"left": left}
        )
    signed = {
        "decision": note,
        "decided_by": signature(actor, post),
        "decided_at": database_now(),
    }
    event = advance(challenge, "conclude", actor=actor, note=note, **signed)
    for idea in fresh.ideas.filter(state__in=LEFT_OUT):
        advance(idea, "archive", actor=None, note=_("Идея не вошла в отбор."))
        tell_of_idea(idea, record(idea, "not_selected", actor=None))
    _tell(challenge, event, gettext_lazy("Решение по вызову"))
    return event


@transaction.atomic
def report(challenge: Challenge, *, actor, note: str) -> CaseEvent:
    """Publish what was done; the note is the report."""
    require(may_conclude(actor, challenge))
    event = advance(challenge, "report", actor=actor, note=note, report=note)
    _tell(challenge, event, gettext_lazy("Отчёт по вызову"))
    return event


@transaction.atomic
def cancel(challenge: Challenge, *, actor, note: str) -> CaseEvent:
    """Call the challenge off with a public reason; a vote under way is cancelled uncounted, and
    the ideas that waited for its end are put away.
    """
    require(may_announce(actor, challenge))
    event = advance(challenge, "cancel", actor=actor, note=note)
    if challenge.poll_id and challenge.poll.state == PollState.OPEN:
        cancel_poll(challenge.poll, actor=None, note=note)
    for idea in challenge.ideas.filter(state__in=(*UNDECIDED, *LEFT_OUT)):
        advance(idea, "archive", actor=None, note=_("Вызов отменён."))
    _tell(challenge, event, gettext_lazy("Вызов отменён"))
    return event


MOVES = {"announce": announce, "conclude": conclude, "report": report, "cancel": cancel}
