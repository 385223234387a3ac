"""What a letter looks like: links of this site, escaped text, the way to unsubscribe."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection

from portal.notifications.letters import as_message
from portal.notifications.models import Channel, DeliveryState, Letter, Notification
from portal.notifications.outbox import drain
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def through_outbox(settings):
    """Django's mail API as in production, and a transport whose letters can be looked at."""
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def message(tell):
    """The letter that tells something unpleasant to a resident."""

    def message(**fields):
        tell(UserFactory(email="resident@example.org", language="ru"), **fields)
        return as_message(Notification.objects.get(channel=Channel.EMAIL))

    return message


def html(letter) -> str:
    return letter.alternatives[0][0]


def test_links_lead_to_the_site_of_the_settings(message, settings):
    settings.SITE_URL = "https://kirov.example/"
    letter = message(url="/budget/projects/5/")
    assert "https://kirov.example/budget/projects/5/" in letter.body
    assert 'href="https://kirov.example/budget/projects/5/"' in html(letter)
    assert letter.body.count("https://kirov.example/") == 3


def test_markup_in_a_text_is_shown_and_not_executed(message):
    letter = message(subject="<script>alert(1)</script>", body="<img src=x onerror=alert(2)>")
    assert "<script" not in html(letter)
    assert "<img" not in html(letter)
    assert "&lt;img src=x onerror=alert(2)&gt;" in html(letter)
    assert "<img src=x onerror=alert(2)>" in letter.body


def test_format_placeholders_in_a_text_stay_as_they_are(message):
    letter = message(subject="100 % {0} %s", body="{{ settings.SECRET_KEY }} %(x)s {user.password}")
    assert letter.subject == "100 % {0} %s"
    assert letter.body.startswith("{{ settings.SECRET_KEY }} %(x)s {user.password}\n")


def test_a_letter_offers_to_unsubscribe_with_one_click(message):
    letter = message()
    headers = letter.extra_headers
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://127.0.0.1:")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in letter.body
    assert letter.message()["Message-ID"].endswith("@127.0.0.1>")


def test_a_letter_without_a_page_has_no_link_to_one(message):
    assert "Открыть на портале" not in message(url="").body


def test_django_mail_becomes_a_letter_and_its_secret_is_wiped_once_sent(through_outbox):
    letter = EmailMultiAlternatives("Новый пароль", "secret-link", to=["a@example.org"])
    letter.attach_alternative("<p>secret-link</p>", "text/html")
    assert letter.send() == 1
    assert (mail.outbox, Letter.objects.get().html) == ([], "<p>secret-link</p>")
    assert drain() == 1
    assert [(sent.body, html(sent)) for sent in mail.outbox] == [
        ("secret-link", "<p>secret-link</p>")
    ]
    kept = Letter.objects.get()
    assert (kept.state, kept.text, kept.html) == (DeliveryState.SENT, "", "")


def test_all_fields_of_a_letter_survive_the_outbox(through_outbox):
    EmailMessage(
        "Тема",
        "Текст",
        "from@example.org",
        ["to@example.org"],
        bcc=["bcc@example.org"],
        cc=["cc@example.org"],
        reply_to=["re@example.org"],
        headers={"X-Kind": "test", "Message-ID": "<known@example.org>"},
    ).send()
    drain()
    (sent,) = mail.outbox
    assert sent.recipients() == ["to@example.org", "cc@example.org", "bcc@example.org"]
    assert (sent.from_email, sent.reply_to) == ("from@example.org", ["re@example.org"])
    assert sent.extra_headers == {"X-Kind": "test", "Message-ID": "<known@example.org>"}


def test_a_letter_with_an_attachment_is_refused(through_outbox):
    letter = EmailMessage("Тема", "Текст", to=["a@example.org"])
    letter.attach("virus.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        letter.send()


def test_a_letter_to_nobody_is_not_stored(through_outbox):
    assert get_connection().send_messages([EmailMessage("Тема", "Текст")]) == 0
    assert not Letter.objects.exists()


def test_letters_about_access_go_before_the_news(through_outbox, tell):
    tell(UserFactory())
    EmailMessage("Подтвердите адрес", "Ссылка", to=["a@example.org"]).send()
    drain()
    assert [sent.subject for sent in mail.outbox] == ["Подтвердите адрес", "Новость"]
