"""An official prepares a round at the workplace: from a preset to publication."""

import pytest
from django.urls import reverse

from budgeting import presets
from budgeting.models import Round
from portal.cases.models import CaseEvent
from tests.factories.budgeting import (
    OfficialFactory,
    ProgrammeFactory,
    RoundFactory,
    one_after_another,
    set_phases,
)
from tests.factories.people import SuperuserFactory

pytestmark = pytest.mark.django_db
ADD = "admin:budgeting_round_add"


@pytest.fixture
def workplace(client):
    client.force_login(SuperuserFactory())
    return client


def begun(**fields) -> dict:
    return {
        "programme": ProgrammeFactory().pk,
        "title": "ППМИ-2028 (демо)",
        "slug": "ppmi-2028",
        "summary": "",
        "budget": "9000000",
        "preset": "ppmi",
        **fields,
    }


def change(round_) -> str:
    return reverse("admin:budgeting_round_change", args=[round_.pk])


@pytest.mark.parametrize("code", presets.ready())
def test_a_new_round_begins_with_the_chosen_preset(workplace, code):
    answer = workplace.post(reverse(ADD), begun(preset=code))
    round_ = Round.objects.get()
    assert answer.url == change(round_)
    assert round_.selection == presets.ready()[code].values["selection"]
    assert not round_.is_published


@pytest.mark.parametrize(
    "wrong", [{"preset": ""}, {"preset": "none"}, {"budget": "много"}, {"slug": "merges"}]
)
def test_a_round_without_sense_is_told_at_its_field(workplace, wrong):
    assert workplace.post(reverse(ADD), begun(**wrong)).status_code == 200
    assert not Round.objects.exists()


def shown(workplace, round_) -> dict:
    """What the form of the round holds, as a browser would send it back."""
    context = workplace.get(change(round_)).context
    form = context["adminform"].form
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    for inline in context["inline_admin_formsets"]:
        data |= {f"{inline.formset.prefix}-{edge}_FORMS": 0 for edge in ("TOTAL", "INITIAL")}
    return {name: value for name, value in data.items() if not is_blank(value)}


def is_blank(value) -> bool:
    """What a browser leaves out: an empty box, a box without a tick."""
    return value is None or value is False or value == ""


def test_every_rule_may_be_changed_until_publication(workplace):
    workplace.post(reverse(ADD), begun())
    round_ = Round.objects.get()
    data = shown(workplace, round_)
    form = workplace.get(change(round_)).context["adminform"].form
    assert set(Round.RULE_FIELDS) <= set(form.fields)
    data |= {"min_residents_share": "7.5", "proposers": ["tos", "group"]}
    assert workplace.post(change(round_), data).status_code == 302
    round_.refresh_from_db()
    assert (str(round_.min_residents_share), round_.proposers) == ("7.50", ["group", "tos"])


@pytest.mark.parametrize(
    "wrong", [{"proposers": ["king"]}, {"min_city_share": "101"}, {"remarks_days": "9999"}]
)
def test_a_rule_without_sense_is_told_at_its_field(workplace, wrong):
    workplace.post(reverse(ADD), begun())
    round_ = Round.objects.get()
    answer = workplace.post(change(round_), {**shown(workplace, round_), **wrong})
    assert answer.status_code == 200
    assert next(iter(wrong)) in answer.context["adminform"].form.errors


def test_the_page_says_what_keeps_the_round_from_publication(workplace):
    workplace.post(reverse(ADD), begun())
    page = workplace.get(change(Round.objects.get())).content.decode()
    assert "Нет этапа «Оценка комиссии»" in page
    assert "Как видят жители" in page


def test_an_official_publishes_and_revises_in_public(client):
    client.force_login(SuperuserFactory())
    round_ = RoundFactory(is_published=False)
    set_phases(round_, one_after_another("announce"))
    client.post(reverse("admin:budgeting_round_publish", args=[round_.pk]))
    url = reverse("admin:budgeting_round_revise", args=[round_.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"reason": "Нужно собрание", "meeting_required": "on"}
    for name, value in list(data.items()):
        if hasattr(value, "date"):
            data |= {f"{name}_0": value.strftime("%Y-%m-%d"), f"{name}_1": value.strftime("%H:%M")}
    data = {name: value for name, value in data.items() if not is_blank(value)}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    round_.refresh_from_db()
    assert round_.meeting_required
    assert round_.revisions.count() == 2
    event = CaseEvent.objects.of(round_).get(kind="revised")
    assert event.data["meeting_required"] == ["False", "True"]


def test_a_published_round_is_read_at_the_workplace_not_edited(workplace):
    round_ = RoundFactory(phase="submission", meeting_required=False)
    workplace.post(change(round_), {"meeting_required": "on", "budget": "1"})
    round_.refresh_from_db()
    assert (round_.meeting_required, round_.budget) == (False, 10_000_000)


def test_the_preview_of_a_round_in_preparation_is_for_officials(client):
    round_ = RoundFactory(is_published=False)
    assert client.get(round_.get_absolute_url()).status_code == 404
    client.force_login(OfficialFactory())
    assert "Раунд готовится" in client.get(round_.get_absolute_url()).content.decode()
