"""The moves of an idea, each with its letter to the authors and followers."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from civic.actions.clock import database_now, require, signature
from civic.actions.idea_letters import tell
from civic.models import Challenge, Idea, IdeaVersion
from civic.models.idea_states import DeclineGround
from civic.rules import RIGHTS
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.law.deadlines import due


def locked(idea: Idea) -> Idea:
    """The row as it is now, held until the transaction ends, with its challenge."""
    rows = Idea.objects.select_for_update(of=("self",)).select_related("challenge")
    return rows.get(pk=idea.pk)


def move(idea: Idea, name: str, *, actor, note: str = "", now=None, **changes) -> CaseEvent:
    """Ask the right (its reason reaches the page), move, and tell those whom it concerns."""
    transition = Idea.LIFECYCLE[name]
    if actor is not None and transition.permission and idea.state in transition.sources:
        require(RIGHTS[transition.permission](actor, idea, now or database_now()))
    if actor is not None and actor.is_staff and not idea.is_written_by(actor):
        changes.setdefault("handler", actor)
    event = advance(idea, name, actor=actor, note=note, **changes)
    tell(idea, event)
    return event


@transaction.atomic
def submit(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    """Send a draft to the officials. The database's clock decides the last second of the stage."""
    fresh = locked(idea)
    now = database_now()
    event = move(
        fresh, "submit", actor=actor, note=note, now=now,
        submitted_at=now, check_due=due("idea_check", now),
    )  # fmt: skip
    idea.refresh_from_db()
    return event


@transaction.atomic
def withdraw(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    was_public = idea.is_public
    event = move(idea, "withdraw", actor=actor, note=note)
    if was_public:
        count(idea, -1)
    return event


def count(idea: Idea, change: int) -> None:
    """Keep the challenge's counter of public ideas."""
    if idea.challenge_id:
        rows = Challenge.objects.filter(pk=idea.challenge_id)
        rows.update(idea_count=F("idea_count") + change)


@transaction.atomic
def return_idea(idea: Idea, *, actor, note: str) -> CaseEvent:
    return move(idea, "return", actor=actor, note=note)


@transaction.atomic
def publish(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    """Publish; the wording that everybody sees from now on becomes a version."""
    fresh = locked(idea)
    now = database_now()
    published = fresh.published_at or now
    event = move(fresh, "publish", actor=actor, note=note, now=now, published_at=published)
    keep_version(fresh)
    count(fresh, +1)
    idea.refresh_from_db()
    return event


def keep_version(idea: Idea, *, author=None, reason: str = "") -> bool:
    """Append the present wording unless it is the last one kept; whether it was appended."""
    last = idea.versions.last()
    if last and (last.title, last.text) == (idea.title, idea.text):
        return False
    number = last.number + 1 if last else 1
    IdeaVersion.objects.create(
        idea=idea,
        number=number,
        title=idea.title,
        text=idea.text,
        reason=reason,
        author=author or idea.author,
    )
    Idea.objects.filter(pk=idea.pk).update(version=number)
    idea.version = number
    return True


@transaction.atomic
def hide(idea: Idea, *, actor, note: str) -> CaseEvent:
    event = move(idea, "hide", actor=actor, note=note)
    count(idea, -1)
    return event


@transaction.atomic
def examine(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    return move(idea, "examine", actor=actor, note=note)


@transaction.atomic
def shortlist(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    """Put on the shortlist. Raises ValidationError while no expert has assessed the idea."""
    if not idea.reviews.exists():
        raise ValidationError(_("Сначала нужно хотя бы одно заключение эксперта."))
    return move(idea, "shortlist", actor=actor, note=note)


@transaction.atomic
def accept(idea: Idea, *, actor, note: str, post: str = "") -> CaseEvent:
    return _resolve(idea, "accept", actor, note, post)


@transaction.atomic
def decline(idea: Idea, *, actor, note: str, post: str = "", ground: str = "") -> CaseEvent:
    if ground not in DeclineGround.values:
        raise ValidationError({"ground": _("Выберите основание из списка.")})
    return _resolve(idea, "decline", actor, note, post, decline_ground=ground)


def _resolve(idea: Idea, name: str, actor, note: str, post: str, **more) -> CaseEvent:
    """A decision is an official answer: signed, with reasons."""
    if not post.strip():
        raise ValidationError({"post": _("Укажите должность: ответ подписывается.")})
    signed = {"answer": note, "answered_by": signature(actor, post), "answered_at": database_now()}
    return move(idea, name, actor=actor, note=note, **signed, **more)


@transaction.atomic
def answer(idea: Idea, *, actor, text: str, post: str) -> CaseEvent:
    """The official answer that is owed, without a decision yet: signed and public."""
    fresh = locked(idea)
    now = database_now()
    require(RIGHTS["civic.answer_idea"](actor, fresh, now))
    if not text.strip() or not post.strip():
        raise ValidationError(_("Ответ и должность обязательны."))
    signed = {"answer": text, "answered_by": signature(actor, post), "answered_at": now}
    Idea.objects.filter(pk=fresh.pk).update(**signed)
    event = record(fresh, "answered", actor=actor, note=text)
    tell(fresh, event)
    return event


@transaction.atomic
def implement(idea: Idea, *, actor, note: str = "") -> CaseEvent:
    return move(idea, "implement", actor=actor, note=note)


@transaction.atomic
def finish(idea: Idea, *, actor, note: str) -> CaseEvent:
    """Report what was done; the note is the report."""
    return move(idea, "finish", actor=actor, note=note, report=note)


@transaction.atomic
def archive(idea: Idea, *, actor, note: str) -> CaseEvent:
    return move(idea, "archive", actor=actor, note=note)


MOVES: dict[str, Callable] = {
    "submit": submit,
    "withdraw": withdraw,
    "return": return_idea,
    "publish": publish,
    "hide": hide,
    "examine": examine,
    "shortlist": shortlist,
    "accept": accept,
    "decline": decline,
    "implement": implement,
    "finish": finish,
    "archive": archive,
}
