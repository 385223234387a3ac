"""Two projects become one, and nothing of a supporter's moves without her own word."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from budgeting import actions, tasks
from budgeting.models import MergeChoice, MergeOffer, Project, Support
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory, set_phases
from tests.factories.people import VerifiedUserFactory
from tests.factories.proposals import MergeOfferFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return ProjectFactory(
        round=RoundFactory(phase="remarks", project_count=2), title="Большой двор"
    )


@pytest.fixture
def offer(target):
    return MergeOfferFactory(target=target)


def supported(project: Project, number: int = 1) -> list:
    people = [VerifiedUserFactory() for _n in range(number)]
    for person in people:
        actions.support(project, actor=person)
    return people


def accepted(offer: MergeOffer) -> MergeOffer:
    actions.accept_merge(offer, actor=offer.target.author)
    return MergeOffer.objects.get(pk=offer.pk)


def counters(offer: MergeOffer) -> tuple[int, int]:
    """Kept counters, after a look that they equal the rows."""
    for pk in (offer.project_id, offer.target_id):
        project = Project.objects.get(pk=pk)
        assert project.supporters == Support.objects.filter(project=project).count()
    return tuple(
        Project.objects.get(pk=pk).supporters for pk in (offer.project_id, offer.target_id)
    )


def inbox(person) -> list[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox")
    return list(rows.values_list("subject", flat=True))


def test_an_author_offers_and_the_other_author_is_told(target):
    project = ProjectFactory(round=target.round)
    offer = actions.offer_merge(project, target, actor=project.author, note="Один двор")
    assert offer.state == "offered"
    assert inbox(target.author) == ["Вам предлагают объединить проекты"]


@pytest.mark.parametrize("state", ["draft", "submitted", "review", "contest", "winner"])
def test_only_a_published_project_joins_another(target, state):
    project = ProjectFactory(round=target.round, state=state)
    with pytest.raises(PermissionDenied):
        actions.offer_merge(project, target, actor=project.author, note="Один двор")


@pytest.mark.parametrize("state", ["contest", "refused", "withdrawn"])
def test_nothing_joins_a_project_that_is_past_it(target, state):
    Project.objects.filter(pk=target.pk).update(state=state)
    project = ProjectFactory(round=target.round)
    with pytest.raises(ValidationError, match="уже нельзя"):
        actions.offer_merge(project, target, actor=project.author, note="Один двор")


def test_projects_of_two_rounds_and_a_project_with_itself_do_not_join(target):
    other = ProjectFactory(round=RoundFactory(phase="remarks"))
    with pytest.raises(ValidationError, match="одного раунда"):
        actions.offer_merge(other, target, actor=other.author, note="Один двор")
    with pytest.raises(ValidationError, match="с самим собой"):
        actions.offer_merge(target, target, actor=target.author, note="Один двор")


def test_somebody_else_offers_nothing(target):
    project = ProjectFactory(round=target.round)
    with pytest.raises(PermissionDenied, match="только его автор"):
        actions.offer_merge(project, target, actor=target.author, note="Отдайте")


def test_a_second_offer_waits_for_the_first(offer):
    other = ProjectFactory(round=offer.target.round)
    with pytest.raises(ValidationError, match="уже есть"):
        actions.offer_merge(offer.project, other, actor=offer.project.author, note="Или сюда")


def test_an_accepted_merge_withdraws_one_project_and_moves_nobody(offer):
    people = supported(offer.project, 3)
    accepted(offer)
    project = Project.objects.get(pk=offer.project_id)
    assert (project.state, project.merged_into_id) == ("withdrawn", offer.target_id)
    assert counters(offer) == (3, 0)
    assert project.round.project_count == 1
    assert all("что с вашей поддержкой?" in inbox(person)[0] for person in people)


def test_both_timelines_say_where_it_went(offer):
    accepted(offer)
    events = {
        pk: CaseEvent.objects.of(Project.objects.get(pk=pk)).public().last()
        for pk in (offer.project_id, offer.target_id)
    }
    assert offer.target.title in events[offer.project_id].note
    assert offer.project.title in events[offer.target_id].note


def test_the_page_of_the_merged_project_leads_to_the_other(client, offer):
    accepted(offer)
    page = client.get(offer.project.get_absolute_url())
    assert page.status_code == 200
    assert offer.target.get_absolute_url() in page.content.decode()
    listed = client.get(reverse("budgeting:projects", args=[offer.target.round.slug]))
    assert offer.project.title not in listed.content.decode()


def test_a_project_merely_withdrawn_stays_hidden(client, target):
    Project.objects.filter(pk=target.pk).update(state="withdrawn")
    assert client.get(target.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("answer", "counts"), [("move", (1, 1)), ("stay", (2, 0)), ("leave", (1, 0))]
)
def test_each_supporter_decides_for_herself(offer, answer, counts):
    person, _other = supported(offer.project, 2)
    actions.choose(accepted(offer), actor=person, answer=answer)
    assert counters(offer) == counts


def test_one_who_supported_both_is_counted_once(offer):
    (person,) = supported(offer.project)
    actions.support(offer.target, actor=person)
    actions.choose(accepted(offer), actor=person, answer="move")
    assert counters(offer) == (0, 1)


def test_a_choice_is_made_once(offer):
    (person,) = supported(offer.project)
    offer = accepted(offer)
    actions.choose(offer, actor=person, answer="stay")
    with pytest.raises(ValidationError, match="уже выбрали"):
        actions.choose(offer, actor=person, answer="move")
    assert counters(offer) == (1, 0)


def test_who_was_not_asked_chooses_nothing(offer):
    supported(offer.project)
    offer = accepted(offer)
    for stranger in (VerifiedUserFactory(), OfficialFactory(), offer.target.author):
        with pytest.raises(PermissionDenied):
            actions.choose(offer, actor=stranger, answer="move")
    assert counters(offer) == (1, 0)


def test_silence_means_stay(offer):
    supported(offer.project, 2)
    offer = accepted(offer)
    MergeOffer.objects.update(choose_until=timezone.localdate() - timedelta(days=1))
    tasks.end_merges()
    tasks.end_merges()
    offer.refresh_from_db()
    assert offer.state == "settled"
    assert set(MergeChoice.objects.values_list("answer", "answered_at")) == {("stay", None)}
    assert counters(offer) == (2, 0)
    assert CaseEvent.objects.of(offer).filter(kind="settle").count() == 1


def test_before_its_day_the_clock_settles_nothing(offer):
    accepted(offer)
    tasks.end_merges()
    assert MergeOffer.objects.get().state == "accepted"


def test_after_its_day_nobody_moves_any_more(offer):
    (person,) = supported(offer.project)
    offer = accepted(offer)
    MergeOffer.objects.update(choose_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="Срок выбора"):
        actions.choose(offer, actor=person, answer="move")


def test_no_support_is_moved_into_a_vote_that_has_begun(offer):
    (person,) = supported(offer.project)
    offer = accepted(offer)
    set_phases(offer.target.round, {"remarks": (-9, -1), "vote": (-1, 5)})
    with pytest.raises(PermissionDenied):
        actions.choose(MergeOffer.objects.get(), actor=person, answer="move")
    assert counters(offer) == (1, 0)


@pytest.mark.parametrize("who", ["project", "stranger", "official"])
def test_nobody_but_the_other_author_accepts(offer, who):
    people = {"project": offer.project.author, "official": OfficialFactory()}
    with pytest.raises(PermissionDenied):
        actions.accept_merge(offer, actor=people.get(who) or VerifiedUserFactory())
    assert Project.objects.get(pk=offer.project_id).state == "published"


def test_a_declined_offer_changes_nothing_and_says_why(offer):
    supported(offer.project)
    actions.decline_merge(offer, actor=offer.target.author, note="Разные дворы")
    assert counters(offer) == (1, 0)
    assert Project.objects.get(pk=offer.project_id).state == "published"
    assert "не согласились" in inbox(offer.project.author)[0]


def test_a_cancelled_offer_can_no_longer_be_accepted(offer):
    actions.cancel_merge(offer, actor=offer.project.author)
    with pytest.raises(InvalidTransition):
        actions.accept_merge(MergeOffer.objects.get(), actor=offer.target.author)
    assert Project.objects.get(pk=offer.project_id).state == "published"


def test_a_supporter_chooses_by_the_link_in_her_inbox(client, offer):
    (person,) = supported(offer.project)
    accepted(offer)
    url = Notification.objects.filter(recipient=person, channel="inbox").latest("pk").url
    client.force_login(person)
    assert "Решите до" in client.get(url).content.decode()
    assert client.post(url, {"answer": "nonsense"}).status_code == 400
    assert client.post(url, {"answer": "move"}, follow=True).status_code == 200
    assert counters(offer) == (0, 1)


def test_an_author_names_the_other_project_by_its_address(client, target):
    project = ProjectFactory(round=target.round)
    client.force_login(project.author)
    url = reverse("budgeting:merge_offer", args=[project.pk])
    hidden = ProjectFactory(round=target.round, state="submitted")
    for wrong in ("999999999", "нет", str(hidden.pk), str(project.pk), "9" * 40):
        assert client.post(url, {"target": wrong, "note": "Один двор"}).status_code == 400
    address = f"https://example.org{target.get_absolute_url()}?x=1#y"
    assert client.post(url, {"target": address, "note": "Один двор"}).status_code == 302
    assert MergeOffer.objects.get().target == target


@pytest.mark.django_db(transaction=True)
def test_support_given_while_projects_merge_is_never_lost(offer):
    """Whoever came before the merge is asked, whoever comes after is refused; no third way."""
    supported(offer.project, 2)
    people = [VerifiedUserFactory() for _n in range(6)]

    def act(number: int):
        if number == 6:
            return actions.accept_merge(
                MergeOffer.objects.select_related("project", "target").get(),
                actor=offer.target.author,
            )
        return actions.support(Project.objects.get(pk=offer.project_id), actor=people[number])

    race(7, act)
    asked = set(MergeChoice.objects.values_list("user", flat=True))
    assert asked == set(Support.objects.values_list("user", flat=True))
    counters(offer)


@pytest.mark.django_db(transaction=True)
def test_one_person_choosing_from_many_devices_is_counted_once(offer):
    (person,) = supported(offer.project)
    accepted(offer)
    answers = ("move", "stay", "leave", "move")
    results = race(
        4, lambda n: actions.choose(MergeOffer.objects.get(), actor=person, answer=answers[n])
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    counters(offer)


@pytest.mark.django_db(transaction=True)
def test_many_supporters_choosing_at_once_keep_the_counters_exact(offer):
    people = supported(offer.project, 8)
    accepted(offer)
    answers = ("move", "stay", "leave", "move") * 2
    race(8, lambda n: actions.choose(MergeOffer.objects.get(), actor=people[n], answer=answers[n]))
    assert counters(offer) == (2, 4)


@pytest.mark.django_db(transaction=True)
def test_two_authors_who_merge_into_each_other_do_not_both_vanish(target):
    other = ProjectFactory(round=target.round)
    MergeOfferFactory(project=other, target=target)
    MergeOfferFactory(project=target, target=other)
    offers = list(MergeOffer.objects.select_related("target__author"))

    def act(number: int):
        offer = MergeOffer.objects.get(pk=offers[number].pk)
        return actions.accept_merge(offer, actor=offers[number].target.author)

    race(2, act)
    assert sorted(Project.objects.values_list("state", flat=True)) == ["published", "withdrawn"]


@pytest.mark.django_db(transaction=True)
def test_a_project_taken_up_while_it_merges_ends_in_one_place(offer):
    official = OfficialFactory()

    def act(number: int):
        if number:
            project = Project.objects.get(pk=offer.project_id)
            return actions.start_review(project, actor=official)
        return actions.accept_merge(MergeOffer.objects.get(), actor=offer.target.author)

    race(2, act)
    project, merge = Project.objects.get(pk=offer.project_id), MergeOffer.objects.get()
    assert (project.state, merge.state) in {("withdrawn", "accepted"), ("review", "offered")}
