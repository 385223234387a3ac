"""What is known of a person only to check a code is not kept for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Attempt, SmsCode
from portal.accounts.tasks import forget_tries
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_codes_and_tries_are_forgotten_after_a_month_and_not_before():
    user, now = UserFactory(), timezone.now()
    for days in (29, 31):
        code = SmsCode.objects.create(user=user, phone="+79990000000", digest="x", expires_at=now)
        tried = Attempt.objects.create(user=user, method="sms")
        for row in (code, tried):
            type(row).objects.filter(pk=row.pk).update(created_at=now - timedelta(days=days))
    assert forget_tries() == 2
    assert (SmsCode.objects.count(), Attempt.objects.count()) == (1, 1)
