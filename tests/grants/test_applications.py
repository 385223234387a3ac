"""Writing, submitting and checking an application."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grants.actions import (
    admit,
    ask_partner,
    attach_grant_document,
    confirm_partnership,
    missing,
    not_admit,
    return_application,
    save_application,
    start_application,
    submit,
    take,
    withdraw,
)
from grants.models import Application, BudgetLine, Contest, Question, Version
from grants.tasks import move_contests
from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from tests.factories.files import pdf
from tests.factories.grants import ApplicationFactory, ContestFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def texts(application) -> str:
    return " | ".join(row.text for row in missing(application))


def closes(contest, when) -> None:
    Contest.objects.filter(pk=contest.pk).update(opens_at=when - 9 * DAY, closes_at=when)
    contest.refresh_from_db()


def test_a_head_submits_and_gets_a_number_a_version_and_a_letter(contest, head):
    # The partner is asked of a TOS only, so this applicant is an NKO.
    draft = ApplicationFactory(
        contest=contest, head=head, organisation=OrganisationFactory(kind="nko", head=head)
    )
    submit(draft, actor=head)
    assert (draft.state, draft.number) == ("submitted", 1)
    assert draft.submitted_at is not None
    assert Version.objects.get(application=draft).data["title"] == draft.title
    assert Notification.objects.filter(recipient=head, topic="grants").exists()
    contest.refresh_from_db()
    assert contest.application_count == 1


def test_the_last_second_counts_and_the_next_does_not(ready, head):
    closes(ready.contest, timezone.now() + timedelta(milliseconds=700))
    submit(ready, actor=head)
    assert ready.state == "submitted"


def test_a_second_late_is_refused_and_the_text_stays(client, ready, head):
    closes(ready.contest, timezone.now())
    client.force_login(head)
    answer = client.post(f"/grants/applications/{ready.pk}/check/")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Приём заявок закончился" in page
    assert "Текст сохранён" in page
    client.force_login(VerifiedUserFactory())
    assert "черновик" not in client.get(f"/grants/{ready.contest.slug}/apply/").text
    ready.refresh_from_db()
    assert ready.state == "draft"


def test_what_is_typed_after_the_close_is_still_kept(client, ready, head):
    closes(ready.contest, timezone.now() - DAY)
    client.force_login(head)
    address = f"/grants/applications/{ready.pk}/edit/about/"
    client.post(address, {"title": "Новое имя", "summary": "Дописано после срока"})
    ready.refresh_from_db()
    assert ready.summary == "Дописано после срока"


def test_an_editor_writes_but_only_the_head_submits(ready):
    editor = MemberFactory(
        organisation=ready.organisation, role="editor", user=VerifiedUserFactory()
    ).user
    save_application(ready, actor=editor, values={"summary": "Текст редактора"})
    with pytest.raises(PermissionDenied, match="руководитель"):
        submit(ready, actor=editor)


@pytest.mark.parametrize("somebody", [VerifiedUserFactory, StaffFactory, officer])
def test_nobody_else_writes_or_submits(ready, somebody):
    person = somebody()
    with pytest.raises(PermissionDenied):
        save_application(ready, actor=person, values={"title": "Чужое"})
    with pytest.raises(PermissionDenied):
        submit(ready, actor=person)


def test_a_member_without_a_role_reads_only(client, ready):
    member = MemberFactory(organisation=ready.organisation).user
    client.force_login(member)
    assert client.get(f"/grants/applications/{ready.pk}/").status_code == 200
    assert client.get(f"/grants/applications/{ready.pk}/edit/about/").status_code == 404


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": " "}, "Название"),
        ({"tier": None}, "Категория"),
        ({"summary": ""}, "Коротко"),
        ({"beneficiaries": None}, "пользу"),
        ({"starts_on": None}, "Сроки"),
        ({"answers": {}}, "проблему"),
    ],
)
def test_each_thing_that_lacks_is_named_and_stops_the_submission(ready, head, values, said):
    save_application(ready, actor=head, values=values)
    ready.refresh_from_db()
    assert said in texts(ready)
    with pytest.raises(ValidationError):
        submit(ready, actor=head)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"own": Decimal(0)}, "вместе должны дать"),
        ({"activity": 9}, "в плане нет"),
        ({"evidence": " "}, "чем подтверждена"),
        ({"price": Decimal("110000.01")}, "вместе должны дать"),
    ],
)
def test_a_line_that_does_not_meet_to_the_kopeck_or_hangs_on_nothing_is_named(ready, line, said):
    BudgetLine.objects.filter(application=ready).update(**line)
    assert said in texts(ready)


def test_more_than_the_tier_gives_and_less_than_the_own_share_are_named(ready, head):
    rows = [
        BudgetLine(section="events", name="Сцена", activity=1, quantity=1,
                   price=Decimal("300000.01"), own=0, requested=Decimal("300000.01"),
                   evidence="Прайс"),
    ]  # fmt: skip
    fresh = save_application(ready, actor=head, values={}, rows={"lines": rows})
    assert fresh.requested == Decimal("300000.01")
    assert "Запрошено больше" in texts(fresh)
    assert "Свой вклад" in texts(fresh)


def test_a_tos_names_its_partner_and_brings_its_letter(contest, head):
    draft = ApplicationFactory(contest=contest, head=head)
    assert "партнёр" in texts(draft)
    assert "Письмо партнёра" in texts(draft)
    requirement = contest.documents.get()
    attach_grant_document(draft, pdf(), actor=head, requirement=requirement)
    fresh = save_application(draft, actor=head, values={"partner": OrganisationFactory(kind="nko")})
    assert texts(fresh) == "Партнёр ещё не спрошен: попросите его подтвердить участие"


def test_the_partner_hears_that_the_application_is_sent(ready, head):
    chief = VerifiedUserFactory()
    partner = OrganisationFactory(kind="nko", head=chief)
    fresh = save_application(ready, actor=head, values={"partner": partner})
    confirm_partnership(ask_partner(fresh, actor=head), actor=chief)
    submit(fresh, actor=head)
    letter = Notification.objects.get(recipient=chief, channel="inbox", event__kind="submit")
    assert ready.organisation.name in letter.body
    assert letter.url == ready.contest.get_absolute_url()


def test_a_third_application_of_one_applicant_is_refused(ready, head, contest):
    for _time in range(2):
        ApplicationFactory(contest=contest, organisation=ready.organisation, state="check")
    with pytest.raises(ValidationError, match="Столько уже подано"):
        submit(ready, actor=head)


def test_unreturned_money_of_an_earlier_grant_blocks_a_new_application(ready, head):
    ApplicationFactory(
        contest=ContestFactory(), organisation=ready.organisation, state="return_funds"
    )
    with pytest.raises(ValidationError, match="не возвращены"):
        submit(ready, actor=head)


def test_unreturned_money_of_the_partner_blocks_too(ready, head):
    partner = OrganisationFactory(kind="nko")
    ApplicationFactory(contest=ContestFactory(), organisation=partner, state="return_funds")
    fresh = save_application(ready, actor=head, values={"partner": partner})
    with pytest.raises(ValidationError, match="не возвращены"):
        submit(fresh, actor=head)


def test_an_unproved_person_or_an_unconfirmed_organisation_begins_nothing(contest, head):
    newcomer = UserFactory(level=0)
    team = OrganisationFactory(head=newcomer)
    with pytest.raises(PermissionDenied):
        start_application(contest, actor=newcomer, organisation=team, title="Двор")
    waiting = OrganisationFactory(head=head, status="draft")
    with pytest.raises(PermissionDenied):
        start_application(contest, actor=head, organisation=waiting, title="Двор")


def test_an_application_for_somebody_elses_organisation_is_refused(contest, head):
    OrganisationFactory(head=head)
    with pytest.raises(PermissionDenied):
        start_application(contest, actor=head, organisation=OrganisationFactory(), title="Двор")


def test_an_official_checks_returns_and_admits(ready, head, official):
    submit(ready, actor=head)
    take(ready, actor=official)
    return_application(ready, actor=official, note="Приложите смету")
    assert ready.return_until > timezone.now()
    letter = Notification.objects.filter(recipient=head, channel="inbox").order_by("-id").first()
    assert "Приложите смету" in letter.body
    submit(ready, actor=head)
    assert (ready.number, ready.versions.count()) == (1, 2)
    take(ready, actor=official)
    admit(ready, actor=official)
    assert ready.state == "expertise"


def test_a_returned_application_may_be_sent_again_after_the_contest_closed(ready, head, official):
    submit(ready, actor=head)
    take(ready, actor=official)
    return_application(ready, actor=official, note="Смета")
    closes(ready.contest, timezone.now() - timedelta(seconds=1))
    submit(Application.objects.get(pk=ready.pk), actor=head)
    ready.refresh_from_db()
    assert ready.state == "submitted"


def test_what_is_not_mended_in_time_is_closed_by_the_clock(ready, head, official):
    submit(ready, actor=head)
    take(ready, actor=official)
    return_application(ready, actor=official, note="Смета")
    Application.objects.filter(pk=ready.pk).update(return_until=timezone.now())
    with pytest.raises(PermissionDenied, match="Срок исправления"):
        submit(Application.objects.get(pk=ready.pk), actor=head)
    move_contests()
    ready.refresh_from_db()
    assert ready.state == "not_admitted"


def test_an_official_reads_a_yes_as_a_yes(client, ready, head, official):
    asked = Question.objects.create(contest=ready.contest, label="Был ли опыт", kind="yes_no")
    save_application(ready, actor=head, values={"answers": {**ready.answers, str(asked.pk): True}})
    submit(ready, actor=head)
    client.force_login(official)
    page = client.get(reverse("admin:grants_application_change", args=[ready.pk])).text
    assert "<strong>Был ли опыт</strong><br>да</p>" in page


def test_what_is_lacking_names_its_step_once(client, ready, head):
    empty = {"activities": [], "lines": [], "team": []}
    save_application(ready, actor=head, values={}, rows=empty)
    client.force_login(head)
    page = client.get(f"{ready.get_absolute_url()}edit/plan/").text
    told = ("Бюджет: Хотя бы одна строка", "Команда: Хотя бы один", "План: Хотя бы одно")
    assert all(text in page for text in told)


def test_who_may_not_apply_reads_the_names_of_kinds_as_they_are_written(client, contest):
    client.force_login(VerifiedUserFactory())
    page = client.get(f"{contest.get_absolute_url()}apply/").text
    assert "некоммерческая организация, территориальное общественное самоуправление (ТОС)" in page


def test_a_refusal_names_its_ground(ready, head, official):
    submit(ready, actor=head)
    take(ready, actor=official)
    with pytest.raises(ValidationError):
        not_admit(ready, actor=official, note=" ")
    not_admit(ready, actor=official, note="Не соответствует условиям")
    assert ready.state == "not_admitted"


def test_an_official_of_the_applicant_does_not_check_it(ready, head):
    submit(ready, actor=head)
    insider = officer()
    MemberFactory(organisation=ready.organisation, user=insider)
    with pytest.raises(PermissionDenied, match="своей организации"):
        take(ready, actor=insider)


def test_a_head_withdraws_until_it_is_admitted(ready, head, official):
    submit(ready, actor=head)
    withdraw(ready, actor=head)
    assert ready.state == "withdrawn"
    admitted = ApplicationFactory(contest=ready.contest, head=head, state="expertise")
    with pytest.raises(InvalidTransition):
        withdraw(admitted, actor=head)


def test_a_submitted_version_is_never_rewritten(ready, head):
    submit(ready, actor=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.update(digest="x")


def test_documents_open_for_the_applicant_and_the_checking_official_only(
    client, ready, head, official
):
    row = attach_grant_document(ready, pdf(), actor=head, requirement=None)
    submit(ready, actor=head)
    address = row.attachment.get_absolute_url()
    answers = {}
    people = {"head": head, "official": official, "other": VerifiedUserFactory(),
              "staff": StaffFactory()}  # fmt: skip
    for name, person in people.items():
        client.force_login(person)
        answers[name] = client.get(address).status_code
    assert answers == {"head": 200, "official": 200, "other": 404, "staff": 404}


def test_the_paper_of_an_application_is_a_pdf(client, ready, head):
    client.force_login(head)
    answer = client.get(f"/grants/applications/{ready.pk}/paper.pdf")
    assert answer.content.startswith(b"%PDF-")
