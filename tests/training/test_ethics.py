"""The code of ethics: one text, one hash; who read which; residents about conduct."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.notifications.models import Notification
from tests.factories.ethics import CodeFactory, ConductFactory, keeper, today
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.training import department, servants_of
from tests.races import race
from training.actions import (
    accept_conduct,
    acknowledge,
    edit_code,
    publish_code,
    reject_conduct,
    tell_conduct,
)
from training.models import Acknowledgement, CodeArticle, CodeVersion, ConductFeedback
from training.tasks import send_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return keeper()


@pytest.fixture
def servant():
    return servants_of(department(servants=1))[0]


def read(version, person) -> Acknowledgement:
    return acknowledge(version, actor=person, digest=version.digest)


# --- The text -----------------------------------------------------------------------------------
def test_a_published_version_has_the_hash_of_its_text(official):
    version = CodeFactory(state="draft")
    publish_code(version, actor=official)
    assert version.digest == version.text_digest()


def test_an_empty_or_late_version_is_not_published(official):
    empty = CodeFactory(state="draft")
    empty.articles.all().delete()
    with pytest.raises(ValidationError, match="статью"):
        publish_code(empty, actor=official)
    with pytest.raises(ValidationError, match="прошёл"):
        publish_code(CodeFactory(state="draft", effective_on=today(-1)), actor=official)


def change_article(version):
    return lambda: version.articles.filter(number=1).update(text="Новый текст.")


def test_a_text_changes_until_the_day_it_takes_effect_and_the_hash_with_it(official):
    version = CodeFactory(effective_on=today(1))
    before = version.digest
    edit_code(version, actor=official, change=change_article(version))
    version.refresh_from_db()
    assert version.digest == version.text_digest() != before


def test_a_version_in_effect_is_never_rewritten(official):
    version = CodeFactory(effective_on=today())
    with pytest.raises(PermissionDenied, match="вступила в силу"):
        edit_code(version, actor=official, change=change_article(version))
    assert version.articles.first().text == "Текст."


def test_every_word_is_part_of_the_hash():
    version = CodeFactory(effective_on=today(1))
    seen = {version.text_digest()}
    for change in ("title", "preface"):
        setattr(version, change, "Другое")
        seen.add(version.text_digest())
    version.principles = ["Один принцип"]
    seen.add(version.text_digest())
    CodeArticle.objects.filter(version=version, number=1).update(tag="openness")
    seen.add(version.text_digest())
    assert len(seen) == 5


def posted(version, **changes) -> dict:
    articles = list(version.articles.all())
    body = {
        "number": version.number, "title": version.title, "preface": version.preface,
        "principles": "\n".join(version.principles), "effective_on": f"{version.effective_on}",
        "articles-TOTAL_FORMS": len(articles), "articles-INITIAL_FORMS": len(articles),
        "cases-caseevent-content_type-object_id-TOTAL_FORMS": 0,
        "cases-caseevent-content_type-object_id-INITIAL_FORMS": 0,
    }  # fmt: skip
    for place, row in enumerate(articles):
        for name in ("id", "number", "title", "text", "tag"):
            body[f"articles-{place}-{name}"] = getattr(row, name)
        body[f"articles-{place}-version"] = version.pk
    return body | changes


def test_the_admin_keeps_the_hash_with_the_text(client, official):
    version = CodeFactory(effective_on=today(2))
    client.force_login(official)
    url = reverse("admin:training_codeversion_change", args=[version.pk])
    answer = client.post(url, posted(version, **{"articles-0-text": "Правка"}))
    assert answer.status_code == 302
    version.refresh_from_db()
    assert version.articles.first().text == "Правка"
    assert version.digest == version.text_digest()


def test_the_admin_does_not_touch_a_version_in_effect(client, official):
    version = CodeFactory()
    client.force_login(official)
    url = reverse("admin:training_codeversion_change", args=[version.pk])
    client.post(url, posted(version, title="Иначе", **{"articles-0-text": "Правка"}))
    version.refresh_from_db()
    assert (version.title, version.articles.first().text) == ("Кодекс этики (демо)", "Текст.")


# --- Acknowledging ------------------------------------------------------------------------------
def test_a_servant_acknowledges_the_text_of_today(servant):
    row = read(CodeFactory(), servant)
    assert row.digest == row.version.text_digest()


def test_a_text_changed_under_the_reader_is_not_acknowledged(servant, official):
    version = CodeFactory(effective_on=today(1))
    seen = version.digest
    edit_code(version, actor=official, change=change_article(version))
    with pytest.raises(ValidationError, match="Текст изменился"):
        acknowledge(version, actor=servant, digest=seen)
    assert not Acknowledgement.objects.exists()


def test_who_read_the_old_text_is_asked_again(servant, official, client):
    version = CodeFactory(effective_on=today(1))
    read(version, servant)
    edit_code(version, actor=official, change=change_article(version))
    client.force_login(servant)
    assert "Ознакомлен" in client.get(version.get_absolute_url()).content.decode()
    send_reminders()
    assert Notification.objects.filter(recipient=servant, channel="email").count() == 1


def test_a_resident_reads_the_code_and_acknowledges_nothing(person):
    with pytest.raises(PermissionDenied, match="муниципальные служащие"):
        read(CodeFactory(), person)


def test_an_acknowledgement_is_never_rewritten(servant):
    read(CodeFactory(), servant)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Acknowledgement.objects.update(digest="0" * 64)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_are_one_acknowledgement(servant):
    version = CodeFactory()
    race(10, lambda _n: acknowledge(version, actor=servant, digest=version.digest))
    assert Acknowledgement.objects.count() == 1


def test_reminders_go_to_who_has_not_read_and_no_oftener_than_weekly(servant):
    version, done = CodeFactory(), servants_of(department(servants=1))[0]
    read(version, done)
    for _again in range(2):
        send_reminders()
    told = Notification.objects.filter(channel="email").values_list("recipient", flat=True)
    assert list(told) == [servant.pk]


def test_a_head_reads_who_of_the_own_department_has_not_read(client, person):
    own = department(head=person, servants=1, name="Свой отдел")
    department(servants=1, name="Чужой отдел")
    version = CodeFactory()
    client.force_login(person)
    page = client.get(f"{version.get_absolute_url()}report/").content.decode()
    assert servants_of(own)[0].last_name in page
    assert "Чужой отдел" not in page


def test_the_keeper_reads_all_departments_without_names(client, official):
    team = department(servants=3, name="Отдел связи")
    version = CodeFactory()
    read(version, servants_of(team)[0])
    client.force_login(official)
    page = client.get(f"{version.get_absolute_url()}report/").content.decode()
    assert '<td class="number">33</td>' in page
    assert servants_of(team)[0].last_name not in page


# --- Residents about conduct --------------------------------------------------------------------
def said(**fields) -> dict:
    given = {
        "department": fields.pop("department", None) or department(),
        "contact": "phone", "contact_on": today(-1),
        "polite": 5, "clear": 5, "timely": 5, "text": "",
    }  # fmt: skip
    return given | fields


def test_one_contact_gives_one_answer(person):
    given = said()
    tell_conduct(actor=person, **given)
    with pytest.raises(ValidationError, match="уже рассказали"):
        tell_conduct(actor=person, **given)
    tell_conduct(actor=person, **{**given, "contact": "letter"})
    assert ConductFeedback.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_answers_at_once_about_one_contact_are_one(person):
    given = said()
    race(10, lambda _n: tell_conduct(actor=person, **given))
    assert ConductFeedback.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_answers_at_once_keep_the_limit_of_a_day(person):
    rows = [said(department=department(name=f"Отдел {n}")) for n in range(10)]
    race(10, lambda n: tell_conduct(actor=person, **rows[n]))
    assert ConductFeedback.objects.count() == 3


@pytest.mark.parametrize(("days", "reason"), [(2, "не наступил"), (-91, "последние 90 дней")])
def test_a_contact_of_the_wrong_day_is_refused(person, days, reason):
    with pytest.raises(PermissionDenied, match=reason):
        tell_conduct(actor=person, **said(contact_on=today(days)))


def test_a_servant_does_not_praise_the_own_department(servant):
    own = servant.memberships.get().organisation
    with pytest.raises(PermissionDenied, match="своём подразделении"):
        tell_conduct(actor=servant, **said(department=own))


def test_an_unproved_account_is_asked_to_prove_itself():
    with pytest.raises(PermissionDenied, match="Подтвердите телефон"):
        tell_conduct(actor=UserFactory(), **said())


def test_the_index_shows_from_twenty_counted_answers(client):
    team = department(name="Отдел благоустройства")
    ConductFactory.create_batch(19, department=team, state="accepted")
    ConductFactory.create_batch(5, department=team, state="rejected", polite=1, clear=1, timely=1)
    page = client.get("/training/ethics/").content.decode()
    assert "отзывов пока мало" in page
    ConductFactory(department=team, state="accepted")
    page = client.get("/training/ethics/").content.decode()
    assert "<strong>4,0</strong>" in page


def test_the_index_counts_the_last_year_alone(client):
    team = department(name="Отдел благоустройства")
    old = {"contact_on": today(-366), "polite": 1, "clear": 1, "timely": 1}
    ConductFactory.create_batch(20, department=team, state="accepted", **old)
    ConductFactory.create_batch(20, department=team, state="accepted")
    assert "<strong>4,0</strong>" in client.get("/training/ethics/").content.decode()


def test_what_a_resident_told_is_read_by_the_author_and_the_moderator_alone(client, official):
    head = VerifiedUserFactory()
    row = ConductFactory(department=department(head=head))
    for person, sees in ((row.author, True), (head, False), (VerifiedUserFactory(), False)):
        client.force_login(person)
        mine = client.get("/training/ethics/conduct/my/").content.decode()
        assert ("тайный рассказ" in mine) is sees
    client.force_login(official)
    url = reverse("admin:training_conductfeedback_change", args=[row.pk])
    assert "тайный рассказ" in client.get(url).content.decode()
    assert row.author.last_name not in client.get(url).content.decode()


def test_an_answer_not_counted_is_explained_to_its_author(official):
    row = ConductFactory()
    with pytest.raises(ValidationError):
        reject_conduct(row, actor=official)
    reject_conduct(row, actor=official, note="Это не о служащих")
    told = Notification.objects.filter(recipient=row.author, channel="inbox")
    assert told.get().body == "Это не о служащих"


def test_nobody_counts_an_answer_about_the_own_department(official):
    row = ConductFactory(department=department(head=official))
    with pytest.raises(PermissionDenied):
        accept_conduct(row, actor=official)


def test_an_outsider_counts_nothing(person):
    with pytest.raises(PermissionDenied):
        accept_conduct(ConductFactory(), actor=person)


def test_a_second_answer_comes_back_with_a_sentence(client, person):
    row = ConductFactory(author=person)
    client.force_login(person)
    body = {
        "department": row.department_id, "contact": row.contact,
        "contact_on": f"{row.contact_on}", "polite": 5, "clear": 5, "timely": 5, "text": "",
    }  # fmt: skip
    answer = client.post("/training/ethics/conduct/", body)
    assert (answer.status_code, ConductFeedback.objects.count()) == (400, 1)
    assert "уже рассказали" in answer.content.decode()


def test_a_draft_of_the_code_is_the_keepers_business(client):
    version = CodeFactory(state="draft")
    assert client.get(version.get_absolute_url()).status_code == 404
    assert str(version) not in client.get("/training/ethics/").content.decode()
    assert CodeVersion.objects.count() == 1
