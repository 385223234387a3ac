"""An upheld appeal changes the decision: out of what is left, once, for everybody to see."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions, protocol_paper
from grants.models import Application, Contest, Objection
from grants.views.results import places
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.agreements import drafted, treasurer
from tests.factories.expertise import decided
from tests.factories.grants import officer
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
VOTES = {"votes_for": 2, "votes_against": 1, "abstained": 0, "reason": "Эксперт ошибся в смете."}


@pytest.fixture
def official():
    return officer()


def appealed(contest: Contest, number: int, official, *, is_upheld=True) -> Objection:
    row = contest.applications.get(number=number)
    objection = actions.file_objection(row, actor=row.author, text="Смета прочтена неверно.")
    return actions.answer_objection(
        objection, actor=official, text="Разобрались.", is_upheld=is_upheld
    )


def changed(objection: Objection, official, amount, **votes):
    return actions.change_decision(
        objection, actor=official, amount=Decimal(amount), **{**VOTES, **votes}
    )


def test_an_upheld_appeal_makes_a_winner_whose_old_decision_stays_in_the_history(official):
    contest = decided(True, False)
    objection = appealed(contest, 2, official)
    changed(objection, official, 60_000)
    row = contest.applications.get(number=2)
    assert (row.state, row.decision.amount) == ("winner", 60_000)
    event = CaseEvent.objects.of(row).get(kind="reconsider")
    assert event.data == {"is_awarded": False, "amount": "0.00"}
    letters = Notification.objects.filter(recipient=row.author, subject__contains="по апелляции")
    assert letters.exists()
    assert drafted(row).amount == 60_000


def test_a_winner_who_was_cut_gets_the_sum_the_appeal_gives(official):
    contest = decided(True)
    row = contest.applications.get()
    row.decision.amount = Decimal(10)
    row.decision.save()
    changed(appealed(contest, 1, official), official, 90_000)
    row.decision.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, row.decision.amount) == ("winner", 90_000)


def test_a_rejected_appeal_changes_nothing(official):
    objection = appealed(decided(False), 1, official, is_upheld=False)
    with pytest.raises(PermissionDenied, match="только если апелляция удовлетворена"):
        changed(objection, official, 10)


def test_an_appeal_gives_no_more_than_the_fund_has_left(official):
    contest = decided(True, False)
    Contest.objects.filter(pk=contest.pk).update(fund=Decimal(150_000))
    objection = appealed(contest, 2, official)
    with pytest.raises(ValidationError, match="В фонде осталось 50"):
        changed(objection, official, "50000.01")
    changed(objection, official, 50_000)


def test_an_appeal_gives_no_more_than_the_fund_of_the_tier_has_left(official):
    contest = decided(True, False)
    contest.tiers.update(fund=Decimal(130_000))
    objection = appealed(contest, 2, official)
    with pytest.raises(ValidationError, match="В фонде осталось 30"):
        changed(objection, official, 30_001)


def test_money_of_an_agreement_that_ended_unpaid_is_there_for_an_appeal(official):
    contest = decided(True, False)
    Contest.objects.filter(pk=contest.pk).update(fund=Decimal(100_000))
    objection = appealed(contest, 2, official)
    agreement = drafted(contest.applications.get(number=1))
    with pytest.raises(ValidationError, match="В фонде осталось 0"):
        changed(objection, official, 1)
    actions.terminate_agreement(agreement, actor=treasurer(), note="Отказ победителя")
    changed(objection, official, 100_000)


@pytest.mark.parametrize(
    ("amount", "votes", "field"),
    [
        (0, {}, "amount"),
        (100_001, {}, "amount"),
        (10, {"votes_for": 1, "votes_against": 1}, "votes_for"),
        (10, {"reason": " "}, "reason"),
    ],
)
def test_a_change_without_sense_is_refused_at_its_field(official, amount, votes, field):
    objection = appealed(decided(False), 1, official)
    with pytest.raises(ValidationError) as refusal:
        changed(objection, official, amount, **votes)
    assert list(refusal.value.message_dict) == [field]


def test_a_decision_is_changed_once_and_not_after_an_agreement_was_begun(official):
    contest = decided(False, True)
    objection, late = (appealed(contest, number, official) for number in (1, 2))
    changed(objection, official, 10)
    with pytest.raises(PermissionDenied, match="уже изменено"):
        changed(objection, official, 20)
    row = contest.applications.get(number=2)
    row.decision.amount = Decimal(50)
    row.decision.save()
    drafted(row)
    with pytest.raises(PermissionDenied, match="Соглашение уже готовится"):
        changed(late, official, 60)


@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory, treasurer])
def test_whoever_runs_no_contests_changes_no_decision(official, make):
    objection = appealed(decided(False), 1, official)
    with pytest.raises(PermissionDenied):
        changed(objection, make(), 10)


def test_everybody_sees_that_the_decision_was_changed_and_why(client, official):
    contest = decided(False)
    changed(appealed(contest, 1, official), official, 10)
    page = client.get(f"/grants/{contest.slug}/results/").content.decode()
    assert all(text in page for text in ("изменено по апелляции", VOTES["reason"]))


def test_an_official_changes_the_decision_by_the_page_of_the_appeal(client, official):
    contest = decided(False)
    objection = appealed(contest, 1, official)
    client.force_login(StaffFactory(permissions=["grants.run_contest", "grants.view_objection"]))
    page = reverse("admin:grants_objection_change", args=[objection.pk])
    change = reverse("admin:grants_objection_decision", args=[objection.pk])
    assert change in client.get(page).content.decode()
    sent = {"amount": "100000,01", **VOTES}
    assert client.post(change, sent).status_code == 422
    assert client.post(change, sent | {"amount": "70000"}).status_code == 302
    assert Application.objects.get().decision.amount == 70_000
    assert change not in client.get(page).content.decode()


def test_the_protocol_shows_marks_and_points_by_criterion(client):
    contest = decided(True, False)
    answer = client.get(f"/grants/{contest.slug}/protocol.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    lines = drawn(contest)
    for row in contest.ranking.data["rows"]:
        number = f"№ {int(row['id'])}"
        shown = [line[1:] for line in lines if line[0] == number]
        told = [(part["name"], part["source"], part["points"]) for part in row["rows"]]
        assert shown == [[name, marks.replace(", ", "; "), points] for name, marks, points in told]


def drawn(contest: Contest) -> list[list[str]]:
    """Rows of four cells that the protocol draws; a list stands in for its paper."""

    class Kept(list):
        def rows(self, head, lines, widths):
            self.extend(line for line in lines if len(line) == 4)

        def heading(self, *args):
            """Nothing to keep."""

        paragraph = heading

    kept = Kept()
    protocol_paper._breakdown(kept, places(contest))
    return kept


@pytest.mark.django_db(transaction=True)
def test_two_appeals_upheld_at_once_do_not_take_the_same_money():
    official, contest = officer(), decided(False, False, False)
    Contest.objects.filter(pk=contest.pk).update(fund=Decimal(100_000))
    rows = [appealed(contest, number, official) for number in (1, 2, 3)]
    results = race(
        3, lambda number: changed(Objection.objects.get(pk=rows[number].pk), official, 60_000)
    )
    assert sum(isinstance(one, ValidationError) for one in results) == 2
    given = Application.objects.filter(decision__is_awarded=True)
    assert [row.decision.amount for row in given] == [60_000]
    assert given.get().decision.changed_on == timezone.localdate()
