"""A comment is reachable only through a case the user sees, by every door; and never executes."""

from html.parser import HTMLParser

import pytest
from django.urls import get_resolver, reverse

from portal.accounts.models import User
from portal.discussion.markup import has_links, render
from portal.discussion.models import Comment
from portal.discussion.threads import thread_url
from tests.factories.discussion import CommentFactory, ModeratorFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def addresses(comment: Comment) -> dict[str, str]:
    """Every page of the discussion that is about the comment or its case."""
    case = ["budgeting.project", comment.object_id]
    return {
        name: reverse(
            f"discussion:{name}", args=case if name in {"thread", "follow"} else [comment.pk]
        )
        for name in ("comment", "flag", "appeal", "remove", "thread", "follow")
    }


def test_every_page_of_the_discussion_is_in_the_test_of_visibility(project):
    names = {
        pattern.name
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "app_name", "") == "discussion"
        for pattern in resolver.url_patterns
    }
    assert names == set(addresses(CommentFactory(case=project)))


@pytest.mark.parametrize("name", ["comment", "flag", "appeal", "remove", "thread", "follow"])
def test_under_a_hidden_case_nothing_is_found(client, hidden_project, name):
    author = VerifiedUserFactory()
    client.force_login(author)
    url = addresses(CommentFactory(case=hidden_project, author=author, state="hidden"))[name]
    if name != "follow":
        assert client.get(url).status_code == 404
    assert client.post(url, {"text": "x", "note": "x", "reason": "advert"}).status_code in {
        404,
        405,
    }
    assert Comment.objects.get().state == "hidden"
    assert not author.follows.exists()


@pytest.mark.parametrize("name", ["comment", "flag", "appeal", "remove"])
def test_a_comment_of_another_that_waits_is_not_found(client, project, name):
    client.force_login(VerifiedUserFactory())
    url = addresses(CommentFactory(case=project, state="pending"))[name]
    assert client.get(url).status_code == 404
    assert client.post(url, {"note": "x", "reason": "advert"}).status_code in {404, 405}


@pytest.mark.parametrize("label", ["accounts.user", "discussion.comment", "no.such", "x"])
def test_what_is_not_discussed_has_no_discussion(client, label):
    assert client.get(reverse("discussion:thread", args=[label, 1])).status_code == 404


def test_a_comment_is_visible_as_its_case_is(project, hidden_project):
    public, secret = CommentFactory(case=project), CommentFactory(case=hidden_project)
    stranger = VerifiedUserFactory()
    assert list(Comment.objects.visible_to(stranger)) == [public]
    assert set(Comment.objects.visible_to(hidden_project.author)) == {public, secret}


def test_a_moderator_of_comments_sees_none_under_a_case_hidden_from_them(hidden_project):
    CommentFactory(case=hidden_project)
    assert not Comment.objects.visible_to(ModeratorFactory()).exists()


def test_a_script_in_a_text_is_shown_and_not_executed(client, project):
    CommentFactory(case=project, text=f"{SCRIPT} <b>да</b> <img src=x onerror=alert(1)>")
    page = client.get(thread_url(project)).content.decode()
    assert SCRIPT not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;да&lt;/b&gt;" in page


def test_a_script_in_a_name_is_shown_and_not_executed(client, project):
    author = VerifiedUserFactory(first_name=SCRIPT, last_name='"><img src=x>')
    CommentFactory(case=project, author=author)
    User.objects.filter(pk=author.pk).update(name_is_public=True)
    page = client.get(thread_url(project)).content.decode()
    assert SCRIPT not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "см. https://a.example/?x=1&y=2.",
            (
                '<p>см. <a href="https://a.example/?x=1&amp;y=2" rel="nofollow ugc noopener">'
                "https://a.example/?x=1&amp;y=2</a>.</p>"
            ),
        ),
        ("раз\nдва\n\nтри", "<p>раз<br>два</p>\n\n<p>три</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
    ],
)
def test_plain_text_becomes_paragraphs_and_links(text, html):
    assert render(text) == html


class Tags(HTMLParser):
    """The tags of a text with the names of their attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.found.add((tag, *(name for name, _value in attrs)))


@pytest.mark.parametrize(
    "text",
    [
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/'onmouseover='alert(1)",
        "https://a.example/<script>alert(1)</script>",
        "<a href=javascript:alert(1)>https://a.example/</a>",
    ],
)
def test_an_address_does_not_break_out_of_its_link(text):
    assert Tags(render(text)).found == {("p",), ("a", "href", "rel")}


def test_only_what_becomes_a_link_counts_as_one():
    assert has_links("пишите на www.shop.example")
    assert not has_links("в 12.30 у дома 5, кв. 7")
