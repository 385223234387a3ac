"""Voting on paper, the register: opening the box of a centre and marking who voted there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.identity import Person, person_key
from portal.accounts.models import CensusEntry, User, Verification
from portal.accounts.rights import Verdict, age_on
from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.places.models import Centre, District
from portal.polls.actions.locks import lock_account, lock_for_casting
from portal.polls.actions.register import insert, locked_row, mark_of_person
from portal.polls.models import Ballot, Method, PaperBox, PaperMark, Poll
from portal.polls.rules import eligible_on_paper, may_mark_on_paper, may_open_box

TOPIC = "vote"


def require(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


@transaction.atomic
def open_box(poll: Poll, *, actor: User, centre: Centre) -> PaperBox:
    """The box of the centre, opened once. Raises PermissionDenied with the reason."""
    poll = lock_for_casting(poll)
    require(may_open_box(actor, poll, centre, poll.clock))
    box, created = PaperBox.objects.get_or_create(poll=poll, centre=centre)
    if created:
        record(box, "opened", actor=actor, public=False)
    return box


@transaction.atomic
def mark_paper_voter(
    box: PaperBox, *, actor: User, person: Person, district: District | None = None
) -> PaperMark:
    """Note that the person, whose passport the operator saw, votes on paper here.

    The row stands in the same register as votes on the portal, so each person has one. `district`
    is what the passport says; what the list of residents or a proof says goes before it. Raises
    PermissionDenied for an operator who may not, ValidationError for a person who may not vote or
    has voted.
    """
    poll = lock_for_casting(box.poll)
    require(may_mark_on_paper(actor, box, poll, poll.clock))
    key = person_key(person)
    account = _account_of(key)
    lives_in = _district_of(key) or district
    if not (verdict := eligible_on_paper(poll, person.birth_date, lives_in, poll.clock)):
        raise ValidationError(verdict.reason)
    row = Ballot(
        poll=poll,
        voter_mark=mark_of_person(poll, key),
        method=Method.PAPER,
        cast_at=poll.clock,
        age=age_on(person.birth_date, timezone.localdate(poll.clock)),
        district_code=lives_in.code if lives_in else "",
    )
    earlier = locked_row(poll, row.voter_mark, account)
    if earlier is None and not insert(row):
        earlier = locked_row(poll, row.voter_mark, account)
    if earlier is not None:
        raise ValidationError(_voted(earlier))
    mark = PaperMark.objects.create(box=box, row=row, operator=actor, marked_at=poll.clock)
    if account is not None:
        _tell(box, row, account)
    return mark


def _account_of(key: str) -> User | None:
    """The account that stands for the person, held; the proof is read again under the lock."""
    for _twice in range(2):
        proof = Verification.objects.active().select_related("user").filter(person_key=key).first()
        if proof is None:
            return None
        lock_account(proof.user)
    return proof.user


def _district_of(key: str) -> District | None:
    """Where the person lives by a proof or by the list of residents."""
    for rows in (Verification.objects.active(), CensusEntry.objects.all()):
        known = rows.filter(person_key=key).select_related("district").first()
        if known and known.district:
            return known.district
    return None


def _voted(row: Ballot) -> str:
    if row.is_paper_mark:
        return _("Этот человек уже отмечен: он проголосовал на бумаге. Бюллетень не выдавайте.")
    return _(
        "Этот человек уже проголосовал на портале. Бюллетень не выдавайте: один человек — один "
        "голос. Изменить выбор он может на портале до окончания голосования."
    )


def _tell(box: PaperBox, row: Ballot, account: User) -> None:
    """A letter, so that nobody votes on paper in another's name unnoticed."""
    event = record(row, "marked", actor=None, public=False)
    notify(
        event,
        [account],
        topic=TOPIC,
        subject=gettext_lazy("Вы отмечены как проголосовавший на бумаге"),
        body=format_lazy(
            gettext_lazy(
                "Голосование: {poll}.\nЦентр: {centre}.\nПроголосовать на портале теперь нельзя. "
                "Если вы не приходили в центр, сразу сообщите нам."
            ),
            poll=box.poll.title,
            centre=str(box.centre),
        ),
    )
