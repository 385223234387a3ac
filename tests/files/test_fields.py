"""Several files in one field, and the gallery of a case."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from portal.files.actions import attach_document, attach_image
from portal.files.forms import DocumentsField, ImagesField
from tests.factories.budgeting import ProjectFactory
from tests.factories.files import pdf, photo, upload
from tests.factories.people import UserFactory


class FilesForm(forms.Form):
    photos = ImagesField(required=False, limit=2)
    papers = DocumentsField()


def filled(photos=(), papers=()):
    return FilesForm({}, MultiValueDict({"photos": list(photos), "papers": list(papers)}))


def test_several_files_come_out_prepared():
    form = filled([photo(), photo("b.png", kind="PNG")], [pdf()])
    assert form.is_valid()
    assert [picture.name for picture in form.cleaned_data["photos"]] == ["yard.jpg", "b.png"]
    assert form.cleaned_data["papers"][0].extension == "pdf"


def test_no_photo_is_fine_and_no_required_document_is_not():
    form = filled()
    assert "photos" not in form.errors
    assert "papers" in form.errors


def test_each_unfit_file_is_named_with_its_reason():
    bad = [upload("первый.jpg", b"x"), upload("../второй.jpg", b"")]
    errors = filled(bad, [pdf()]).errors["photos"]
    assert [error.split(":")[0] for error in errors] == ["«первый.jpg»", "«второй.jpg»"]
    assert "Файл пуст" in errors[1]


def test_too_many_files_are_refused_before_any_is_read():
    assert filled([photo(), photo(), photo()], [pdf()]).errors["photos"] == [
        "Выберите не больше 2 файлов."
    ]


def test_text_posted_instead_of_a_file_is_no_file():
    assert "papers" in FilesForm({"papers": "forged"}).errors


def test_the_input_takes_many_files_and_names_their_kinds():
    page = str(filled()["photos"])
    assert "multiple" in page
    assert "image/webp" in page


def gallery(case, user):
    return Template("{% load files %}{% gallery case %}").render(
        Context({"case": case, "user": user})
    )


@pytest.mark.django_db
def test_the_gallery_shows_each_person_only_what_opens_for_them(django_assert_num_queries):
    project = ProjectFactory()
    attach_image(project, photo(), actor=project.author, alt="Двор весной")
    attach_document(project, pdf("устав.pdf"), actor=project.author, private=True)
    stranger = UserFactory()
    with django_assert_num_queries(1):
        page = gallery(project, stranger)
    assert 'alt="Двор весной"' in page
    assert "устав.pdf" not in page
    assert "устав.pdf" in gallery(project, project.author)


@pytest.mark.django_db
def test_the_gallery_escapes_what_people_typed():
    project = ProjectFactory()
    attach_image(project, photo(), actor=project.author, caption="<script>", alt='"><script>')
    assert "<script>" not in gallery(project, project.author)
