"""Components: what a screen reader hears, what is escaped, what is left out."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.timezone import get_current_timezone

from portal.cases.actions import advance, record
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import UserFactory

XSS = "<script>alert(1)</script>"


def render(source: str, **context) -> str:
    return Template("{% load portal %}" + source).render(Context(context))


class Form(forms.Form):
    title = forms.CharField(label="Название", help_text="Коротко", max_length=5)
    agree = forms.BooleanField(label="Согласен")
    kind = forms.ChoiceField(
        label="Вид", choices=[("a", "А"), ("b", "Б")], widget=forms.RadioSelect
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_label_help_and_error_to_the_control():
    html = render("{% field form.title %}", form=Form({"title": "длинное"}))
    assert 'label for="id_title"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = render("{% field form.kind %}", form=Form({}))
    assert "<legend>Вид</legend>" in html
    assert 'aria-describedby="id_kind_error"' in html


def test_a_form_names_its_errors_above_with_links_to_the_fields():
    html = render("{% fields form %}", form=Form({}))
    assert html.index('class="summary"') < html.index('class="field')
    assert '<a href="#id_title">Название</a>' in html
    assert 'type="hidden" name="secret"' in html


def test_a_form_without_errors_has_no_summary():
    assert "summary" not in render("{% fields form %}", form=Form())


@pytest.mark.parametrize(
    "source",
    [
        "{% button bad url=bad %}",
        "{% button bad name=bad value=bad %}",
        "{% badge bad %}",
        "{% alert bad title=bad %}",
        "{% card bad url=bad text=bad meta=bad badge=bad image=bad %}",
        "{% empty bad hint=bad url=bad action=bad %}",
        "{% stat bad bad %}",
        "{% crumbs bad bad bad %}",
        "{% icon 'map' bad %}",
        "{% table head head bad %}",
    ],
)
def test_a_component_escapes_what_people_typed(source):
    assert "<script" not in render(source, bad=XSS, head=[XSS])


def test_an_icon_is_decoration_unless_it_has_a_name():
    assert 'aria-hidden="true"' in render("{% icon 'map' %}")
    assert 'role="img" aria-label="Карта"' in render("{% icon 'map' 'Карта' %}")


def test_crumbs_end_at_the_page_we_are_on():
    html = render("{% crumbs 'Бюджет' '/budget/' 'Раунд' %}")
    assert '<a href="/budget/">Бюджет</a>' in html
    assert '<li aria-current="page">Раунд</li>' in html


def test_steps_tell_which_runs_now_in_words():
    html = render(
        "{% steps items %}", items=[("А", "", "done"), ("Б", "до мая", "now"), ("В", "", "next")]
    )
    assert html.count('aria-current="step"') == 1
    assert "идёт сейчас" in html


@pytest.mark.django_db
def test_a_timeline_shows_the_public_what_is_public():
    project = ProjectFactory(state="submitted")
    advance(project, "return", actor=None, note="тайная причина")
    record(project, "remark", actor=None, note=XSS)
    public = render("{% timeline case %}", case=project)
    private = render("{% timeline case private=True %}", case=project)
    assert "тайная причина" not in public
    assert "тайная причина" in private
    assert "<script" not in public


@pytest.mark.django_db
@pytest.mark.parametrize("events", [1, 10])
def test_a_timeline_costs_the_same_at_any_length(events, django_assert_max_num_queries):
    project = ProjectFactory()
    for _number in range(events):
        record(project, "remark", actor=None)
    with django_assert_max_num_queries(1):
        render("{% timeline case %}", case=project)


@pytest.mark.django_db
def test_buttons_of_moves_stand_before_those_who_may():
    project = ProjectFactory(round=RoundFactory(phase="check"), state="submitted")
    request = RequestFactory().get("/")
    request.user = OfficialFactory()
    html = render("{% move_buttons case without='return' %}", case=project, request=request)
    assert f"/case/budgeting.project/{project.pk}/publish/" in html
    assert "/return/" not in html
    request.user = UserFactory()
    assert "href" not in render("{% move_buttons case %}", case=project, request=request)


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ((2026, 12, 15, 0, 0), "до конца 14 декабря"),
        ((2027, 1, 1, 0, 0), "до конца 31 декабря"),
        ((2026, 12, 15, 18, 30), "до 15 декабря, 18:30"),
        ((2026, 12, 15, 23, 59), "до 15 декабря, 23:59"),
    ],
)
def test_a_term_at_midnight_is_told_by_the_day_it_ends_with(local, words):
    moment = datetime(*local, tzinfo=get_current_timezone()).astimezone(UTC)
    assert render("до {{ moment|until:'j E' }}", moment=moment) == words


def test_a_term_nobody_set_is_told_by_nothing():
    assert render("{{ moment|until }}", moment=None) == ""
