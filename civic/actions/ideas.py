"""Writing an idea alone and together, supporting it, assessing it, keeping its road map."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from civic.actions.clock import database_now, require
from civic.actions.idea_letters import TOPIC, tell
from civic.actions.idea_moves import keep_version, locked
from civic.models import CoAuthor, Idea, IdeaReview, IdeaStep, IdeaSupport
from civic.models.idea_states import IdeaState
from civic.rules import ideas as rules
from portal.accounts.models import User
from portal.cases.actions import record
from portal.law.deadlines import due
from portal.notifications.actions import notify

FIELDS = ("title", "text", "district", "address")
MOST_DRAFTS = 20
MOST_COAUTHORS = 5


@transaction.atomic
def start_idea(challenge, *, actor, **values) -> Idea:
    """A draft, free when `challenge` is None; at most 20 unfinished ones of an author."""
    require(rules.may_propose(actor, challenge, database_now()))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # parallel tabs count each other
    if Idea.objects.filter(author=actor, state=IdeaState.DRAFT).count() >= MOST_DRAFTS:
        raise ValidationError(_("У вас уже 20 черновиков. Отправьте или отзовите один из них."))
    return Idea.objects.create(challenge=challenge, author=actor, **_known(values))


def _known(values: dict) -> dict:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not a field of an idea: {unknown}")
    return values


@transaction.atomic
def save_idea(idea: Idea, *, actor, reason: str = "", **values) -> Idea:
    """Write a draft anew, or a further version of a published idea, which its people are told.

    Raises PermissionDenied also when the idea was taken to the experts since the page was opened;
    ValidationError when a version says not why it was made.
    """
    fresh = locked(idea)
    require(rules.may_edit(actor, fresh, database_now()))
    for name, value in _known(values).items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*values, "updated_at"])
    if fresh.state != IdeaState.DRAFT:
        if not reason.strip():
            raise ValidationError({"reason": _("Напишите, что изменено и почему.")})
        if keep_version(fresh, author=actor, reason=reason):
            data = {"version": fresh.version}
            tell(fresh, record(fresh, "revised", actor=actor, note=reason, data=data))
    return fresh


@transaction.atomic
def support(idea: Idea, *, actor) -> bool:
    """Support once per account; return whether it is new. At the threshold an answer is owed."""
    fresh = locked(idea)
    require(rules.may_support(actor, fresh, database_now()))
    _row, is_new = IdeaSupport.objects.get_or_create(idea=fresh, user=actor)
    if is_new:
        add_supporter(fresh)
    return is_new


def add_supporter(idea: Idea) -> None:
    """Count one more on the locked row; the first to reach the threshold starts the term."""
    Idea.objects.filter(pk=idea.pk).update(supporters=F("supporters") + 1)
    idea.supporters += 1
    if idea.supporters < idea.threshold or idea.threshold_at or idea.answered_at:
        return
    now = database_now()
    term = {"threshold_at": now, "answer_due": due("idea_answer", now)}
    Idea.objects.filter(pk=idea.pk).update(**term)
    data = {"supporters": idea.supporters, "due": term["answer_due"].isoformat()}
    tell(idea, record(idea, "threshold", actor=None, data=data))


@transaction.atomic
def unsupport(idea: Idea, *, actor) -> bool:
    """Take the support back, while support is gathered; an answer once owed stays owed."""
    fresh = locked(idea)
    require(rules.may_take_back(actor, fresh, database_now()))
    removed, _rows = IdeaSupport.objects.filter(idea=fresh, user=actor).delete()
    if removed:
        Idea.objects.filter(pk=fresh.pk).update(supporters=F("supporters") - 1)
    return bool(removed)


@transaction.atomic
def invite(idea: Idea, *, actor, email: str) -> CoAuthor:
    """Invite a co-author by address, whether or not it has an account: the answer is the same."""
    fresh = locked(idea)
    require(rules.may_invite(actor, fresh))
    email = email.strip().lower()
    if email == actor.email.lower():
        raise ValidationError({"email": _("Вы и так автор этой идеи.")})
    if fresh.coauthors.count() >= MOST_COAUTHORS:
        raise ValidationError(_("Соавторов не больше пяти."))
    invitation, is_new = CoAuthor.objects.get_or_create(idea=fresh, email=email)
    if is_new:
        _send_invitation(fresh, invitation, actor)
    return invitation


def _send_invitation(idea: Idea, invitation: CoAuthor, actor) -> None:
    person = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    link = reverse("civic:my_ideas")
    event = record(idea, "invited", actor=actor, public=False)
    with override(person.language if person else settings.LANGUAGE_CODE):
        subject = _("Вас приглашают в соавторы идеи: %(idea)s") % {"idea": idea.title}
        body = _("Откройте «Мои идеи», чтобы согласиться или отказаться.")
    if person:
        notify(event, [person], topic=TOPIC, subject=subject, body=body, url=link)
        return
    text = f"{body}\n\n{settings.SITE_URL}{link}"
    EmailMessage(subject=subject, body=text, to=[invitation.email]).send()


@transaction.atomic
def answer_invitation(invitation: CoAuthor, *, actor, accept: bool) -> CoAuthor:
    """The invited person joins or declines; the address of the account must be the invited one."""
    row = CoAuthor.objects.select_for_update().get(pk=invitation.pk)
    require(rules.may_join(actor, row))
    row.user = actor if accept else None
    row.accepted_at = database_now() if accept else None
    row.declined_at = None if accept else database_now()
    row.save()
    if accept:
        record(row.idea, "coauthor", actor=actor)
    return row


@transaction.atomic
def assess(idea: Idea, *, actor, **marks) -> IdeaReview:
    """An expert's assessment, once; a second one of the same expert is refused."""
    fresh = locked(idea)
    require(rules.may_assess(actor, fresh, database_now()))
    if fresh.reviews.filter(expert=actor).exists():
        raise ValidationError(_("Вы уже дали заключение по этой идее."))
    review = IdeaReview.objects.create(idea=fresh, expert=actor, **marks)
    record(fresh, "assessed", actor=actor)
    return review


@transaction.atomic
def add_step(idea: Idea, *, actor, title: str, due, department=None) -> IdeaStep:
    """A further step of the road map."""
    fresh = locked(idea)
    require(rules.may_plan(actor, fresh, database_now()))
    step = IdeaStep.objects.create(idea=fresh, title=title, due=due, department=department)
    record(fresh, "step", actor=actor, note=title)
    return step


@transaction.atomic
def complete_step(step: IdeaStep, *, actor) -> IdeaStep:
    """Mark a step done today; twice changes nothing."""
    fresh = locked(step.idea)
    now = database_now()
    require(rules.may_plan(actor, fresh, now))
    if IdeaStep.objects.filter(pk=step.pk, done_at=None).update(done_at=timezone.localdate(now)):
        record(fresh, "step", actor=actor, note=_("Сделано: %(step)s") % {"step": step.title})
    step.refresh_from_db()
    return step


@transaction.atomic
def forget_coauthor(user: User) -> None:
    """An erased account leaves no address in the invitations it got."""
    for row in CoAuthor.objects.filter(email__iexact=user.email):
        CoAuthor.objects.filter(pk=row.pk).update(email=f"{row.pk}@erased.invalid")
