"""A contest is frozen when it is announced, asked about in public, moved by its dates."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants.actions import (
    answer_clarification,
    ask_clarification,
    cancel_contest,
    publish_contest,
    rules_text,
)
from grants.models import Clarification, Contest, Question
from grants.tasks import move_contests
from portal.notifications.models import Notification
from portal.scoring.models import Criterion
from tests.factories.grants import ApplicationFactory, ContestFactory
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def prepared():
    return ContestFactory(state="draft")


def test_an_official_announces_a_contest_and_its_rules_are_frozen(prepared, official):
    source = prepared.criteria
    publish_contest(prepared, actor=official)
    prepared.refresh_from_db()
    assert prepared.state == "published"
    assert len(prepared.rules_hash) == 64
    assert prepared.criteria != source
    assert prepared.criteria.frozen_at is not None


def test_lists_of_an_announced_contest_are_told_in_words_in_the_admin(client, official, contest):
    Question.objects.create(
        contest=contest, label="Где", kind="choice", choices=["в школе", "во дворе"]
    )
    client.force_login(official)
    page = client.get(reverse("admin:grants_contest_change", args=[contest.pk])).text
    assert "Некоммерческая организация, Территориальное" in page
    assert "в школе; во дворе" in page
    assert "[&quot;" not in page


def test_criteria_changed_later_leave_an_announced_contest_as_it_was(prepared, official):
    source = prepared.criteria
    publish_contest(prepared, actor=official)
    Criterion.objects.filter(criteria=source).update(name="Другое")
    prepared.refresh_from_db()
    assert "Другое" not in rules_text(prepared)
    assert rules_text(prepared) == prepared.rules_text


def test_a_refused_question_reloaded_shows_the_contest_again(client, contest, head):
    client.force_login(head)
    address = f"{contest.get_absolute_url()}ask/"
    assert client.post(address, {"text": ""}).status_code == 400
    page = client.get(address)
    assert (page.status_code, contest.title in page.text) == (200, True)
    assert "Проверьте, пожалуйста" not in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [("fund", Decimal(5)), ("max_applications", 9), ("partner_rule", "never"), ("divergence", 9)],
)
def test_another_rule_has_another_text(prepared, name, value):
    before = rules_text(prepared)
    setattr(prepared, name, value)
    assert rules_text(prepared) != before


def test_another_tier_has_another_text(prepared):
    before = rules_text(prepared)
    prepared.tiers.update(max_amount=Decimal(1))
    assert rules_text(prepared) != before


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda c: c.tiers.all().delete(), "категорию"),
        (lambda c: c.tiers.update(max_amount=c.fund + 1), "больше фонда"),
        (lambda c: Contest.objects.filter(pk=c.pk).update(applicant_kinds=[]), "кто может"),
        (lambda c: Contest.objects.filter(pk=c.pk).update(
            opens_at=timezone.now() - 3 * DAY, closes_at=timezone.now() - DAY), "закончился"),
    ],
)  # fmt: skip
def test_a_contest_with_a_fault_in_its_rules_is_not_announced(prepared, official, fault, said):
    fault(prepared)
    with pytest.raises(ValidationError, match=said):
        publish_contest(prepared, actor=official)
    prepared.refresh_from_db()
    assert prepared.state == "draft"


def test_weights_that_do_not_add_up_are_refused(prepared, official):
    prepared.criteria.criteria.update(weight=10)
    with pytest.raises(ValidationError, match="Веса"):
        publish_contest(prepared, actor=official)


@pytest.mark.parametrize("somebody", [UserFactory, StaffFactory])
def test_nobody_without_the_right_announces_a_contest(prepared, somebody):
    with pytest.raises(PermissionDenied):
        publish_contest(prepared, actor=somebody())


def test_a_question_becomes_public_with_its_answer_and_without_its_asker(client, contest, official):
    asker = UserFactory(last_name="Тайнов")
    row = ask_clarification(contest, actor=asker, text="Можно ли купить палатку?")
    assert "палатку" not in client.get(contest.get_absolute_url()).content.decode()
    answer_clarification(row, actor=official, text="Можно, если она нужна проекту.")
    page = client.get(contest.get_absolute_url()).content.decode()
    assert "палатку" in page
    assert "Тайнов" not in page
    assert Notification.objects.filter(recipient=asker, topic="grants").exists()


def test_a_fourth_question_of_a_day_waits(contest):
    asker = UserFactory()
    for _time in range(3):
        ask_clarification(contest, actor=asker, text="Вопрос")
    with pytest.raises(ValidationError, match="завтра"):
        ask_clarification(contest, actor=asker, text="Ещё")
    assert Clarification.objects.count() == 3


def test_an_answer_typed_in_the_admin_is_published_and_sent(client, contest, official):
    row = ask_clarification(contest, actor=UserFactory(), text="Можно?")
    official.user_permissions.add(*_permissions("view_clarification", "change_clarification"))
    client.force_login(official)
    client.post(f"/admin/grants/clarification/{row.pk}/change/", {"answer": "Да"})
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("Да", official)


def _permissions(*codenames):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="grants", codename__in=codenames)


def test_the_calendar_begins_the_expertise_when_nothing_waits_for_the_check(contest):
    past = timezone.now() - DAY
    Contest.objects.filter(pk=contest.pk).update(
        opens_at=past - 9 * DAY, closes_at=past - DAY, check_until=past
    )
    waiting = ApplicationFactory(contest=contest, state="check")
    move_contests()
    contest.refresh_from_db()
    assert contest.state == "published"
    type(waiting).objects.filter(pk=waiting.pk).update(state="expertise")
    move_contests()
    contest.refresh_from_db()
    assert contest.state == "expertise"


def test_a_contest_called_off_tells_everybody_who_applied(contest, official, head):
    ApplicationFactory(contest=contest, head=head)
    cancel_contest(contest, actor=official, note="Нет денег")
    letter = Notification.objects.get(recipient=head, channel="inbox")
    assert "Нет денег" in letter.body


def test_rules_of_an_announced_contest_are_only_read_in_the_admin(client, contest, official):
    client.force_login(official)
    address = f"/admin/grants/contest/{contest.pk}/change/"
    client.post(address, {"title": "Другое", "fund": "1"})
    contest.refresh_from_db()
    assert contest.title != "Другое"


def test_a_contest_is_prepared_in_the_admin_from_nothing(client, official, prepared):
    client.force_login(official)
    fields = {
        "title": "Новый", "slug": "new", "fund": "500000", "partner_rule": "tos",
        "applicant_kinds": ["nko"], "max_applications": "1", "criteria": prepared.criteria_id,
        "experts_per_application": "2", "divergence": "50", "appeal_days": "5",
        **{f"{name}_{part}": value for name, day in (("opens_at", "01.05.2030"),
           ("closes_at", "01.06.2030"), ("check_until", "20.06.2030"))
           for part, value in ((0, day), (1, "00:00"))},
        "tiers-TOTAL_FORMS": "1", "tiers-INITIAL_FORMS": "0", "tiers-0-name": "Событие",
        "tiers-0-max_amount": "300000", "tiers-0-own_share": "0", "tiers-0-pass_score": "60",
        "questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0",
        "questions-0-label": "Что выбираете", "questions-0-kind": "choice",
        "questions-0-choices": "одно\nдругое", "questions-0-max_length": "100",
        "questions-0-order": "0",
        "documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post("/admin/grants/contest/add/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    found = Contest.objects.get(slug="new")
    assert found.questions.get().choices == ["одно", "другое"]
    assert found.applicant_kinds == ["nko"]
