"""Demo people, one for each role; every name says that it is one. Loading twice changes nothing."""

from datetime import date
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from portal.accounts.actions import give_consent, verify_person
from portal.accounts.identity import Person
from portal.accounts.models import ConsentKind, Method, User
from portal.places.models import District

PASSWORD = "demo-kirov-2026"  # noqa: S105 - printed by the launcher, for the demo city only
PROJECTS = "Сотрудник: инициативные проекты"
MODERATION = "Модератор обсуждений"
IDENTITY = "Центр: подтверждение личности"
ORGANISATIONS = "Сотрудник: организации"
GRANTS = "Сотрудник: гранты"

# Permissions of any app by name; one whose app is not installed is passed over.
GROUPS = {
    PROJECTS: (
        "budgeting.view_round",
        "budgeting.change_round",
        "budgeting.publish_round",
        "budgeting.view_project",
        "budgeting.change_project",
        "budgeting.moderate_project",
        "budgeting.execute_project",
        "polls.view_poll",
        "polls.change_poll",
        "files.view_attachment",
        "files.view_private",
        "accounts.view_user",
    ),
    MODERATION: (
        "discussion.view_comment",
        "discussion.change_comment",
        "discussion.view_flag",
        "discussion.change_flag",
        "files.view_attachment",
        "files.moderate",
    ),
    IDENTITY: (
        "accounts.view_user",
        "accounts.view_verification",
        "accounts.view_verificationconflict",
        "accounts.view_censusimport",
        "accounts.verify_in_person",
        "accounts.revoke_verification",
        "accounts.resolve_conflict",
        "accounts.import_census",
        "polls.receive_paper",
        "polls.view_paperbox",
    ),
    GRANTS: (
        "grants.run_contest",
        "grants.process_application",
        "grants.view_application",
        "grants.view_contest",
        "grants.add_contest",
        "grants.change_contest",
        "grants.view_clarification",
        "grants.change_clarification",
        "grants.view_review",
        "grants.view_objection",
        "grants.change_objection",
        "grants.manage_agreement",
    ),
    ORGANISATIONS: (
        "organisations.view_organisation",
        "organisations.change_organisation",
        "organisations.view_centrehead",
        "organisations.change_centrehead",
    ),
}


class Demo(NamedTuple):
    name: str
    role: str
    last_name: str
    first_name: str
    born: date
    url: str = "/profile/"
    district: str = ""
    verified: bool = False
    groups: tuple[str, ...] = ()
    superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@example.org"


PEOPLE = (
    Demo(
        "resident",
        "житель, личность подтверждена",
        "Демо-Житель",
        "Анна",
        date(1955, 3, 1),
        "/budget/",
        district="oktyabrsky",
        verified=True,
    ),
    Demo(
        "resident2",
        "житель, автор проекта",
        "Демо-Житель",
        "Олег",
        date(1988, 7, 12),
        "/budget/",
        district="leninsky",
        verified=True,
    ),
    Demo(
        "newcomer",
        "новый житель",
        "Демо-Новичок",
        "Ирина",
        date(2001, 1, 20),
        "/profile/verification/",
    ),
    Demo(
        "nko",
        "руководитель НКО",
        "Демо-Руководитель",
        "Мария",
        date(1979, 11, 5),
        "/organisations/mine/",
        district="pervomaysky",
        verified=True,
    ),
    Demo(
        "expert",
        "эксперт конкурса грантов",
        "Демо-Эксперт",
        "Нина",
        date(1968, 5, 17),
        "/grants/expert/",
        verified=True,
    ),
    Demo(
        "servant",
        "муниципальный служащий",
        "Демо-Служащая",
        "Юлия",
        date(1992, 6, 18),
        "/training/my/",
        district="leninsky",
        verified=True,
    ),
    Demo(
        "official",
        "сотрудник администрации",
        "Демо-Сотрудник",
        "Пётр",
        date(1985, 4, 9),
        "/admin/",
        groups=(PROJECTS, IDENTITY, ORGANISATIONS, GRANTS),
    ),
    Demo(
        "moderator",
        "модератор обсуждений",
        "Демо-Модератор",
        "Вера",
        date(1990, 9, 30),
        "/admin/",
        groups=(MODERATION,),
    ),
    Demo(
        "admin",
        "администратор портала",
        "Демо-Администратор",
        "Лев",
        date(1975, 2, 14),
        "/admin/",
        superuser=True,
    ),
)
LOGINS = [
    {"role": person.role, "email": person.email, "password": PASSWORD, "url": person.url}
    for person in PEOPLE
]


@transaction.atomic
def load() -> None:
    """Create what is missing; what people of the demo changed since stays as they left it."""
    groups = {name: _group(name, permissions) for name, permissions in GROUPS.items()}
    known = set(User.objects.filter(email__endswith="@example.org").values_list("email", flat=True))
    for person in PEOPLE:
        if person.email not in known:
            _create(person, groups)
        elif person.groups:
            # An app installed later gives the demo's officials its work.
            User.objects.get(email=person.email).groups.add(*(groups[n] for n in person.groups))


def _group(name: str, permissions: tuple[str, ...]) -> Group:
    group, fresh = Group.objects.get_or_create(name=name)
    if fresh or not group.permissions.exists():
        codenames = [permission.split(".")[1] for permission in permissions]
        rows = Permission.objects.select_related("content_type").filter(codename__in=codenames)
        asked = set(permissions)
        group.permissions.set(
            row for row in rows if f"{row.content_type.app_label}.{row.codename}" in asked
        )
    return group


def _create(person: Demo, groups: dict[str, Group]) -> None:
    staff = bool(person.groups) or person.superuser
    user = User.objects.create_user(
        person.email,
        PASSWORD,
        last_name=person.last_name,
        first_name=person.first_name,
        birth_date=person.born,
        district=District.objects.filter(code=person.district).first(),
        is_staff=staff,
        is_superuser=person.superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    give_consent(user, ConsentKind.PROCESSING, actor=user)
    user.groups.set(groups[name] for name in person.groups)
    if person.verified:
        identity = Person(person.last_name, person.first_name, "", person.born)
        verify_person(
            user,
            identity,
            actor=None,
            method=Method.OFFICE,
            district=user.district,
            office="ЦМА (демо)",
        )
