"""Two people at one step: both are told, nothing that was typed is lost."""

import pytest
from django.core.exceptions import PermissionDenied

from grants import actions
from grants.models import StepEdit
from tests.factories.grants import ApplicationFactory
from tests.factories.organisations import MemberFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(draft):
    person = VerifiedUserFactory(last_name="Второва")
    return MemberFactory(organisation=draft.organisation, role="editor", user=person).user


def url(draft, tail="edit/about/") -> str:
    return f"{draft.get_absolute_url()}{tail}"


def seen(client, draft) -> int:
    last = client.get(url(draft)).context["last"]
    return last.number if last else 0


def save(client, draft, text, number, tail="edit/about/"):
    return client.post(url(draft, tail), {"title": "Двор", "summary": text, "seen": number})


@pytest.fixture
def overtaken(client, draft, head, second):
    """The head opened the step; meanwhile the second editor saved it."""
    client.force_login(head)
    opened = seen(client, draft)
    client.force_login(second)
    save(client, draft, "Текст второго", seen(client, draft))
    client.force_login(head)
    return opened


def test_who_comes_second_is_told_whose_text_stands_and_keeps_an_own_one(client, draft, overtaken):
    answer = save(client, draft, "Текст первого", overtaken)
    assert answer.status_code == 400
    assert "Второва" in answer.text
    assert "Текст первого" in answer.text
    draft.refresh_from_db()
    assert draft.summary == "Текст второго"
    aside = StepEdit.objects.get(is_aside=True)
    assert aside.data["summary"] == ["Текст первого"]


def test_autosave_tells_it_too_and_overwrites_nothing(client, draft, overtaken):
    for text in ("Текст пер", "Текст первого"):
        answer = save(client, draft, text, overtaken, "edit/about/autosave/")
        assert "изменил другой человек" in answer.text
        assert 'id="seen"' not in answer.text
    draft.refresh_from_db()
    assert draft.summary == "Текст второго"
    assert StepEdit.objects.filter(is_aside=True).count() == 1


def test_saving_again_after_the_warning_takes_effect_and_the_other_text_stays_in_the_history(
    client, draft, overtaken
):
    answer = save(client, draft, "Текст первого", overtaken)
    save(client, draft, "Текст первого", answer.context["last"].number)
    draft.refresh_from_db()
    assert draft.summary == "Текст первого"
    kept = {row.data["summary"][0] for row in StepEdit.objects.filter(is_aside=False)}
    assert kept == {"Текст первого", "Текст второго"}
    assert not StepEdit.objects.filter(is_aside=True).exists()


def test_any_earlier_text_is_read_and_taken_up_again(client, draft, overtaken):
    save(client, draft, "Текст первого", overtaken)
    aside = StepEdit.objects.get(is_aside=True)
    page = client.get(url(draft, "edits/")).text
    assert "не вошло" in page
    assert "Текст первого" in client.get(url(draft, f"edits/{aside.pk}/")).text
    assert "Текст первого" in client.get(f"{url(draft)}?edit={aside.pk}").text


def test_one_person_at_two_steps_is_never_told_of_herself(client, draft, head):
    client.force_login(head)
    number = seen(client, draft)
    for text in ("раз", "два", "три"):
        assert save(client, draft, text, number, "edit/about/autosave/").status_code == 200
    assert StepEdit.objects.count() == 1


def test_two_people_at_different_steps_do_not_meet(client, draft, head, second):
    client.force_login(second)
    save(client, draft, "Текст второго", seen(client, draft))
    client.force_login(head)
    answer = client.post(
        url(draft, "edit/team/"), {"team-TOTAL_FORMS": "0", "team-INITIAL_FORMS": "0"}
    )
    assert answer.status_code == 302


def test_the_texts_of_another_application_open_for_nobody_else(client, draft, overtaken):
    row = StepEdit.objects.first()
    other = ApplicationFactory(contest=draft.contest)
    client.force_login(other.author)
    assert client.get(url(draft, "edits/")).status_code == 404
    assert client.get(url(other, f"edits/{row.pk}/")).status_code == 404
    assert "Текст второго" not in client.get(f"{url(other)}?edit={row.pk}").text


def test_a_reader_keeps_nothing_aside(draft):
    reader = MemberFactory(organisation=draft.organisation).user
    with pytest.raises(PermissionDenied, match="Заявку пишут"):
        actions.keep_aside(draft, actions.Typed("about", {}), actor=reader)
