"""Real connections and a barrier: counters stay true, one official of two wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from budgeting import actions, tasks
from budgeting.models import Project, Support
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.polls.models import Poll
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Run the acts in threads that start together; their results, exceptions included."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001  the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_hundred_toggles_leave_the_counter_equal_to_the_rows():
    project = ProjectFactory(round=RoundFactory(phase="remarks"))
    people = [VerifiedUserFactory() for _n in range(10)]

    def toggles(person):
        def act():
            for turn in range(10):
                (actions.support, actions.unsupport)[turn % 2](project, actor=person)
            return actions.support(project, actor=person)

        return act

    # Everybody twice at once: the same person from two devices.
    at_once(*[toggles(person) for person in people for _device in range(2)])
    assert Project.objects.get().supporters == Support.objects.count()


def test_of_two_officials_one_wins():
    round_ = RoundFactory(phase="check")
    project = ProjectFactory(state="submitted", round=round_)
    first, second = OfficialFactory(), OfficialFactory()
    mine, theirs = (Project.objects.get(pk=project.pk) for _n in range(2))
    results = at_once(
        lambda: actions.publish(mine, actor=first),
        lambda: actions.return_for_correction(theirs, actor=second, note="Уточните"),
    )
    assert sum(isinstance(result, InvalidTransition) for result in results) == 1
    assert CaseEvent.objects.of(project).count() == 1


def test_a_draft_saved_while_it_is_submitted_changes_nothing_after():
    project = ProjectFactory(state="draft", round=RoundFactory(phase="submission"))
    mine, other = (Project.objects.get(pk=project.pk) for _n in range(2))
    results = at_once(
        lambda: actions.submit(mine, actor=project.author),
        lambda: actions.save_draft(other, actor=project.author, values={"problem": "Иначе"}),
    )
    project.refresh_from_db()
    assert project.state == "submitted"
    saved = not isinstance(results[1], PermissionDenied)
    assert (project.problem == "Иначе") is saved


def test_two_beats_open_one_vote():
    project = ProjectFactory(state="contest", round=RoundFactory(phase="vote"))
    at_once(*[tasks.move_rounds] * 4)
    assert Poll.objects.count() == 1
    assert CaseEvent.objects.of(project.round).filter(kind="vote_opened").count() == 1
    assert CaseEvent.objects.of(project).filter(kind="ballot").count() == 1


def test_no_project_is_admitted_past_a_printed_ballot():
    round_ = RoundFactory(phases={"remarks": (-1, 9), "vote": (-1, 9)})
    ProjectFactory(round=round_, state="contest")
    late, official = ProjectFactory(round=round_, state="review"), OfficialFactory()
    at_once(tasks.move_rounds, lambda: actions.admit(late, actor=official))
    late.refresh_from_db()
    poll = Poll.objects.get()
    admitted = late.state == "contest"
    assert poll.options.count() == 1 + admitted
    assert (late.number is not None) is admitted
