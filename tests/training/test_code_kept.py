"""The database itself keeps the text of a code in effect."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.ethics import CodeFactory, today
from training.models import CodeVersion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda row: CodeVersion.objects.filter(pk=row.pk).update(title="Иначе"),
        lambda row: CodeVersion.objects.filter(pk=row.pk).update(effective_on=today(9)),
        lambda row: CodeVersion.objects.filter(pk=row.pk).update(state="draft"),
        lambda row: CodeVersion.objects.filter(pk=row.pk).update(digest="0" * 64),
        lambda row: row.articles.update(text="Иначе."),
        lambda row: row.articles.create(number=3, title="Новая", text="Текст."),
        lambda row: row.articles.filter(number=1).delete(),
        lambda row: CodeFactory(state="draft").articles.filter(number=2).update(
            version=row, number=9
        ),
        lambda row: row.delete(),
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_rewrite_a_version_in_effect(rewrite):
    version = CodeFactory(effective_on=today())
    with pytest.raises(IntegrityError, match="in effect"), transaction.atomic():
        rewrite(version)
    assert version.text_digest() == version.digest


def test_the_database_lets_a_version_of_tomorrow_be_rewritten():
    version = CodeFactory(effective_on=today(1))
    version.articles.update(text="Новый текст.")
    CodeVersion.objects.filter(pk=version.pk).update(title="Иначе")
    assert version.articles.first().text == "Новый текст."
