"""Pages of the wizard of an application: what they show, tell and keep."""

import pytest
from django.core.exceptions import ValidationError

from grants.actions import (
    attach_grant_document,
    save_application,
    submit,
)
from grants.forms.applications import AboutStep
from grants.models import Question
from tests.factories.files import pdf
from tests.factories.grants import ApplicationFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("chosen", "stored"), [("true", True), ("false", False)])
def test_a_yes_or_no_is_shown_as_chosen_and_saving_again_keeps_it(
    client, ready, head, chosen, stored
):
    asked = Question.objects.create(contest=ready.contest, label="Был ли опыт", kind="yes_no")
    address = f"{ready.get_absolute_url()}edit/answers/"
    client.force_login(head)
    client.post(address, {f"q{asked.pk}": chosen})
    field = client.get(address).context["form"][f"q{asked.pk}"]
    assert f'<option value="{chosen}" selected>' in str(field)
    client.post(address, {f"q{asked.pk}": field.value()})
    ready.refresh_from_db()
    assert ready.answers[str(asked.pk)] is stored


def test_only_a_question_that_may_stay_empty_is_marked_so(client, ready, head):
    Question.objects.create(contest=ready.contest, label="Опыт", is_required=False)
    client.force_login(head)
    page = client.get(f"{ready.get_absolute_url()}edit/answers/").text
    assert page.count("необязательно") == 1


def test_the_last_step_shows_answers_and_documents_too(client, ready, head):
    attach_grant_document(ready, pdf("smeta.pdf"), actor=head, requirement=None)
    client.force_login(head)
    page = client.get(f"{ready.get_absolute_url()}check/").text
    assert all(text in page for text in ("Какую проблему решает проект", "Ответ", "smeta.pdf"))


def test_a_refused_step_tells_anew_what_is_lacking(client, ready, head):
    ready.summary = ""
    ready.save()
    client.force_login(head)
    sent = {"title": "Двор", "summary": "Украсим двор", "beneficiaries": "много"}
    page = client.post(f"{ready.get_absolute_url()}edit/about/", sent)
    told = [text for text, _step, _url in page.context["missing"]]
    assert page.status_code == 400
    assert "Коротко о проекте" not in told
    assert "Категория" in told


def test_an_organisation_is_not_its_own_partner(client, ready, head):
    with pytest.raises(ValidationError, match="другая организация"):
        save_application(ready, actor=head, values={"partner": ready.organisation})
    other = OrganisationFactory(kind="nko")
    client.force_login(head)
    page = client.get(f"{ready.get_absolute_url()}edit/about/")
    offered = page.context["form"].fields["partner"].queryset
    assert other in offered
    assert ready.organisation not in offered


@pytest.mark.parametrize("step", ["edit/about/", "documents/", "check/"])
def test_going_back_after_submitting_leads_to_what_was_submitted(client, ready, head, step):
    submit(ready, actor=head)
    client.force_login(head)
    answer = client.get(f"{ready.get_absolute_url()}{step}")
    assert (answer.status_code, answer.url) == (302, ready.get_absolute_url())
    client.force_login(MemberFactory(organisation=ready.organisation).user)
    assert client.get(f"{ready.get_absolute_url()}{step}").status_code == 404


def test_a_reached_limit_is_told_at_the_first_page_and_at_every_step(client, ready, head, contest):
    client.force_login(head)
    first, step = f"{contest.get_absolute_url()}apply/", f"{ready.get_absolute_url()}edit/about/"
    assert "принимается заявок: 2." in client.get(first).text
    assert "Столько уже подано" not in client.get(first).text + client.get(step).text
    for _time in range(2):
        ApplicationFactory(contest=contest, organisation=ready.organisation, state="check")
    assert "Столько уже подано" in client.get(first).text
    assert "Столько уже подано" in client.get(step).text


def test_a_step_changes_no_fields_that_other_requests_share(ready):
    AboutStep(ready)
    shared = [AboutStep.base_fields[name].queryset for name in ("tier", "direction", "partner")]
    assert shared == [None] * 3
