"""Addresses, forms and lists of a vote anybody can check."""

from django.utils import timezone

from portal.polls import actions
from portal.polls.actions.observing import token_of
from portal.polls.actions.sealing import seal_rest
from portal.polls.models import Observer, PhoneAudit, Poll, Voiding
from tests.factories.cases import a_row
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory
from tests.factories.verification import counted_round, opened_round
from tests.tables.answers import ALL, NOBODY, UNKNOWN

OFFICIAL_RIGHTS = ["polls.void_ballot", "polls.audit_voters", "polls.view_voiding"]


def build(world) -> dict:
    """A vote that is published, one that is open, one not opened; observers and a phone audit."""
    over = Poll.objects.get(pk=counted_round(slug="audited").poll_id)
    going = opened_round(slug="going").poll
    auditor = StaffFactory(permissions=["polls.audit_voters"])
    audit = actions.announce_audit(over, actor=auditor, size=2, seed_source="Курс")
    actions.hold_audit(audit, actor=auditor, seed="77,1234")
    observer = Observer.objects.create(poll=going, email="watch@example.org")
    return {
        "over": over.uuid,
        "going": going.uuid,
        "unopened": PollFactory(state="draft").uuid,
        "phoning": audit.pk,
        "watcher": token_of(observer),
    }


ACCESS = {
    ("polls:verify", ""): ALL,
    ("polls:winners", ""): ALL,
    ("polls:audit", "over"): ALL,
    ("polls:audit", "going"): ALL,
    ("polls:audit", "unopened"): (404, 404, 404, 404, 200),
    ("polls:heads", "over"): ALL,
    ("polls:heads", "unopened"): (404, 404, 404, 404, 200),
    ("polls:find", "over"): ALL,
    ("polls:find", f"going ?receipt={'a' * 64}"): ALL,
    ("polls:find", "over ?receipt=nonsense"): (422,) * 5,
    ("polls:find", "unopened"): (404, 404, 404, 404, 200),
    ("polls:observe", "going"): ALL,
    ("polls:observe", "unopened"): (404, 404, 404, 404, 200),
    ("polls:file", "over ballots.csv"): ALL,
    ("polls:file", "over secrets.csv"): NOBODY,
    ("polls:file", "going ballots.csv"): NOBODY,
    ("polls:file", "unopened poll.json"): NOBODY,
    ("polls:confirm_observer", "watcher"): ALL,
    ("polls:confirm_observer", "nonsense"): NOBODY,
    ("polls:leave", "watcher"): ALL,
    ("polls:leave", "nonsense"): NOBODY,
    ("polls:phone_audit", "phoning"): (302, 403, 403, 403, 200),
    ("polls:phone_audit", "999999"): UNKNOWN,
}
WRITES = [
    ("resident", "polls:phone_audit", "phoning", {}, 403),
    ("owner", "polls:phone_audit", "phoning", {}, 403),
    ("resident", "polls:observe", "unopened", {"email": "a@example.org"}, 404),
]
# The signed token of a letter is proof enough; an observer may be anybody with an address.
FOR_STRANGERS = {"polls:observe", "polls:confirm_observer", "polls:leave"}
FORMS = {"polls:observe": "email"}
WITHOUT_FIELDS = {"polls:confirm_observer", "polls:leave", "polls:phone_audit"}


def shelve(shelf) -> None:
    shelf.vote = opened_round(slug="watched").poll


def _sealed(shelf):
    actions.cast_ballot(shelf.vote, voter=VerifiedUserFactory(), choices=[1])
    seal_rest(actions.lock_for_moving(shelf.vote))


def _observer(shelf):
    count = Observer.objects.count()
    Observer.objects.create(email=f"o{count}@example.org", poll=shelf.vote)


LISTS = {
    "/polls/{vote.uuid}/": _sealed,
    "/polls/{vote.uuid}/heads.xml": _sealed,
}
ADMIN_LISTS = {
    "/admin/polls/observer/": _observer,
    "/admin/polls/phoneaudit/": lambda shelf: a_row(PhoneAudit, poll=shelf.vote, seed=""),
    "/admin/polls/voiding/": lambda shelf: a_row(Voiding, poll=shelf.vote, state="confirmed"),
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "polls.Observer": EVERYTHING,
    "polls.PhoneAudit": EVERYTHING,
    "polls.Voiding": EVERYTHING,
}
ADMIN_ROWS = {
    "polls.PhoneAudit": lambda: a_row(PhoneAudit, seed="", announced_at=timezone.now()),
}
SECRET = {"polls.seal", "polls.terms", "polls.publication", "polls.publishedfile"}
