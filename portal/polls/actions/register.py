"""The one register of who voted in a poll: on the portal or on paper, once."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from portal.accounts.models import Level, Method, User
from portal.polls import ballots
from portal.polls.models import Ballot, BallotEvent, Poll


def mark_of(voter: User, poll: Poll, proof=None) -> str:
    """The person behind the account in this poll. At level 0 an account is all there is.

    Where a phone is enough, the phone stays the person also after a fuller proof: else the same
    phone, free again, would vote from a second account.
    """
    proof = proof or voter.active_verification
    if poll.min_level == Level.EMAIL or proof is None:
        return mark(poll, f"account:{voter.pk}")
    phone = _phone_key(voter) if poll.min_level == Level.DECLARED else None
    return mark_of_person(poll, phone or proof.person_key)


def mark_of_person(poll: Poll, person_key: str) -> str:
    return mark(poll, f"person:{person_key}")


def mark(poll: Poll, who: str) -> str:
    return ballots.voter_mark(settings.PERSON_KEY_SECRET, poll.uuid, who)


def _phone_key(voter: User) -> str | None:
    phones = voter.verifications.filter(method=Method.SMS).order_by("-id")
    return phones.values_list("person_key", flat=True).first()


def ballot_of(poll: Poll, voter: User, proof=None) -> Ballot | None:
    """The row of the person, whichever account cast it; else the one this account cast.

    It may be a mark of a vote on paper (`Ballot.is_paper_mark`).
    """
    own = mark_of(voter, poll, proof)
    found = Ballot.register.filter(Q(voter_mark=own) | Q(voter=voter), poll=poll)
    return min(found, key=lambda row: row.voter_mark != own, default=None)


def has_voted(poll: Poll | None, user) -> bool:
    """Whether the register holds a ballot of the visitor, cast here or on paper."""
    return bool(poll and user.is_authenticated and ballot_of(poll, user))


def locked_row(poll: Poll, own_mark: str, voter: User | None) -> Ballot | None:
    """The row of the person or of the account, locked; None when neither has voted.

    Raises ValidationError when there are two: they must not merge by themselves.
    """
    theirs = Q(voter_mark=own_mark)
    if voter is not None:
        theirs |= Q(voter=voter)
    rows = Ballot.register.filter(theirs, poll=poll)
    found = list(rows.select_for_update().order_by("id"))
    if len(found) > 1:
        raise ValidationError(
            _(
                "С этой учётной записи уже подан бюллетень по прежним данным, а с другой — по "
                "нынешним. Оба менять нельзя: напишите нам, сотрудник разберётся."
            )
        )
    return found[0] if found else None


def insert(row: Ballot, line: BallotEvent | None = None) -> bool:
    """Store a new row whole, a ballot together with its `line` of the journal, in one statement.

    False when the person or the account has a row by now; then nothing is stored.
    """
    insertion, values = _insertion(row)
    parts = [f"own AS ({insertion} ON CONFLICT DO NOTHING RETURNING id)"]
    if line is not None:
        insertion, more = _insertion(line, source="FROM own")
        parts, values = [*parts, f"line AS ({insertion})"], [*values, *more]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT id FROM own", values)  # noqa: S608 names of ours
        stored = cursor.fetchone()
    if stored is None:
        return False
    row.pk, row._state.adding, row._state.db = stored[0], False, connection.alias
    return True


def _insertion(row: Model, source: str = "") -> tuple[str, list]:
    """An INSERT of all columns but the key, and its values; once for each row of the source."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    table, places = row._meta.db_table, ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {table} ({names}) SELECT {places} {source}", values
