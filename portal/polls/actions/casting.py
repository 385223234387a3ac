"""Casting a ballot: one person, one row, the whole choice in one transaction."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User, Verification
from portal.accounts.rights import age_on
from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.notifications.models import Notification
from portal.polls import ballots
from portal.polls.actions.locks import lock_for_casting
from portal.polls.actions.register import insert, locked_row, mark_of
from portal.polls.ballots import Choice
from portal.polls.limits import Limits
from portal.polls.models import Ballot, BallotEvent, BallotKind, DistrictRule, Poll
from portal.polls.rules import casted_offline, may_vote

TOPIC = "vote"


@transaction.atomic
def cast_ballot(poll: Poll, *, voter: User, choices: Iterable, url: str = "") -> Ballot:
    """Store the person's whole vote, replacing an earlier one; `choices` are numbers or `Choice`s.

    In a ranking their order is the voter's, best first. The same choice again changes nothing: no
    new receipt, no letter. A changed one gets a new nonce and receipt. `url` is where the letter
    leads. Raises PermissionDenied with the reason of `may_vote` or of `casted_offline`,
    ValidationError for a ballot outside the limits; nothing is stored then.
    """
    poll = lock_for_casting(poll, voter)
    voter, proof = _account(voter)
    _require(may_vote(voter, poll, poll.clock, proof))
    limits = limits_of(poll, residence_of(voter, proof))
    text, district = checked(limits, choices)
    mark = mark_of(voter, poll, proof)
    while True:
        ballot = locked_row(poll, mark, voter) or Ballot(poll=poll, voter_mark=mark)
        ballot.poll = poll  # with its clock
        if ballot.pk:
            _require(casted_offline(ballot))
            _follow(ballot, mark)
        if ballot.pk and ballot.choices == text:
            return ballot
        before, other = ballot.receipt, ballot.voter if ballot.voter_id != voter.pk else voter
        _fill(ballot, voter, proof, text=text, district=district)
        line = line_of(ballot, before)
        if ballot.pk:
            ballot.save()
            line.save()
        elif not insert(ballot, line):
            continue  # another account of the same person, or paper, was a moment faster
        _tell(poll, ballot, {voter, other} - {None}, url)
        return ballot


def _account(voter: User) -> tuple[User, Verification | None]:
    """The account as it is now, and its proof in force."""
    proofs = Verification.objects.active().filter(user_id=voter.pk)
    for proof in proofs.select_related("user", "district").order_by():  # one at most
        return proof.user, proof
    return User.objects.select_related("district").get(pk=voter.pk), None


def _require(verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def residence_of(voter: User, proof: Verification | None) -> str:
    """The code of the district the person lives in: proved, if there is a proof."""
    district = proof.district if proof else voter.district
    return district.code if district else ""


def limits_of(poll: Poll, residence: str | None = None) -> Limits:
    """What a ballot of this poll may hold; reads the options.

    `residence` is the district of the voter, None while nobody knows it: then every district goes.
    """
    levels = poll.district_rule != DistrictRule.NONE
    columns = ("number", "cost", "district__code") if levels else ("number", "cost")
    rows = list(poll.options.order_by().values_list(*columns))
    return Limits(
        costs={row[0]: row[1] for row in rows},
        min_choices=poll.min_choices,
        max_choices=1 if poll.ballot_kind == BallotKind.CHOOSE_ONE else poll.max_choices,
        max_cost=poll.max_cost,
        kind=poll.ballot_kind,
        max_sum_points=poll.max_sum_points,
        max_points=poll.max_points,
        districts={row[0]: row[2] for row in rows if row[2]} if levels else {},
        max_city=poll.max_city,
        max_district=poll.max_district,
        residence=residence if poll.district_rule == DistrictRule.RESIDENCE else None,
    )


def checked(limits: Limits, choices: Iterable) -> tuple[str, str]:
    """The canonical text of the choices and the district whose list they use.

    Raises ValidationError with every sentence for a ballot outside the limits.
    """
    given = [one if isinstance(one, Choice) else Choice(int(one)) for one in choices]
    if problems := limits.problems(given):
        raise ValidationError(problems)
    text = ballots.canonical(given, ranked=limits.kind == BallotKind.ORDINAL)
    return text, limits.district_of(given)


def _follow(ballot: Ballot, mark: str) -> None:
    """The account's ballot goes along when its person proves anew, by a name put right."""
    if ballot.voter_mark != mark:
        ballot.voter_mark = mark
        ballot.save(update_fields=["voter_mark"])


def _fill(ballot: Ballot, voter: User, proof, *, text: str, district: str) -> None:
    poll = ballot.poll
    ballot.changes += bool(ballot.receipt)
    ballot.nonce = ballots.new_nonce()
    ballot.choices, ballot.receipt = text, ballots.receipt(poll.uuid, ballot.nonce, text)
    ballot.voter, ballot.cast_at, ballot.chosen_district = voter, poll.clock, district
    born = (proof and proof.birth_date) or voter.birth_date
    ballot.age = age_on(born, timezone.localdate(poll.clock)) if born else None
    ballot.district_code = residence_of(voter, proof)


def line_of(ballot: Ballot, before: str = "") -> BallotEvent:
    """What the journal says of the ballot; `before` is the receipt it replaces."""
    return BallotEvent(
        poll=ballot.poll,
        kind=BallotEvent.Kind.CHANGE if before else BallotEvent.Kind.CAST,
        commitment=ballot.receipt,
        replaces=before,
        created_at=ballot.cast_at,
    )


def _tell(poll: Poll, ballot: Ballot, people: set[User], url: str) -> None:
    """A letter with the receipt, never with the choices.

    The event hangs on the ballot and names nobody: history is for ever, while the link between a
    person and a ballot must be erasable, and the poll's own history must not add up to a count.
    """
    event = record(ballot, "cast", actor=None, public=False)
    body = _letter(poll.title, ballot.receipt, poll.closes_at, ballot.changes)
    notify(event, people, topic=TOPIC, subject=_subject(ballot.changes), body=body, url=url)


def _subject(changes: int):
    return gettext_lazy("Ваш новый выбор учтён") if changes else gettext_lazy("Ваш голос учтён")


def _letter_text(title: str, receipt: str, until, changes: int) -> str:
    opening = (
        _("Ваш новый выбор в голосовании «%(title)s» учтён. Прежний больше не действует.")
        if changes
        else _("Ваш голос в голосовании «%(title)s» учтён.")
    )
    ending = _(
        "Номер квитанции: %(receipt)s\n"
        "Сохраните его: после завершения по нему можно найти свой бюллетень.\n"
        "Изменить выбор можно до %(until)s. Считается последний.\n"
        "Если голосовали не вы, сразу смените пароль и сообщите нам."
    )
    when = date_format(timezone.localtime(until), "j E Y, H:i")
    return f"{opening}\n\n{ending}" % {"title": title, "receipt": receipt, "until": when}


_letter = lazy(_letter_text, str)


@transaction.atomic
def forget_voter(user: User) -> None:
    """Untie an erased account from its ballots; the mark still keeps the person to one ballot."""
    Ballot.objects.filter(voter=user).update(voter=None)
    Notification.objects.filter(recipient=user, topic=TOPIC).delete()
