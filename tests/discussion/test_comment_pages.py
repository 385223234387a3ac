"""The pages of the discussion, with and without htmx."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from portal.discussion.models import Comment, Follow
from portal.discussion.threads import thread_url
from tests.factories.discussion import CommentFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def user():
    return VerifiedUserFactory()


@pytest.fixture
def signed_in(client, user):
    client.force_login(user)
    return client


def body(response) -> str:
    """The page without the tokens that differ each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", response.content.decode())


def fragment(page: str) -> str:
    return re.search(r'<section id="comments".*?</section>', page, re.DOTALL).group()


def test_a_visitor_reads_and_is_asked_to_sign_in_to_write(client, project):
    CommentFactory(case=project, text="Хорошая мысль")
    page = body(client.get(thread_url(project)))
    assert "Хорошая мысль" in page
    assert "войдите на портал" in page
    assert "comment-form" not in page
    response = client.post(thread_url(project), {"text": "Без входа"})
    assert response.url.startswith(reverse("account_login"))
    assert Comment.objects.count() == 1


def test_a_comment_sent_without_javascript_is_shown_on_its_page(signed_in, project):
    response = signed_in.post(thread_url(project), {"text": "Мой текст"}, follow=True)
    assert "Мой текст" in body(response)
    assert "Комментарий опубликован." in body(response)


def test_a_comment_sent_with_htmx_comes_back_in_the_fragment(signed_in, project):
    page = body(signed_in.post(thread_url(project), {"text": "Мой текст"}, **HTMX))
    assert "<html" not in page
    assert "Мой текст" in page
    assert "Комментарий опубликован." in page


def test_the_fragment_of_htmx_equals_the_part_of_the_full_page(signed_in, project):
    CommentFactory.create_batch(3, case=project)
    full = signed_in.get(thread_url(project))
    part = signed_in.get(thread_url(project), **HTMX)
    assert fragment(body(full)) == body(part).strip()
    assert "HX-Request" in full["Vary"]


def test_the_tag_on_the_page_of_the_case_shows_the_same(signed_in, user, project):
    CommentFactory.create_batch(3, case=project)
    request = RequestFactory().get(thread_url(project))
    request.user = user
    tag = Template("{% load discussion %}{% comments case %}")
    shown = tag.render(Context({"case": project, "request": request, "csrf_token": "x"}))
    page = body(signed_in.get(thread_url(project), **HTMX))
    without_token = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
    assert without_token.sub("", shown) == without_token.sub("", page)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_typed_is_not_lost_when_it_is_refused(signed_in, project, headers):
    text = "длинно " * 1000
    response = signed_in.post(thread_url(project), {"text": text, "follow": "on"}, **headers)
    page = body(response)
    assert response.status_code == 422
    assert text in page
    assert "не более 5000" in page
    assert not Comment.objects.exists()
    assert not Follow.objects.exists()


def test_the_checkbox_alone_makes_one_follow(signed_in, user, project):
    signed_in.post(thread_url(project), {"text": "Без подписки"})
    assert not user.follows.exists()
    signed_in.post(thread_url(project), {"text": "С подпиской", "follow": "on"})
    assert user.follows.count() == 1


def test_an_answer_is_offered_and_sent_without_javascript(signed_in, project):
    parent = CommentFactory(case=project)
    page = body(signed_in.get(f"{thread_url(project)}?reply={parent.pk}"))
    assert f'name="parent" value="{parent.pk}"' in page
    signed_in.post(thread_url(project), {"text": "Ответ", "parent": parent.pk})
    assert Comment.objects.get(text="Ответ").parent == parent


def test_addresses_hold_numbers_without_spaces_in_them(signed_in, project):
    CommentFactory(pk=1234567, case=project)
    page = body(signed_in.get(f"{thread_url(project)}?reply=1234567"))
    assert 'id="comment-1234567"' in page
    assert 'href="#comment-1234567"' in page
    assert "?thread=1234567&amp;behind=1234566&amp;reply=1234567#comment-form" in page
    assert "234\xa0567" not in page


@pytest.mark.parametrize("parent", ["0", "-1", "x", "9" * 30, "1'--"])
def test_a_forged_parent_is_refused(signed_in, project, parent):
    response = signed_in.post(thread_url(project), {"text": "Ответ", "parent": parent})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"parent"}
    assert not Comment.objects.exists()


def test_a_comment_in_a_private_state_is_shown_to_its_author_only(signed_in, user, project):
    CommentFactory(case=project, author=user, state="pending", text="Мой на проверке")
    CommentFactory(case=project, state="pending", text="Чужой на проверке")
    page = body(signed_in.get(thread_url(project)))
    assert "Мой на проверке" in page
    assert "Чужой" not in page


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ("removed", "Комментарий удалён автором"),
        ("hidden", "Скрыт модератором. Причина: реклама"),
    ],
)
def test_a_reader_sees_that_there_was_a_comment_and_not_its_words(client, project, state, note):
    CommentFactory(case=project, state=state, hide_reason="advert", text="Тайные слова")
    page = body(client.get(thread_url(project)))
    assert note in page
    assert "Тайные слова" not in page


def test_the_author_of_a_hidden_comment_finds_the_button_to_disagree(signed_in, user, project):
    mine = CommentFactory(case=project, author=user, state="hidden", hide_reason="advert")
    assert "Не согласен" in body(signed_in.get(thread_url(project)))
    signed_in.post(reverse("discussion:appeal", args=[mine.pk]), {"note": "Это не реклама"})
    assert Comment.objects.get().state == "pending"


def test_a_person_removes_their_comment_after_a_question(signed_in, user, project):
    mine = CommentFactory(case=project, author=user, text="Лишнее")
    url = reverse("discussion:remove", args=[mine.pk])
    assert "Лишнее" in body(signed_in.get(url))
    assert Comment.objects.get().state == "published"
    signed_in.post(url)
    assert Comment.objects.get().state == "removed"


def test_a_person_complains_with_a_reason(signed_in, project):
    comment = CommentFactory(case=project)
    url = reverse("discussion:flag", args=[comment.pk])
    assert "reason" in signed_in.post(url, {"reason": "forged"}).context["form"].errors
    assert signed_in.post(url, {"reason": "advert"}).url == comment.get_absolute_url()
    assert Comment.objects.get().flag_count == 1


@pytest.mark.parametrize("act", ["appeal", "remove"])
def test_nobody_acts_on_the_comment_of_another(signed_in, project, act):
    url = reverse(f"discussion:{act}", args=[CommentFactory(case=project, state="hidden").pk])
    assert signed_in.post(url, {"note": "x"}).status_code == 404


def test_the_address_of_a_comment_leads_to_a_page_that_begins_with_it(client, project):
    old, wanted, _new = CommentFactory.create_batch(3, case=project)
    response = client.get(wanted.get_absolute_url(), follow=True)
    shown = [item["comment"] for item in response.context["comments"]]
    assert shown == [wanted, old]
    assert response.redirect_chain[-1][0].endswith(f"#comment-{wanted.pk}")


def pages(client, url) -> list[list[Comment]]:
    found, place = [], ""
    while True:
        context = client.get(url + place).context
        found.append([item["comment"] for item in context["comments"]])
        place = context["next_place"]
        if not place:
            return found


def test_the_pages_show_each_comment_once_newest_threads_first(client, project):
    roots = CommentFactory.create_batch(3, case=project)
    replies = CommentFactory.create_batch(57, case=project, parent=roots[1])
    shown = pages(client, thread_url(project))
    assert [len(page) for page in shown] == [50, 10]
    assert [*shown[0], *shown[1]] == [roots[2], roots[1], *replies, roots[0]]


@pytest.mark.parametrize("place", ["thread=x", "thread=-1", "behind=5", "thread=" + "9" * 30])
def test_a_forged_place_shows_the_beginning(client, project, place):
    comment = CommentFactory(case=project)
    context = client.get(f"{thread_url(project)}?{place}").context
    assert [item["comment"] for item in context["comments"]] == [comment]


def test_fifty_comments_take_as_many_queries_as_one(
    signed_in, project, django_assert_max_num_queries
):
    CommentFactory(case=project)
    signed_in.get(thread_url(project))
    with django_assert_max_num_queries(12) as one:
        signed_in.get(thread_url(project))
    CommentFactory.create_batch(49, case=project)
    with django_assert_max_num_queries(12) as many:
        signed_in.get(thread_url(project))
    assert len(many) == len(one)


def test_a_button_follows_and_stops(signed_in, user, project):
    url = reverse("discussion:follow", args=["budgeting.project", project.pk])
    assert signed_in.post(url, {"follow": "1", "next": "/budget/"}).url == "/budget/"
    assert user.follows.count() == 1
    page = body(signed_in.post(url, {"follow": "0"}, **HTMX))
    assert "Следить" in page
    assert not user.follows.exists()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_following_does_not_lead_to_another_site(signed_in, project, target):
    url = reverse("discussion:follow", args=["budgeting.project", project.pk])
    assert signed_in.post(url, {"next": target}).url == thread_url(project)


def test_the_button_of_a_visitor_leads_to_signing_in(project):
    request = RequestFactory().get("/budget/")
    request.user = AnonymousUser()
    tag = Template("{% load discussion %}{% follow_button case %}")
    shown = tag.render(Context({"case": project, "request": request}))
    assert f"{reverse('account_login')}?next=/budget/" in shown


@pytest.mark.parametrize("name", ["appeal", "remove"])
def test_a_second_click_of_the_author_is_told_and_breaks_nothing(client, project, name):
    comment = CommentFactory(case=project, state="removed")
    client.force_login(comment.author)
    answer = client.post(reverse(f"discussion:{name}", args=[comment.pk]), {"note": "Прошу"})
    assert answer.status_code == 302
    assert "уже изменилось" in str(next(iter(get_messages(answer.wsgi_request))))
