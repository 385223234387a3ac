"""Departments of the demo city and who serves in them."""

from datetime import date

from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.actions import give_consent, verify_person
from portal.accounts.identity import Person
from portal.accounts.models import ConsentKind, Method, User
from portal.organisations.models import Kind, Member, Organisation, Role, Status
from training.reference import GROUPS

TEAMS = ("Департамент городского хозяйства (демо)", "Управление по работе с жителями (демо)")
NAMES = ("Ольга", "Сергей", "Нина", "Павел", "Елена", "Игорь", "Тамара", "Денис")


def load(official: User) -> list[Organisation]:
    """Two departments; the official heads the first, the demo servant serves in it."""
    official.groups.add(*Group.objects.filter(name__in=GROUPS))
    teams = [
        Organisation.objects.get_or_create(
            kind=Kind.DEPARTMENT,
            name=name,
            defaults={"status": Status.CONFIRMED, "decided_at": timezone.now()},
        )[0]
        for name in TEAMS
    ]
    _join(teams[0], official, Role.HEAD)
    servant = User.objects.filter(email="servant@example.org").first()
    if servant:
        _join(teams[0], servant)
    for number, name in enumerate(NAMES):
        _join(teams[number % 2], _servant(number, name))
    return teams


def _join(team: Organisation, person: User, role: str = Role.MEMBER) -> None:
    Member.objects.get_or_create(organisation=team, user=person, defaults={"role": role})


def _servant(number: int, name: str) -> User:
    """Somebody to fill the lists; nobody signs in as them."""
    email = f"servant{number + 2}@example.org"
    if found := User.objects.filter(email=email).first():
        return found
    born = date(1970 + number * 3, 1 + number, 10)
    person = User.objects.create_user(
        email, None, last_name=f"Демо-Служащий-{number + 2}", first_name=name, birth_date=born
    )
    identity = Person(person.last_name, person.first_name, "", born)
    if number % 2:
        give_consent(person, ConsentKind.DISSEMINATION, actor=person)
    verify_person(person, identity, actor=None, method=Method.OFFICE, office="ЦМА (демо)")
    return person


def servants(team: Organisation) -> list[User]:
    rows = team.members.filter(role=Role.MEMBER).select_related("user").order_by("pk")
    return [row.user for row in rows]
