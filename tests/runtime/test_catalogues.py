"""Catalogues are collected, compared and compiled without system gettext."""

import gettext

import pytest

from portal.runtime import catalogues, messages
from tests.runtime.conftest import ROOT

PAGE = """{% load i18n %}
    {% trans "Голосовать" %}
  {% blocktranslate count n=votes %}{{ n }} голос{% plural %}{{ n }} голосов{% endblocktranslate %}
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "app" / "templates").mkdir(parents=True)
    (tmp_path / "app" / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "app" / "models.py").write_text('label = _("название")\n')
    messages.update(tmp_path)
    return tmp_path


def fill(po, **translations):
    text = po.read_text()
    for message, translation in translations.items():
        text = text.replace(
            f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{translation}"'
        )
    po.write_text(text)


def test_python_and_templates_are_collected(project):
    text = messages.path_of(project, "en").read_text()
    assert 'msgid "Голосовать"' in text
    assert 'msgid "название"' in text
    assert 'msgid_plural "%(n)s голосов"' in text


def test_collecting_again_changes_nothing_and_keeps_translations(project):
    po = messages.path_of(project, "en")
    fill(po, Голосовать="Vote")
    before = po.read_text()
    messages.update(project)
    assert po.read_text() == before


def test_a_new_string_is_reported_until_it_is_collected(project):
    assert list(messages.missing(project)) == []
    (project / "app" / "views.py").write_text('_("Отозвать")')
    assert list(messages.missing(project)) == ["ru: 'Отозвать'", "en: 'Отозвать'"]


def test_gaps_are_english_strings_and_russian_plurals(project):
    gaps = "\n".join(catalogues.gaps(project))
    assert gaps.count("/en/") == 3
    assert gaps.count("/ru/") == 1


def test_a_fuzzy_translation_is_a_gap(project):
    po = messages.path_of(project, "en")
    fill(po, Голосовать="Vote")
    before = len(catalogues.gaps(project))
    po.write_text(po.read_text().replace('msgid "Голосовать"', '#, fuzzy\nmsgid "Голосовать"'))
    assert len(catalogues.gaps(project)) == before + 1


def test_compiled_catalogues_speak(project):
    fill(messages.path_of(project, "en"), Голосовать="Vote")
    assert catalogues.compile_all(project) == 2
    spoken = gettext.translation("django", project / "locale", ["en"])
    assert spoken.gettext("Голосовать") == "Vote"


def test_fresh_catalogues_are_not_compiled_again(project):
    catalogues.compile_all(project)
    assert catalogues.compile_all(project) == 0


def test_the_project_itself_can_be_read():
    assert len(messages.template_of_messages(ROOT)) > 100
