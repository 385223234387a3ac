"""One small city with something behind every address, the people who look at it, the addresses.

`World.url("budgeting:wizard", "draft what")`: the words name things of `World.things`, the rest is
taken as it stands; a word that begins with «?» is the query.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, CityFactory, DistrictFactory, square
from tests.tables import MODULES, listed

ROLES = ("stranger", "newcomer", "resident", "owner", "official")
# Packages test their own pages; ours of these names have tests in tests/accounts; the admin has
# tests/test_access_admin.py.
FOREIGN = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_")
FOREIGN_ROUTES = ("accounts/",)


def names(patterns=None, space="", route="") -> list[str]:
    """The name of every address of the portal's own apps."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            if not path.startswith(FOREIGN_ROUTES):
                found.append(f"{space}{pattern.name}")
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += names(pattern.url_patterns, inner, path)
    return [name for name in dict.fromkeys(found) if not name.startswith(FOREIGN)]


class World:
    """People by role and things by name; made once for a test."""

    def __init__(self):
        self.district = DistrictFactory(code="lenin", outline=square(49.6, 58.55))
        self.people = {
            "newcomer": UserFactory(level=0),
            "resident": VerifiedUserFactory(district=self.district),
            "owner": VerifiedUserFactory(district=self.district),
            "official": StaffFactory(permissions=listed("OFFICIAL_RIGHTS")),
        }
        self.owner, self.official = self.people["owner"], self.people["official"]
        CityFactory()
        CentreFactory(district=self.district)
        self.things = {}
        for module in MODULES:
            if build := getattr(module, "build", None):
                made = build(self)
                assert not (twice := made.keys() & self.things), f"{module.__name__}: {twice}"
                self.things |= made
        self.sessions = signed_in(self.people)

    def url(self, name: str, words: str = "") -> str:
        plain = [word for word in words.split() if not word.startswith("?")]
        query = "".join(word for word in words.split() if word.startswith("?"))
        return reverse(name, args=[self.things.get(word, word) for word in plain]) + query

    def client(self, role: str) -> Client:
        """A browser of the role, fresh but for the session."""
        return browser(self.sessions.get(role))


def signed_in(people: dict) -> dict[str, str]:
    """The session of each role, begun once: every test starts from it."""
    sessions = {}
    for role, person in people.items():
        client = Client()
        client.force_login(person)
        sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def browser(session: str | None) -> Client:
    """A browser that nobody has used, but for the session, if any."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@contextmanager
def built(blocker, make=World) -> Iterator:
    """What `make` gives, for all tests of a module, gone with it; each test rolls back to it."""
    with blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


def contents() -> dict[str, str]:
    """A digest of every table, sessions aside: a visit may begin one."""
    tables = sorted(set(connection.introspection.django_table_names()) - {"django_session"})
    each = (
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) "
        f'FROM "{table}" t'
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return dict(cursor.fetchall())
