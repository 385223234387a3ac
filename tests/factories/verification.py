"""A counted vote with everything a checker meets: two batches, a change, a void, a tie, a loser.

counted_round()          the round, closed, counted, published
package_of_round(round)  its files by name
write(files, folder)     puts them where verify.py looks
run(folder, *heads)      verify.py as an auditor runs it: exit code and what it said
"""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count
from budgeting.models import Round
from portal.polls.actions import (
    cast_ballot,
    confirm_voiding,
    lock_for_moving,
    package_of,
    propose_voiding,
    publish_poll,
)
from portal.polls.actions.sealing import seal_rest
from portal.polls.models import Poll
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

COSTS = (100_000, 200_000, 200_000, 300_000)
CHOICES = ([1], [1, 2], [1, 3], [2, 4], [3, 4], [4], [1, 4])


def opened_round(**fields) -> Round:
    given = {"phase": "vote", "max_choices": 2, "budget": 550_000, **fields}
    round_ = RoundFactory(**given)
    for place, cost in enumerate(COSTS, start=1):
        ProjectFactory(round=round_, state="contest", total_cost=cost, title=f"Двор {place} (демо)")
    open_vote(round_)
    round_.refresh_from_db()
    return round_


def officials() -> list:
    return [StaffFactory(permissions=["polls.void_ballot"]) for _ in range(2)]


def voided(poll: Poll, receipt: str) -> None:
    proposer, other = officials()
    voiding = propose_voiding(poll, actor=proposer, receipt=receipt, reason="court")
    confirm_voiding(voiding, actor=other, note="Решение суда")


def ended(poll: Poll) -> None:
    """The announced end has come."""
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def counted_round(choices=CHOICES, **fields) -> Round:
    round_ = opened_round(**fields)
    poll, people = round_.poll, VerifiedUserFactory.create_batch(len(choices))
    for voter, numbers in zip(people, choices, strict=True):
        cast_ballot(poll, voter=voter, choices=numbers)
    seal_rest(lock_for_moving(poll))
    cast_ballot(poll, voter=people[0], choices=[2])
    extra = cast_ballot(poll, voter=VerifiedUserFactory(), choices=[4])
    voided(poll, extra.receipt)
    ended(poll)
    round_.refresh_from_db()
    close_vote(round_, close_and_count)
    publish_poll(Poll.objects.get(pk=poll.pk))
    return Round.objects.get(pk=round_.pk)


def package_of_round(round_: Round) -> dict[str, bytes]:
    return package_of(Poll.objects.get(pk=round_.poll_id))


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def run(folder: Path, *heads: str) -> tuple[int, str]:
    command = [sys.executable, "-I", "-c", STARTER, "verify.py", ".", *heads]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == "", done.stderr
    return done.returncode, done.stdout


# Started so that opening any connection would end it: the checker promises to need no network.
STARTER = """
import runpy, sys
def refuse(event, args):
    if event.startswith("socket."):
        raise SystemExit("network")
sys.addaudithook(refuse)
sys.path.insert(0, ".")
sys.argv = sys.argv[1:]
runpy.run_path("verify.py", run_name="__main__")
"""
