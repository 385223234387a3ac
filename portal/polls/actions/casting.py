"""Casting a ballot: one person, one row, the whole choice in one transaction."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import Level, Method, User
from portal.accounts.rights import age_on
from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.notifications.models import Notification
from portal.polls import ballots
from portal.polls.actions.locks import lock_for_casting
from portal.polls.models import Ballot, BallotEvent, BallotKind, Poll
from portal.polls.rules import may_vote

TOPIC = "vote"
CASTABLE = (BallotKind.APPROVAL, BallotKind.CHOOSE_ONE)


@transaction.atomic
def cast_ballot(poll: Poll, *, voter: User, choices, url: str = "") -> Ballot:
    """Store the person's whole vote, replacing an earlier one; `choices` are option numbers.

    The same choice again changes nothing: no new receipt, no letter. A changed one gets a new
    nonce and receipt. `url` is where the letter leads. Raises PermissionDenied with the reason of
    `may_vote`, ValidationError for a ballot outside the limits; nothing is stored then.
    """
    poll = lock_for_casting(poll)
    # The lock: what the account has proved stays so until its ballot is stored.
    voter = User.objects.select_for_update(no_key=True).get(pk=voter.pk)
    proof = voter.active_verification
    verdict = may_vote(voter, poll, poll.clock, proof)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    ballot = _row_of(poll, voter, mark_of(voter, poll, proof))
    text = _checked(poll, choices)
    if ballot.choices == text and ballot.receipt:
        return ballot
    return _write(poll, ballot, voter, proof=proof, text=text, url=url)


def mark_of(voter: User, poll: Poll, proof=None) -> str:
    """The person behind the account in this poll. At level 0 an account is all there is.

    Where a phone is enough, the phone stays the person also after a fuller proof: else the same
    phone, free again, would vote from a second account.
    """
    proof = proof or voter.active_verification
    if poll.min_level == Level.EMAIL or proof is None:
        person = f"account:{voter.pk}"
    else:
        phone = _phone_key(voter) if poll.min_level == Level.DECLARED else None
        person = f"person:{phone or proof.person_key}"
    return ballots.voter_mark(settings.PERSON_KEY_SECRET, poll.uuid, person)


def _phone_key(voter: User) -> str | None:
    phones = voter.verifications.filter(method=Method.SMS).order_by("-id")
    return phones.values_list("person_key", flat=True).first()


def ballot_of(poll: Poll, voter: User) -> Ballot | None:
    """The ballot of the person, whichever account cast it; else the one this account cast."""
    mark = mark_of(voter, poll)
    found = poll.ballots.filter(Q(voter_mark=mark) | Q(voter=voter))
    return min(found, key=lambda row: row.voter_mark != mark, default=None)


def _row_of(poll: Poll, voter: User, mark: str) -> Ballot:
    """The one row of the person, locked; a new one has no receipt yet and dies with a refusal."""
    rows = Ballot.objects.filter(Q(voter_mark=mark) | Q(voter=voter), poll=poll)
    found = list(rows.select_for_update().order_by("id"))
    if len(found) > 1:
        raise ValidationError(
            _(
                "С этой учётной записи уже подан бюллетень по прежним данным, а с другой — по "
                "нынешним. Оба менять нельзя: напишите нам, сотрудник разберётся."
            )
        )
    return _marked(found[0], mark) if found else _new_row(poll, mark)


def _marked(ballot: Ballot, mark: str) -> Ballot:
    """The account's ballot goes along when its person proves anew, by a name put right."""
    if ballot.voter_mark != mark:
        ballot.voter_mark = mark
        ballot.save(update_fields=["voter_mark"])
    return ballot


def _new_row(poll: Poll, mark: str) -> Ballot:
    fresh = Ballot(poll=poll, voter_mark=mark, cast_at=poll.clock)
    Ballot.objects.bulk_create([fresh], ignore_conflicts=True)
    return Ballot.objects.select_for_update().get(poll=poll, voter_mark=mark)


def _checked(poll: Poll, choices) -> str:
    if poll.ballot_kind not in CASTABLE:
        raise ValidationError(_("Такие бюллетени портал пока принимает только на бумаге."))
    numbers = [int(number) for number in choices]
    if problems := limits_of(poll).problems(numbers):
        raise ValidationError(problems)
    return ballots.canonical(numbers)


def limits_of(poll: Poll) -> ballots.Limits:
    """What a ballot of this poll may hold; reads the options."""
    at_most = 1 if poll.ballot_kind == BallotKind.CHOOSE_ONE else poll.max_choices
    costs = dict(poll.options.values_list("number", "cost"))
    return ballots.Limits(costs, poll.min_choices, at_most, poll.max_cost)


def _write(poll: Poll, ballot: Ballot, voter: User, *, proof, text: str, url: str) -> Ballot:
    before, other = ballot.receipt, ballot.voter
    ballot.nonce = ballots.new_nonce()
    ballot.choices, ballot.receipt = text, ballots.receipt(poll.uuid, ballot.nonce, text)
    ballot.voter, ballot.cast_at = voter, poll.clock
    ballot.changes += bool(before)
    _note_turnout(ballot, voter, proof)
    ballot.save()
    _journal(poll, ballot, before)
    _tell(poll, ballot, {voter, other} - {None}, url)
    return ballot


def _note_turnout(ballot: Ballot, voter: User, proof) -> None:
    born = (proof and proof.birth_date) or voter.birth_date
    district = proof.district if proof else voter.district
    ballot.age = age_on(born, timezone.localdate(ballot.cast_at)) if born else None
    ballot.district_code = district.code if district else ""


def _journal(poll: Poll, ballot: Ballot, before: str) -> None:
    kind = BallotEvent.Kind.CHANGE if before else BallotEvent.Kind.CAST
    BallotEvent.objects.create(
        poll=poll, kind=kind, commitment=ballot.receipt, replaces=before, created_at=ballot.cast_at
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
