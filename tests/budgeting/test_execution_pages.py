"""What residents read about a project that has won."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting import actions
from budgeting.models import Milestone, Report
from portal.files.models import Attachment
from tests.factories.budgeting import ProjectFactory
from tests.factories.execution import (
    accepted,
    came,
    executed,
    funding,
    given_back,
    move,
    official,
    planned,
    reversed_,
    shown,
    spent,
    winner,
)
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
PAGES = ("progress", "money", "money_csv", "report")


def page(client, name: str, project) -> str:
    answer = client.get(reverse(f"budgeting:{name}", args=[project.pk]))
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode().replace("\xa0", " ")


def summary(client, round_, name="summary") -> str:
    answer = client.get(reverse(f"budgeting:{name}", args=[round_.slug]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    "state", ["winner", "funding", "contract", "works", "acceptance", "completed", "reported"]
)
def test_every_page_opens_at_every_step(client, state):
    project = winner() if state == "winner" else executed(state)
    for name in PAGES:
        page(client, name, project)
    assert project.title in summary(client, project.round)
    assert project.title in summary(client, project.round, "summary_csv")


@pytest.mark.parametrize("name", PAGES)
def test_a_project_that_has_not_won_has_no_such_pages(client, name):
    project = ProjectFactory(state="contest")
    assert client.get(reverse(f"budgeting:{name}", args=[project.pk])).status_code == 404


def test_the_pages_of_an_unpublished_round_are_closed(client):
    project = executed("reported")
    project.round.is_published = False
    project.round.save()
    for name in PAGES:
        assert client.get(reverse(f"budgeting:{name}", args=[project.pk])).status_code == 404


def test_the_page_of_a_winner_leads_to_how_it_goes(client):
    project = funding()
    text = client.get(project.get_absolute_url()).content.decode()
    assert reverse("budgeting:progress", args=[project.pk]) in text
    other = ProjectFactory(state="contest")
    text = client.get(other.get_absolute_url()).content.decode()
    assert reverse("budgeting:progress", args=[other.pk]) not in text


def test_money_stands_by_source_and_adds_up(client):
    project = funding()
    came(project, "residents", "1234.56")
    came(project, "sponsors", "0.44")
    text = page(client, "money", project)
    assert "1 234,56 ₽" in text
    assert "0,44 ₽" in text
    assert "1 235 ₽" in text


def test_no_person_who_paid_is_ever_named(client):
    project = executed("contract")
    entry = came(
        project, "residents", 500, payer="Секретов Пётр", payer_kind="person", payer_agrees=True,
        purpose="От Секретова", document_number="СЕКРЕТ-1",
    )  # fmt: skip
    given_back(project, entry, 100)
    move(project, "cancel")
    for name in PAGES:
        assert "екрет" not in page(client, name, project).lower()


def test_an_organisation_is_named_only_if_it_agreed(client):
    project = funding()
    firm = {"payer_kind": "organisation"}
    came(project, "sponsors", 700, payer="ООО «Открытое»", payer_agrees=True, **firm)
    came(project, "sponsors", 300, payer="ООО «Скромное»", **firm)
    wrong = came(project, "sponsors", 9, payer="ООО «Ошибка»", payer_agrees=True, **firm)
    reversed_(project, wrong)
    text = page(client, "money", project)
    assert "ООО «Открытое»: 700 ₽" in text
    assert "Скромное" not in text
    assert "Ошибка" not in text
    assert "Скромное" not in page(client, "money_csv", project)


def test_a_formula_in_an_organisations_name_is_no_formula_in_the_table(client):
    project = funding()
    came(project, "sponsors", 1, payer="=cmd()", payer_kind="organisation", payer_agrees=True)
    assert ";'=cmd()" in page(client, "money_csv", project)


def test_the_refund_list_is_public_without_names(client):
    project = funding()
    came(project, "residents", 300, payer="Тайнов", document_date=timezone.localdate())
    came(project, "residents", 700, payer="Тайнов")
    move(project, "cancel")
    text = page(client, "money", project)
    assert "Возврат остатка" in text
    assert "700 ₽" in text
    assert "Тайнов" not in text


def test_a_step_behind_its_date_says_so_to_everybody(client):
    project = executed("works")
    late = timezone.localdate() - timedelta(days=3)
    Milestone.objects.filter(project=project).update(planned_on=late, first_planned_on=late)
    assert "срок прошёл" in page(client, "progress", project)
    assert "есть просроченные этапы" in summary(client, project.round)


def test_a_moved_date_keeps_the_first_promise_on_the_page(client):
    project = executed("works")
    step = planned(project, "Бордюр", days=5)
    later = step.planned_on + timedelta(days=10)
    actions.move_milestone(
        project, actor=official(), milestone=step, planned_on=later, reason="Дожди"
    )
    text = page(client, "progress", project)
    assert f"обещали {step.planned_on:%d.%m.%Y}" in text
    assert f"{later:%d.%m.%Y}" in text


def test_photos_of_one_viewpoint_stand_together_and_open_for_everybody(client):
    project = executed("works")
    before, after = shown(project, "before", "От арки"), shown(project, "after", "От арки")
    text = page(client, "progress", project)
    assert text.index("От арки, до работ") < text.index("От арки, после работ")
    for photo in (before, after):
        assert client.get(photo.attachment.get_thumb_url()).status_code == 200
    assert before.viewpoint == after.viewpoint


def test_the_act_of_an_acceptance_is_not_for_everybody(client):
    project = executed("acceptance")
    held = accepted(project, names="Иванова Анна (демо)")
    act = Attachment.objects.of(held).get()
    assert client.get(act.get_absolute_url()).status_code == 404
    client.force_login(VerifiedUserFactory())
    assert client.get(act.get_absolute_url()).status_code == 404
    client.force_login(held.recorded_by)
    assert client.get(act.get_absolute_url()).status_code == 200
    assert "Иванова Анна (демо)" in page(client, "progress", project)


def test_the_report_tells_plan_fact_and_savings(client):
    project = executed("reported")
    text = page(client, "report", project)
    for words in ("Уложен асфальт", "100 000 ₽", "УЖКХ", "56,5", "https://example.org/news/1"):
        assert words in text


def test_a_late_report_is_late_in_public(client):
    project = executed("completed")
    Report.objects.filter(project=project).update(due_on=timezone.localdate() - timedelta(days=1))
    assert "Срок отчёта прошёл" in page(client, "report", project)


def test_a_report_not_published_yet_shows_nothing_of_itself(client):
    project = executed("completed")
    actions.save_report(project, actor=official(), works="Тайна")
    assert "Тайна" not in page(client, "report", project)


def rate(client, project, **fields):
    return client.post(reverse("budgeting:rate", args=[project.pk]), fields)


def test_marks_show_from_five_people_on(client):
    project = executed("reported")
    for score in (5, 4, 4, 3):
        client.force_login(VerifiedUserFactory())
        assert rate(client, project, score=score).status_code == 302
    assert "Средняя оценка появится" in page(client, "report", project)
    client.force_login(VerifiedUserFactory())
    rate(client, project, score=5)
    text = page(client, "report", project)
    assert "Средняя оценка 4,2 из 5, оценок: 5" in text
    assert "оценка жителей 4,2" in summary(client, project.round)


def test_a_resident_changes_her_mark_and_counts_once(client):
    project = executed("reported")
    client.force_login(VerifiedUserFactory())
    rate(client, project, score=1)
    rate(client, project, score=4, comment="Качели скрипят")
    report = Report.objects.get(project=project)
    assert (report.rating_count, report.rating_sum) == (1, 4)
    assert "Ваша оценка: <strong>4</strong>" in page(client, "report", project)
    assert "Качели скрипят" in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize("score", ["0", "6", "-1", "", "много"])
def test_a_mark_out_of_scale_is_refused_at_its_field(client, score):
    project = executed("reported")
    client.force_login(VerifiedUserFactory())
    answer = rate(client, project, score=score, comment="Не потеряйте")
    assert answer.status_code == 400
    assert "Не потеряйте" in answer.content.decode()
    assert Report.objects.get(project=project).rating_count == 0


def test_an_unproved_account_and_an_early_bird_do_not_rate(client):
    done, building = executed("reported"), executed("completed")
    client.force_login(UserFactory())
    assert rate(client, done, score=5).status_code == 403
    client.force_login(VerifiedUserFactory())
    assert rate(client, building, score=5).status_code == 404


def test_the_summary_adds_up_what_all_winners_got(client):
    project = executed("contract")
    funding(round=project.round)
    spent(project, "city", Decimal("100.50"))
    text = summary(client, project.round)
    assert "100,50 ₽" in text
    assert "1 000 000 ₽" in text
    assert "проектов победило" in text


def test_a_round_without_winners_says_so(client):
    assert "Победителей пока нет" in summary(client, winner(state="contest").round)
