"""A code by SMS: level 1, few tries, few letters."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts import actions
from portal.accounts.identity import phone_key
from portal.accounts.models import SmsCode, VerificationConflict
from portal.accounts.sms import ConsoleBackend
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
SEND, CONFIRM = reverse("accounts:send_code"), reverse("accounts:confirm_code")
PHONE = "8 (912) 345-67-89"


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr(ConsoleBackend, "send", lambda _self, *message: messages.append(message))
    return messages


@pytest.fixture
def user(client):
    client.force_login(user := UserFactory())
    return user


def ask(client, django_capture_on_commit_callbacks, phone=PHONE):
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(SEND, {"phone": phone})


@pytest.fixture
def code(client, user, sent, django_capture_on_commit_callbacks):
    ask(client, django_capture_on_commit_callbacks)
    return re.search(r"\d{6}", sent[0][1])[0]


def test_a_resident_confirms_a_phone_with_the_code(client, user, sent, code):
    assert sent[0][0] == "+79123456789"
    assert client.post(CONFIRM, {"code": code}).status_code == 302
    user.refresh_from_db()
    assert (user.level, user.phone) == (1, "+79123456789")
    assert user.person_key == phone_key("+79123456789")


def test_the_code_itself_is_not_stored(code, user):
    assert code not in str(SmsCode.objects.values().get(user=user)["digest"])
    assert len(SmsCode.objects.get(user=user).digest) == 64


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_five_wrong_codes_spoil_the_right_one(client, user, code):
    for _miss in range(5):
        assert client.post(CONFIRM, {"code": wrong(code)}).status_code == 422
    response = client.post(CONFIRM, {"code": code})
    user.refresh_from_db()
    assert (response.status_code, user.level) == (422, 0)
    assert "Запросите новый код" in response.content.decode()


def test_a_code_is_good_for_ten_minutes(client, user, code):
    SmsCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.post(CONFIRM, {"code": code})
    assert "устарел" in response.content.decode()


def test_a_code_of_one_account_does_not_open_another(client, code):
    client.force_login(UserFactory())
    assert client.post(CONFIRM, {"code": code}).status_code == 422


def test_a_second_code_must_wait_a_minute(client, code, sent, django_capture_on_commit_callbacks):
    response = ask(client, django_capture_on_commit_callbacks)
    assert response.status_code == 422
    assert "через минуту" in response.content.decode()
    assert len(sent) == 1


def test_a_phone_gets_five_codes_a_day_from_all_accounts(
    client, sent, django_capture_on_commit_callbacks
):
    for _account in range(6):
        client.force_login(UserFactory())
        response = ask(client, django_capture_on_commit_callbacks)
    assert "уже пять кодов" in response.content.decode()
    assert len(sent) == 5


def test_a_person_gets_five_codes_a_day_to_all_phones(
    client, user, sent, django_capture_on_commit_callbacks
):
    for number in range(6):
        SmsCode.objects.update(created_at=timezone.now() - timedelta(minutes=5))
        ask(client, django_capture_on_commit_callbacks, f"+7912345670{number}")
    assert len(sent) == 5


def test_a_verified_person_needs_no_code(client, sent, django_capture_on_commit_callbacks):
    client.force_login(VerifiedUserFactory())
    assert ask(client, django_capture_on_commit_callbacks).status_code == 422
    assert sent == []


@pytest.mark.parametrize("phone", ["", "112", "+1 202 555 0100", "9" * 10_000])
def test_what_is_no_phone_is_answered_at_the_field(client, user, sent, phone):
    assert client.post(SEND, {"phone": phone}).status_code == 422
    assert not SmsCode.objects.exists()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "१२३४५६", "12 456", "x" * 10_000])
def test_what_is_no_code_costs_no_try(client, user, sent, code, django_capture_on_commit_callbacks):
    ask(client, django_capture_on_commit_callbacks)
    assert client.post(CONFIRM, {"code": code}).status_code == 422
    assert SmsCode.objects.get().tries == 0


def test_a_phone_of_another_account_is_refused_and_queued(client, code):
    actions.verify_phone(UserFactory(), "+79123456789", actor=None)
    response = client.post(CONFIRM, {"code": code})
    assert "в другой учётной записи" in response.content.decode()
    assert VerificationConflict.objects.get().method == "sms"


def test_a_broken_operator_does_not_break_the_page(
    client, user, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*_args):
        raise OSError

    monkeypatch.setattr(ConsoleBackend, "send", fail)
    assert ask(client, django_capture_on_commit_callbacks).status_code == 302
