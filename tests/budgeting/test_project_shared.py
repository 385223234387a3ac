"""What readers of a project share in the memory of the process holds nothing of one of them."""

import re
from datetime import date
from itertools import product

import pytest
from django.test import Client

from budgeting import actions
from budgeting.models import Project
from budgeting.views import kept
from portal.discussion.actions import follow, hide_comment, post_comment
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.discussion import CommentFactory, ModeratorFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')
SUPPORTED, FOLLOWED = "Вы поддержали этот проект", "Не следить"


@pytest.fixture
def project():
    return ProjectFactory(round=RoundFactory(phase="remarks"))


def page(user, project, query: str = "") -> str:
    """The project between head and foot, as the user sees it; `?x=1` makes it anew."""
    client = Client()
    client.force_login(user)
    text = client.get(project.get_absolute_url() + query).content.decode()
    return text[text.index("<article>") : text.index("</main>")]


@pytest.mark.parametrize(
    ("phase", "supports", "follows"),
    [*product(("remarks", "vote", "archive"), (False, True), (False, True))],
)
def test_a_reader_is_shown_what_a_page_made_anew_shows(phase, supports, follows):
    project = ProjectFactory(round=RoundFactory(phase="remarks"))
    CommentFactory(case=project, text="Видно-всем")
    CommentFactory(case=project, text="Скрыто", state="hidden")
    readers = VerifiedUserFactory.create_batch(2)
    for reader in readers:
        if supports:
            actions.support(project, actor=reader)
        if follows:
            follow(project, user=reader)
    Project.objects.filter(pk=project.pk).update(round=RoundFactory(phase=phase))
    made_anew = TOKEN.sub("", page(readers[0], project, "?x=1"))
    assert "Видно-всем" in made_anew
    assert "Скрыто" not in made_anew
    assert [TOKEN.sub("", page(reader, project)) for reader in readers] == [made_anew] * 2


def test_what_one_reader_did_is_not_shown_to_another(project):
    supporter, follower, idle = VerifiedUserFactory.create_batch(3)
    actions.support(project, actor=supporter)
    follow(project, user=follower)
    for reader in (supporter, idle, follower, supporter):
        seen = page(reader, project)
        assert (SUPPORTED in seen) is (reader == supporter)
        assert (FOLLOWED in seen) is (reader == follower)


def test_a_reader_too_young_gets_no_button_kept_for_an_adult(project):
    assert 'value="1"' in page(VerifiedUserFactory(), project)
    seen = page(UserFactory(birth_date=date(2020, 1, 1)), project)
    assert "Поддерживаю" not in seen
    assert "Это доступно с 14 лет" in seen


def test_each_reader_gets_a_token_that_works_for_them_alone(project):
    tokens, clients = [], []
    for reader in VerifiedUserFactory.create_batch(2):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reader)
        seen = client.get(project.get_absolute_url()).content.decode()
        assert kept.TOKEN not in seen
        tokens.append(TOKEN.search(seen[seen.index("<article>") :])[1])
        clients.append(client)
    url = f"{project.get_absolute_url()}support/"
    given = [
        client.post(url, {"on": "1", "csrfmiddlewaretoken": token}).status_code
        for client, token in product(clients, tokens)
    ]
    assert given == [302, 403, 403, 302]


def test_a_form_with_the_token_of_somebody_is_never_kept():
    for value in ("abc", kept.TOKEN):
        kept.kept(lambda value=value: f'<input name="csrfmiddlewaretoken" value="{value}">', value)
    assert kept.kept(lambda: "made anew", "abc") == "made anew"
    assert kept.TOKEN in kept.kept(lambda: "made anew", kept.TOKEN)


def test_a_comment_hidden_by_a_moderator_is_gone_at_once_and_for_good(project):
    reader, comment = VerifiedUserFactory(), CommentFactory(case=project, text="Грубость")
    assert "Грубость" in page(reader, project)
    hide_comment(comment, actor=ModeratorFactory(), reason="insult")
    assert "Грубость" not in page(reader, project)
    post_comment(project, author=VerifiedUserFactory(), text="Столько же, сколько было")
    assert "Грубость" not in page(reader, project)


def test_a_writer_sees_the_own_comment_at_once_and_others_only_what_is_published(project):
    newcomer, reader = UserFactory(), VerifiedUserFactory()
    for person in (newcomer, reader):
        page(person, project)
    post_comment(project, author=newcomer, text="Ждёт-проверки")
    assert "Ждёт-проверки" in page(newcomer, project)
    assert "Ждёт-проверки" not in page(reader, project)
    post_comment(project, author=reader, text="Опубликовано")
    assert "Удалить" in page(reader, project)
    other = page(VerifiedUserFactory(), project)
    assert "Опубликовано" in other
    assert "Удалить" not in other


def test_a_moderator_finds_the_buttons_among_comments_kept_for_readers(project):
    CommentFactory(case=project)
    assert "Модерировать" not in page(VerifiedUserFactory(), project)
    assert "Модерировать" in page(ModeratorFactory(), project)
    assert "Модерировать" not in page(VerifiedUserFactory(), project)


def test_a_reader_finds_no_project_taken_down_a_moment_ago(project):
    reader = VerifiedUserFactory()
    page(reader, project)
    Project.objects.update(state="withdrawn")
    client = Client()
    client.force_login(reader)
    assert client.get(project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("phase", "asked"), [("vote", 4), ("remarks", 5)])
def test_a_page_kept_for_readers_asks_only_about_the_reader(
    phase, asked, django_assert_num_queries
):
    project = ProjectFactory(round=RoundFactory(phase=phase))
    CommentFactory(case=project)
    page(VerifiedUserFactory(), project)
    client = Client()
    client.force_login(VerifiedUserFactory())
    with django_assert_num_queries(asked):  # session, account, project, age if it counts, inbox
        client.get(project.get_absolute_url())
