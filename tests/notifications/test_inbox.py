"""The inbox page, its counter, the settings of letters."""

import pytest
from django.conf import settings
from django.urls import reverse

from portal.notifications.models import Channel, DeliveryState, Mode, Notification, Preference
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
INBOX = "/inbox/"
SETTINGS = "/inbox/settings/"


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def signed_in(client, user):
    client.force_login(user)
    return client


def mine(user) -> list[Notification]:
    return list(Notification.objects.inbox(user))


def test_a_person_reads_only_their_own(signed_in, user, tell):
    tell(user, subject="Моё", body="Мой текст")
    tell(UserFactory(), subject="Чужое")
    page = signed_in.get(INBOX).content.decode()
    assert "Моё" in page
    assert "Мой текст" in page
    assert "Чужое" not in page


def test_an_empty_inbox_says_what_will_come(signed_in):
    assert "Уведомлений пока нет" in signed_in.get(INBOX).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    for url in (INBOX, SETTINGS):
        assert client.get(url).url.startswith(reverse("account_login"))


def test_markup_in_a_notification_is_not_executed(signed_in, user, tell):
    tell(user, subject="<script>alert(1)</script>", body="<script>alert(2)</script>")
    assert "<script>alert" not in signed_in.get(INBOX).content.decode()


def test_opening_marks_read_and_leads_to_the_page(signed_in, user, tell):
    tell(user, url="/budget/")
    (row,) = mine(user)
    response = signed_in.post(reverse("notifications:open", args=[row.pk]))
    assert response.url == "/budget/"
    assert mine(user)[0].read_at is not None


def test_a_link_that_is_only_followed_changes_nothing(signed_in, user, tell):
    tell(user)
    assert signed_in.get(reverse("notifications:open", args=[mine(user)[0].pk])).status_code == 405
    assert mine(user)[0].read_at is None


def test_nobody_opens_a_notification_of_another(signed_in, tell):
    other = UserFactory()
    tell(other)
    url = reverse("notifications:open", args=[mine(other)[0].pk])
    assert signed_in.post(url).status_code == 404
    assert mine(other)[0].read_at is None


def test_all_are_read_at_once_but_not_those_of_others(signed_in, user, tell):
    other = UserFactory()
    tell(user, other)
    tell(user)
    signed_in.post(reverse("notifications:read_all"))
    assert not Notification.objects.inbox(user).unread().exists()
    assert Notification.objects.inbox(other).unread().count() == 1


def test_the_pages_of_the_inbox_show_each_notification_once(signed_in, user, tell):
    for number in range(21):
        tell(user, subject=f"Новость-{number:02}")
    first = signed_in.get(INBOX).context
    second = signed_in.get(INBOX + first["page"].next_url).context
    shown = [*first["notifications"], *second["notifications"]]
    assert [row.subject for row in shown] == [f"Новость-{n:02}" for n in range(20, -1, -1)]
    assert second["page"].next_url == ""


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 30, "1 OR 1", "\x00"])
def test_a_forged_page_is_not_found(signed_in, before):
    assert signed_in.get(INBOX, {"before": before}).status_code in {400, 404}


def test_twenty_notifications_take_as_many_queries_as_one(
    signed_in, user, tell, django_assert_max_num_queries
):
    tell(user)
    with django_assert_max_num_queries(12) as one:
        signed_in.get(INBOX)
    for _each in range(19):
        tell(user)
    with django_assert_max_num_queries(len(one)) as many:
        signed_in.get(INBOX)
    assert len(many) == len(one)


def test_a_visitor_is_shown_the_default_of_each_topic(signed_in):
    form = signed_in.get(SETTINGS).context["form"]
    assert (form["project"].initial, form["comments"].initial) == (Mode.INSTANT, Mode.DIGEST)


def choices(**modes) -> dict:
    """Whatever topics the apps have brought."""
    topics = dict.fromkeys(settings.NOTIFICATION_TOPICS, Mode.INSTANT)
    return {**topics, "comments": Mode.DIGEST, **modes}


def test_a_changed_setting_holds_for_letters_that_already_wait(signed_in, user, tell):
    tell(user, topic="project")
    tell(user, topic="vote")
    signed_in.post(SETTINGS, choices(project=Mode.OFF))
    mailed = Notification.objects.filter(channel=Channel.EMAIL)
    assert dict(mailed.values_list("topic", "state")) == {
        "project": DeliveryState.SKIPPED,
        "vote": DeliveryState.PENDING,
    }
    assert signed_in.get(SETTINGS).context["form"]["project"].initial == Mode.OFF


def test_a_forged_mode_is_refused_and_nothing_is_stored(signed_in):
    response = signed_in.post(SETTINGS, choices(project="hourly"))
    assert response.context["form"].errors.keys() == {"project"}
    assert not Preference.objects.exists()
