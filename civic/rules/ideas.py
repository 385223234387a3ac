"""Who may do what with an idea, and when: role × stage in one predicate, officials included.

`now` is the moment that counts: the database's clock where a second decides. A free idea has no
stages.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from civic.rules.challenges import in_stage
from civic.rules.people import PARTICIPANT_AGE, named, official, signed_in
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

CHECK, ANSWER, ASSESS = "civic.moderate_idea", "civic.answer_idea", "civic.assess_idea"
TALKING = ("ideas", "discussion")
GATHERING = (*TALKING, "merging")
UNTIL_VOTE = (*GATHERING, "selection")
DECIDED = ("roadmap", "reported")


def stage_of(idea, *kinds: str, now=None) -> Verdict:
    """A free idea lives by no calendar; the others by the stages of their challenge."""
    return in_stage(idea.challenge, *kinds, now=now) if idea.challenge_id else ALLOWED


def may_propose(user, challenge=None, now=None) -> Verdict:
    """To start an idea: anybody signed in from 14; of a challenge, while it collects ideas."""
    if not (verdict := signed_in(user)):
        return verdict
    if challenge is not None and not (verdict := in_stage(challenge, "ideas", now=now)):
        return verdict
    return require_age(user, PARTICIPANT_AGE, timezone.localdate(now))


def _writer(user, idea) -> Verdict:
    if user.is_authenticated and user.is_active and idea.is_written_by(user):
        return ALLOWED
    return refuse(_("Это могут сделать только авторы идеи."))


def _author(user, idea) -> Verdict:
    if user.is_authenticated and user.is_active and user.pk == idea.author_id:
        return ALLOWED
    return refuse(_("Это может сделать только автор идеи."))


def may_edit(user, idea, now=None) -> Verdict:
    """To write a new version: the authors; of a published idea, while it is talked over."""
    if not (verdict := _writer(user, idea)):
        return verdict
    if idea.state == "draft":
        return ALLOWED
    if idea.state == "published":
        return stage_of(idea, *TALKING, now=now)
    return refuse(_("Текст больше не меняется: идея на проверке или по ней идёт отбор."))


def may_submit(user, idea, now=None) -> Verdict:
    verdict = first_refusal(_author(user, idea), stage_of(idea, "ideas", now=now))
    return verdict and require_age(user, PARTICIPANT_AGE, timezone.localdate(now))


def may_withdraw(user, idea, now=None) -> Verdict:
    """To take it back: the author; a published one until the experts get it."""
    if not (verdict := _author(user, idea)):
        return verdict
    return ALLOWED if idea.state == "draft" else stage_of(idea, *GATHERING, now=now)


def may_invite(user, idea, now=None) -> Verdict:
    if not (verdict := _author(user, idea)):
        return verdict
    if idea.state not in ("draft", "moderation", "published"):
        return refuse(_("Соавторов приглашают, пока идею не передали экспертам."))
    return ALLOWED


def _not_own(user, idea) -> Verdict:
    if idea.is_written_by(user):
        return refuse(_("Своей идеей занимается другой сотрудник."))
    return ALLOWED


def may_check(user, idea, now=None) -> Verdict:
    """To publish or return what was sent, until the ballot is printed."""
    return first_refusal(
        official(user, CHECK), _not_own(user, idea), stage_of(idea, *UNTIL_VOTE, now=now)
    )


def may_hide(user, idea, now=None) -> Verdict:
    """To take down what breaks the rules or the law: that waits for no stage."""
    return first_refusal(official(user, CHECK), _not_own(user, idea))


def may_select(user, idea, now=None) -> Verdict:
    """To hand an idea to experts and to put it on the shortlist."""
    return first_refusal(
        official(user, CHECK), _not_own(user, idea), stage_of(idea, "selection", now=now)
    )


def may_resolve(user, idea, now=None) -> Verdict:
    """To accept or decline in one's own name; in a challenge only at the stage of the decision."""
    role = first_refusal(official(user, ANSWER), named(user), _not_own(user, idea))
    return role and stage_of(idea, "decision", now=now)


def may_answer(user, idea, now=None) -> Verdict:
    """To give the official answer that is owed; it never waits for a stage."""
    if idea.state not in ("published", "expertise", "shortlist", "voting"):
        return refuse(_("По этой идее решение уже принято или она ещё не опубликована."))
    return first_refusal(official(user, ANSWER), named(user), _not_own(user, idea))


def may_assess(user, idea, now=None) -> Verdict:
    """To give an expert's assessment, once per expert, while the experts have the idea."""
    if idea.state != "expertise":
        return refuse(_("Заключения принимаются, пока идея на экспертизе."))
    return first_refusal(
        official(user, ASSESS), _not_own(user, idea), stage_of(idea, "selection", now=now)
    )


def may_realise(user, idea, now=None) -> Verdict:
    """To keep the road map and report on an accepted idea."""
    return first_refusal(
        official(user, ANSWER),
        named(user),
        _not_own(user, idea),
        stage_of(idea, "decision", *DECIDED, now=now),
    )


def may_plan(user, idea, now=None) -> Verdict:
    """To write the road map: of an idea that was accepted."""
    if idea.state not in ("accepted", "implementing"):
        return refuse(_("Дорожная карта есть у принятых идей."))
    return may_realise(user, idea, now)


def may_join(user, invitation) -> Verdict:
    """To answer an invitation: whoever owns the invited address, once."""
    if not (verdict := signed_in(user)):
        return verdict
    if user.email.lower() != invitation.email.lower():
        return refuse(_("Это приглашение не вам."))
    if invitation.accepted_at or invitation.declined_at:
        return refuse(_("Вы уже ответили на это приглашение."))
    return ALLOWED


def may_close(user, idea, now=None) -> Verdict:
    """To archive; of a challenge only after its decision, for until then the idea competes."""
    return first_refusal(
        official(user, CHECK), _not_own(user, idea), stage_of(idea, *DECIDED, now=now)
    )


def may_take_back(user, idea, now=None) -> Verdict:
    """To take one's support back: while support is gathered."""
    if idea.state not in ("published", "expertise", "shortlist", "voting"):
        return refuse(_("Поддержать можно только идею, по которой ещё нет решения."))
    kinds = UNTIL_VOTE
    if idea.challenge_id and idea.challenge.vote_kind == "support":
        kinds = (*UNTIL_VOTE, "voting")
    return first_refusal(signed_in(user), stage_of(idea, *kinds, now=now))


def may_support(user, idea, now=None) -> Verdict:
    """«Поддерживаю»: from 14 with a confirmed telephone, while it matters. Support obliges
    officials to answer, and an e-mail address is not a person.
    """
    verdict = first_refusal(may_take_back(user, idea, now), require_level(user, Level.DECLARED))
    return verdict and require_age(user, PARTICIPANT_AGE, timezone.localdate(now))


def may_comment(user, idea, now=None) -> Verdict:
    """To comment: anybody signed in, under a public idea that is not put away."""
    if not idea.is_public or idea.state in ("archived", "merged"):
        return refuse(_("Обсуждение этой идеи закрыто."))
    return signed_in(user)


# What the table of moves (`Idea.LIFECYCLE`) and the discussion ask by name.
RIGHTS = {
    "civic.submit_idea": may_submit,
    "civic.withdraw_idea": may_withdraw,
    "civic.check_idea": may_check,
    "civic.hide_idea": may_hide,
    "civic.select_idea": may_select,
    "civic.resolve_idea": may_resolve,
    "civic.realise_idea": may_realise,
    "civic.close_idea": may_close,
    "civic.comment_idea": may_comment,
    "civic.support_idea": may_support,
    "civic.answer_idea": may_answer,
}
