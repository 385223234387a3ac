"""People for every test: accounts that can sign in, residents who are proved, officials.

UserFactory()                                level 0, e-mail confirmed
UserFactory(level=2, birth_date=date(…))     the same, with a verification in force
VerifiedUserFactory(district=district)       level 2, born in 1980
StaffFactory(permissions=["budgeting.view_project"])
"""

from datetime import date
from functools import cache

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from portal.accounts.identity import person_key, phone_key
from portal.accounts.models import Level, Method, User, Verification

PASSWORD = "demo-kirov-2026"


@cache
def hashed_password() -> str:
    """Hashing is slow by design: once for the run is enough."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    last_name = factory.Sequence(lambda n: f"Житель-{n}")
    first_name = "Демо"
    birth_date = date(1980, 5, 17)
    password = factory.LazyFunction(hashed_password)

    @factory.post_generation
    def confirmed_email(self, create, extracted, **kwargs):
        """`confirmed_email=False` leaves the address unconfirmed."""
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=extracted is not False
            )

    @factory.post_generation
    def verification(self, create, extracted, **kwargs):
        """A proof in force for a level above 0; `verification__method=…` sets its fields."""
        if create and self.level > Level.EMAIL and extracted is not False:
            proved(self, **kwargs)

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        """Names like "budgeting.view_project"; an unknown one is an error of the test."""
        for name in extracted or ():
            app, codename = name.split(".")
            self.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )


def proved(user: User, **fields) -> Verification:
    """A verification row of the user's level; the caller has set `user.level`."""
    sms = user.level == Level.DECLARED
    given = {
        "method": Method.SMS if sms else Method.OFFICE,
        "level": user.level,
        "person_key": phone_key(f"+7900{user.pk:07}") if sms else person_key(user.person()),
        "birth_date": user.birth_date,
        "district": user.district,
        **fields,
    }
    return Verification.objects.create(user=user, **given)


class VerifiedUserFactory(UserFactory):
    level = Level.VERIFIED


class StaffFactory(UserFactory):
    is_staff = True


class SuperuserFactory(StaffFactory):
    is_superuser = True
