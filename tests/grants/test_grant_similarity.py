"""Officials see which earlier applications a new one resembles, by text and by budget."""

from decimal import Decimal

import pytest
from django.urls import reverse

from grants.similarity import similar_to
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db
TEXT = "Соседи вместе посадят сад во дворе и научат детей за ним ухаживать."


def filed(summary, **fields):
    return ApplicationFactory(state="check", summary=summary, **fields)


def budget(application, name, price):
    application.lines.update(name=name, price=Decimal(price))


def test_a_text_written_again_is_found_and_another_is_not():
    earlier, other = filed(TEXT), filed("Ремонт велосипедов для подростков.")
    budget(earlier, "Саженцы", 10)
    budget(other, "Ключи", 20)
    new = filed(TEXT.replace("детей", "внуков"))
    budget(new, "Лопаты", 30)
    assert [(row, alike) for row, text, alike in similar_to(new) if text > 60] == [(earlier, 0)]


def test_a_budget_used_again_is_found_under_another_text():
    earlier, new = filed(TEXT), filed("Зимний каток у школы для всех желающих.")
    for row in (earlier, new):
        budget(row, "Прокат сцены", 5000)
    assert [(row, budgets) for row, _text, budgets in similar_to(new)] == [(earlier, 100)]


def test_a_draft_of_another_is_never_compared():
    """Nobody has handed it in: an official may not read it."""
    draft = ApplicationFactory(summary=TEXT)
    assert draft not in [row for row, *_rest in similar_to(filed(TEXT))]


def test_an_official_reads_what_resembles_beside_the_application(client, official):
    earlier = filed(TEXT)
    client.force_login(official)
    page = client.get(reverse("admin:grants_application_change", args=[filed(TEXT).pk])).text
    assert earlier.get_absolute_url() in page
    assert "текст похож на 100 %" in page
