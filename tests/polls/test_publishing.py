"""The package: when it comes, that it is always the same, what it does not tell, who downloads."""

import contextlib
import io
import json
import re
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from pabulib.checker import Checker

from budgeting.models import Round, RoundResult
from budgeting.pabulib import parse_pabulib
from portal.cases.models import CaseEvent
from portal.polls import chain, tasks
from portal.polls.actions import (
    cast_ballot,
    close_poll,
    open_poll,
    package_of,
    publications_due,
    publish_poll,
)
from portal.polls.models import Ballot, Poll, Publication, PublishedFile
from tests.factories.people import SuperuserFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory
from tests.factories.verification import (
    counted_round,
    ended,
    opened_round,
    package_of_round,
    run,
    write,
)
from tests.races import race

pytestmark = pytest.mark.django_db
NAMES = [
    "poll.json",
    "journal.txt",
    "ballots.csv",
    "result.json",
    "election.pb",
    "verify.py",
    "winners.py",
]


@pytest.fixture
def poll():
    return Poll.objects.get(pk=counted_round().poll_id)


def test_everything_promised_is_in_the_package_and_its_digests_are_kept(poll):
    files = package_of(poll)
    assert list(files)[:-1] == NAMES
    kept = {row.name: row.sha256 for row in PublishedFile.objects.all()}
    assert kept == {name: chain.digest(data) for name, data in files.items()}


def test_the_zip_holds_the_same_files_and_passes_the_checker(poll, tmp_path):
    (name,) = [name for name in package_of(poll) if name.endswith(".zip")]
    with zipfile.ZipFile(io.BytesIO(package_of(poll)[name])) as archive:
        assert archive.namelist() == NAMES
        archive.extractall(tmp_path)
    assert run(tmp_path)[0] == 0


def test_publishing_twice_gives_the_same_bytes_and_one_event(poll):
    before = package_of(poll)
    assert package_of(Poll.objects.get()) == before
    publish_poll(Poll.objects.get())
    assert Publication.objects.count() == 1
    assert CaseEvent.objects.of(poll).filter(kind="published").count() == 1


def test_a_file_lost_from_storage_is_made_anew_byte_for_byte(poll, client):
    row = PublishedFile.objects.get(name="ballots.csv")
    default_storage.delete(row.path)
    answer = client.get(reverse("polls:file", args=[poll.uuid, row.name]))
    assert chain.digest(b"".join(answer.streaming_content)) == row.sha256


def test_nothing_is_published_before_the_count():
    round_ = opened_round()
    cast_ballot(round_.poll, voter=VerifiedUserFactory(), choices=[1])
    ended(round_.poll)
    assert publish_poll(Poll.objects.get()) is None
    close_poll(Poll.objects.get())
    assert package_of(Poll.objects.get()) == {}
    tasks.publish_polls()
    assert not Publication.objects.exists()


def test_beat_publishes_what_a_crash_after_the_count_left_unpublished():
    round_ = counted_round()
    assert list(publications_due()) == []
    other = opened_round()
    cast_ballot(other.poll, voter=VerifiedUserFactory(), choices=[1])
    ended(other.poll)
    from budgeting.tasks import move_rounds

    move_rounds()
    assert [due.pk for due in publications_due()] == [other.poll_id]
    tasks.publish_polls()
    assert set(Publication.objects.values_list("poll", flat=True)) == {
        round_.poll_id,
        other.poll_id,
    }


def test_a_poll_no_app_counts_is_published_with_bare_votes(tmp_path):
    poll = PollFactory(state="draft")
    open_poll(poll)
    for choices in ([1, 2], [2]):
        cast_ballot(poll, voter=VerifiedUserFactory(), choices=choices)
    ended(poll)
    close_poll(Poll.objects.get())
    publish_poll(Poll.objects.get())
    files = package_of(Poll.objects.get())
    votes = {row["number"]: row["votes"] for row in json.loads(files["result.json"])["options"]}
    assert votes == {1: 1, 2: 2, 3: 0}
    assert run(write(files, tmp_path))[0] == 0


def test_an_election_without_a_ballot_is_published_and_agrees(tmp_path):
    round_ = opened_round()
    ended(round_.poll)
    from budgeting.tasks import move_rounds

    move_rounds()
    code, said = run(write(package_of_round(round_), tmp_path))
    assert (code, "всего 0" in said) == (0, True)


@pytest.mark.parametrize(
    ("rule", "support"),
    [("greedy", 0), ("greedy-threshold", 3), ("greedy-no-skip", 0), ("poznan", 0)],
)
def test_every_rule_of_a_round_is_recomputed_by_the_checker(rule, support, tmp_path):
    round_ = counted_round(tally_rule=rule, min_support=support)
    assert RoundResult.objects.get().rule == rule
    code, said = run(write(package_of_round(round_), tmp_path))
    assert code == 0, said


def test_ballots_tell_neither_who_nor_when_nor_how_old(poll):
    text = package_of(poll)["ballots.csv"].decode()
    assert text.splitlines()[0] == "receipt;nonce;choices"
    rows = text.splitlines()[1:]
    assert rows == sorted(rows)
    marks = Ballot.objects.values_list("voter_mark", flat=True)
    everything = b"".join(package_of(poll).values()).decode("latin-1")
    assert not any(mark in everything for mark in marks)
    assert not any(ballot.voter.email in everything for ballot in Ballot.objects.all())


def test_no_time_of_a_ballot_is_in_any_file(poll):
    moments = [row.created_at.isoformat()[:16] for row in poll.journal.all()]
    texts = [
        data for name, data in package_of(poll).items() if name in ("journal.txt", "ballots.csv")
    ]
    assert not any(moment.encode() in text for moment in moments for text in texts)


def test_the_file_for_researchers_passes_the_checker_of_pabulib(poll):
    text = package_of(poll)["election.pb"].decode()
    with contextlib.redirect_stdout(io.StringIO()):
        report = Checker().process_files([text])
    assert report["metadata"]["valid"] == 1, str(report)
    assert report["metadata"]["invalid"] == 0


def test_the_file_for_researchers_is_read_back_as_the_same_election(poll):
    election = parse_pabulib(package_of(poll)["election.pb"])
    assert len(election.votes) == Ballot.objects.count()
    data = RoundResult.objects.get().data
    assert {one.id for one in election.projects if one.selected} == set(map(str, data["winners"]))
    assert [vote.voter_id for vote in election.votes] == sorted(
        Ballot.objects.values_list("receipt", flat=True)
    )


def test_titles_of_any_kind_do_not_break_the_files(tmp_path):
    from budgeting.models import Project

    titles = ['Двор; "угол"', "=1+1", "Строка\nвторая", "Ё" * 200]
    from budgeting.actions import close_vote, open_vote
    from budgeting.counting import close_and_count
    from tests.factories.budgeting import ProjectFactory, RoundFactory

    round_ = RoundFactory(phase="vote", title='Раунд; "осень"')
    for title in titles:
        ProjectFactory(round=round_, state="contest", title=title)
    open_vote(round_)
    round_.refresh_from_db()
    cast_ballot(round_.poll, voter=VerifiedUserFactory(), choices=[1])
    ended(round_.poll)
    round_ = Round.objects.get(pk=round_.pk)
    close_vote(round_, close_and_count)
    assert Project.objects.count() == 4
    code, said = run(write(package_of_round(round_), tmp_path))
    assert code == 0, said


@pytest.mark.parametrize("name", NAMES)
def test_everybody_downloads_each_file_as_an_attachment_that_may_be_cached(poll, client, name):
    answer = client.get(reverse("polls:file", args=[poll.uuid, name]))
    row = PublishedFile.objects.get(name=name)
    assert chain.digest(b"".join(answer.streaming_content)) == row.sha256
    assert answer["ETag"] == f'"{row.sha256}"'
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["../settings.py", "..%2fsettings.py", "nothing.csv", "a\x00b"])
def test_no_other_file_comes_through_that_door(poll, client, name):
    address = f"/polls/{poll.uuid}/files/{name}"
    assert client.get(address).status_code in (400, 404)


@pytest.mark.parametrize("name", NAMES)
def test_before_the_close_not_even_a_superuser_downloads_anything(client, name):
    round_ = opened_round()
    cast_ballot(round_.poll, voter=VerifiedUserFactory(), choices=[1])
    client.force_login(SuperuserFactory())
    assert client.get(reverse("polls:file", args=[round_.poll.uuid, name])).status_code == 404


def test_the_page_shows_every_file_with_its_digest(poll, client):
    page = client.get(reverse("polls:audit", args=[poll.uuid])).content.decode()
    rows = PublishedFile.objects.all()
    assert rows.count() == len(NAMES) + 1
    assert all(row.sha256 in page and f"/files/{row.name}" in page for row in rows)


def test_nobody_rewrites_a_published_digest(poll):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PublishedFile.objects.update(sha256="0" * 64)


def test_the_conditions_show_the_rule_the_budget_and_the_lot_before_anybody_votes():
    round_ = opened_round(tally_rule="poznan")
    terms = json.loads(round_.poll.terms.text)
    assert terms["contest"]["rule"] == "poznan"
    assert terms["contest"]["pots"][0]["budget"] == "550000.00"
    assert terms["lot_seed"] == round_.poll.lot_seed
    assert re.fullmatch("[0-9a-f]{32}", terms["lot_seed"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_publishing_at_once_publish_once():
    round_ = counted_round()
    results = race(4, lambda _n: publish_poll(Poll.objects.get(pk=round_.poll_id)))
    assert {type(one) for one in results} == {Publication}
    assert PublishedFile.objects.count() == len(NAMES) + 1
