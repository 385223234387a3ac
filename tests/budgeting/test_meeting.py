"""The residents' meeting: its step of the wizard, its public page and its private papers."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from budgeting import actions, presets
from budgeting.models import GroupMember, Project, ResidentsMeeting
from portal.files.actions import attach_document
from portal.files.models import Attachment
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.proposals import MeetingFactory, paper

pytestmark = pytest.mark.django_db
SECRET = "Иванов Пётр, ул. Мира, 5, кв. 7"
PEOPLE = {
    "residents": "400",
    "present": "60",
    "votes_for": "50",
    "votes_against": "6",
    "votes_abstained": "4",
}


@pytest.fixture
def draft():
    round_ = RoundFactory(phase="submission")
    presets.apply(presets.ready()["ppmi"], round_)
    round_.save()
    return ProjectFactory(round=round_, state="draft", submitted_at=None, published_at=None)


@pytest.fixture
def author(client, draft):
    client.force_login(draft.author)
    return client


def step(draft) -> str:
    return reverse("budgeting:wizard", args=[draft.pk, "meeting"])


def told(**fields) -> dict:
    return {
        "way": "mixed",
        "held_on": "2026-09-12",
        "place": "Двор",
        "territory": "Дома 1–5",
        "agenda": "Выбрали двор",
        "contribution": "50 000,00",
        "chair": "Председателев",
        "secretary": "Секретарева",
        **PEOPLE,
        **fields,
    }


def test_the_step_stands_only_where_the_round_requires_a_meeting(client, author, draft):
    assert "Собрание" in author.get(step(draft)).content.decode()
    other = ProjectFactory(state="draft", author=draft.author)
    assert client.get(step(other)).status_code == 404


def test_a_told_meeting_is_kept_with_its_minutes_and_annex(author, draft):
    files = {"minutes": paper("protokol.txt"), "annex": paper("list.txt", SECRET)}
    answer = author.post(step(draft), told(**files))
    assert answer.url == reverse("budgeting:wizard", args=[draft.pk, "group"])
    meeting = ResidentsMeeting.objects.get(project=draft)
    assert (meeting.form, meeting.present) == ("mixed", 60)
    assert meeting.contribution == Decimal("50000.00")
    kept = dict(Attachment.objects.of(meeting).values_list("original_name", "is_private"))
    assert kept == {"protokol.txt": False, "list.txt": True}
    assert actions.missing(draft) == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"present": "401"}, "Участников больше"),
        ({"votes_for": "51"}, "Голосов вместе 61, а участников 60"),
        ({"residents": "-1"}, "0"),
        ({"present": "9" * 30}, "1000000"),
        ({"held_on": "2999-01-01"}, "дата в будущем"),
        ({"contribution": "много"}, "число"),
    ],
)
def test_numbers_that_cannot_be_are_told_and_kept_in_the_form(author, draft, wrong, named):
    answer = author.post(step(draft), told(**wrong))
    page = answer.content.decode().replace("\xa0", "")
    assert answer.status_code == 400
    assert named in page
    assert next(iter(wrong.values())) in author.get(step(draft)).content.decode()


def test_a_wrong_number_leaves_all_numbers_as_they_were(author, draft):
    """Otherwise a new half would stand beside an old half that it contradicts."""
    author.post(step(draft), told())
    author.post(step(draft), told(residents="10", present="много", place="Школа"))
    meeting = ResidentsMeeting.objects.get(project=draft)
    assert (meeting.residents, meeting.present, meeting.place) == (400, 60, "Школа")


@pytest.mark.parametrize(
    "fields", [{"present": 401}, {"votes_for": 51}, {"residents": 59}, {"votes_abstained": 5}]
)
def test_the_database_keeps_no_meeting_that_cannot_be(fields):
    meeting = MeetingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentsMeeting.objects.filter(pk=meeting.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"held_on": None}, "Дата собрания"),
        ({"present": None}, "сколько участвовало"),
        ({"votes_for": 20, "votes_against": 20}, "не выбрало"),
        ({"chair": ""}, "Председатель"),
        ({"contribution": None}, "Сколько решили собрать"),
        ({"contribution": Decimal("49999.99")}, "больше, чем решило собрание"),
    ],
)
def test_a_project_is_not_submitted_without_what_the_meeting_decides(draft, fields, named):
    MeetingFactory(project=draft, minutes=True, **fields)
    with pytest.raises(ValidationError, match=named):
        actions.submit(draft, actor=draft.author)


def test_a_project_with_a_meeting_is_submitted(draft):
    MeetingFactory(project=draft, minutes=True)
    actions.submit(draft, actor=draft.author)
    assert Project.objects.get().state == "submitted"


@pytest.fixture
def annexed():
    """A public project whose meeting has an annex with personal data."""
    round_ = RoundFactory(phase="remarks", meeting_required=True)
    project = ProjectFactory(round=round_)
    meeting = MeetingFactory(project=project, minutes=True)
    annex = attach_document(meeting, paper("annex.txt", SECRET), actor=project.author, private=True)
    GroupMember.objects.create(project=project, name="Группин Олег", contact="+7 900 000-00-00")
    return project, annex


HIDDEN = ("annex.txt", "Председателев", "Секретарева", "Группин", "900 000")


@pytest.mark.parametrize("person", [None, VerifiedUserFactory, StaffFactory])
def test_the_annex_and_the_names_are_for_nobody_else(client, annexed, person):
    project, annex = annexed
    if person:
        client.force_login(person())
    page = client.get(project.get_absolute_url()).content.decode()
    assert [word for word in HIDDEN if word in page] == []
    assert "protokol" in page or "minutes.txt" in page
    assert client.get(annex.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["author", "official"])
def test_the_annex_opens_for_the_author_and_the_official(client, annexed, who):
    project, annex = annexed
    client.force_login(project.author if who == "author" else OfficialFactory())
    page = client.get(project.get_absolute_url()).content.decode()
    assert "annex.txt" in page
    assert "Председателев" in page
    answer = client.get(annex.get_absolute_url())
    assert SECRET in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("door", ["table", "feed", "points", "projects", "results_csv"])
def test_no_export_knows_of_the_annex_or_the_names(client, annexed, door):
    project, _annex = annexed
    query = {"bbox": "49,58,50,59", "zoom": "12"}
    answer = client.get(reverse(f"budgeting:{door}", args=[project.round.slug]), query)
    body = BytesIO(b"".join(answer) if answer.streaming else answer.content).getvalue().decode()
    assert [word for word in (*HIDDEN, SECRET) if word in body] == []


def test_what_is_kept_for_visitors_after_the_author_looked_has_no_names(client, annexed):
    project, _annex = annexed
    client.force_login(project.author)
    client.get(project.get_absolute_url())
    client.logout()
    page = client.get(project.get_absolute_url()).content.decode()
    assert [word for word in HIDDEN if word in page] == []


def test_the_csv_of_the_workplace_has_no_names(client, annexed):
    project, _annex = annexed
    client.force_login(OfficialFactory())
    fields = {"action": "export_csv", "_selected_action": [project.pk]}
    answer = client.post(reverse("admin:budgeting_project_changelist"), fields)
    body = b"".join(answer.streaming_content).decode()
    assert project.title in body
    assert [word for word in HIDDEN if word in body] == []


def test_files_are_added_only_while_the_project_may_be_written(annexed):
    project, _annex = annexed
    with pytest.raises(PermissionDenied):
        actions.attach_files(project, actor=project.author, minutes=[paper()])


def test_an_author_takes_a_paper_of_the_meeting_away(author, draft):
    meeting = MeetingFactory(project=draft, minutes=True)
    row = Attachment.objects.of(meeting).get()
    url = reverse("budgeting:remove_photo", args=[draft.pk, row.pk])
    assert author.post(url).url == step(draft)
    assert not Attachment.objects.of(meeting).kept().exists()


def test_the_group_is_listed_for_the_office_and_counted_for_all(author, draft):
    url = reverse("budgeting:wizard", args=[draft.pk, "group"])
    lines = "Иванова Анна, +7 900 000-00-00\n\n  Петров Пётр  "
    author.post(url, {"group_size": "12", "agree": "on", "members": lines})
    rows = list(draft.members.values_list("name", "contact"))
    assert rows == [("Иванова Анна", "+7 900 000-00-00"), ("Петров Пётр", "")]
    assert "Список группы: в нём 2" in "".join(row.text for row in actions.missing(draft))


def test_the_day_of_the_meeting_may_be_today(author, draft):
    today = timezone.localdate()
    assert author.post(step(draft), told(held_on=today.isoformat())).status_code == 302
    tomorrow = today + timedelta(days=1)
    assert author.post(step(draft), told(held_on=tomorrow.isoformat())).status_code == 400
