"""Documents as uploaded: honest, disguised, packed to burst."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from portal.files import documents
from portal.files.documents import prepare_document
from tests.factories.files import (
    DOCX_TYPE,
    docx,
    odt,
    openxml,
    pdf,
    photo,
    photo_bytes,
    upload,
    xlsx,
    zipped,
)


@pytest.mark.parametrize("file", [pdf(), docx(), xlsx(), odt()], ids=lambda file: file.name)
def test_an_honest_document_is_kept_as_it_is(file):
    body = file.read()
    document = prepare_document(file)
    assert document.body == body
    assert document.name == file.name


def test_a_text_in_the_old_encoding_is_kept_readable():
    document = prepare_document(upload("протокол.txt", "Решили: да".encode("cp1251")))
    assert document.body.decode() == "Решили: да"


def test_a_scan_is_drawn_anew_like_any_photo():
    document = prepare_document(upload("scan.png", photo_bytes(kind="PNG") + b"<script>"))
    assert document.content_type == "image/jpeg"
    assert b"<script>" not in document.body


@pytest.mark.parametrize(
    "name",
    ["run.exe", "page.html", "page.svg", "table.csv", "macro.docm", "x.pdf.exe", "noname", ".pdf",
     "archive.zip", "old.doc"],
)  # fmt: skip
def test_a_kind_that_is_not_on_the_list_is_refused_by_name(name):
    with pytest.raises(ValidationError, match="не принимаем"):
        prepare_document(upload(name, pdf().read()))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", b"%PDF-1.7 cut"),
        ("a.pdf", zipped({"x": b"x"})),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.docx", zipped({"x.txt": b"x"})),
        ("a.docx", xlsx().read()),
        ("a.xlsx", docx().read()),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<x/>"})),
        ("a.odt", zipped({"mimetype": b"text/html", "content.xml": b"<x/>"})),
        ("a.ods", odt().read()),
        ("a.docx", docx(**{"../../evil": b"x"}).read()),
        ("a.docx", docx(**{"WORD/document.xml": b"x"}).read()),
        ("a.docx", docx().read()[:-30]),
        ("a.jpg", b"<svg/>"),
    ],
)
def test_bytes_that_are_not_what_the_name_says_are_refused(name, body):
    with pytest.raises(ValidationError) as refusal:
        prepare_document(upload(name, body))
    assert "не" in refusal.value.messages[0].lower()


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/VBAPROJECT.BIN"])
def test_a_document_with_macros_is_refused(part):
    with pytest.raises(ValidationError, match="макросы"):
        prepare_document(docx(**{part: b"x"}))


def test_a_document_that_declares_macros_is_refused():
    body = openxml(DOCX_TYPE, "word/document.xml")
    hidden = zipped(
        {
            "[Content_Types].xml": f"{DOCX_TYPE} macroEnabled".encode(),
            "word/document.xml": b"<x/>",
        }
    )
    assert prepare_document(upload("a.docx", body))
    with pytest.raises(ValidationError):
        prepare_document(upload("a.docx", hidden))


def test_a_zip_bomb_is_refused_before_it_unpacks():
    with pytest.raises(ValidationError, match="сжат"):
        prepare_document(docx(**{"word/media/bomb.xml": bytes(30_000_000)}))


def test_a_zip_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_ENTRIES", 5)
    with pytest.raises(ValidationError, match="сжат"):
        prepare_document(docx(**{f"part{n}": b"x" for n in range(6)}))


def test_a_zip_that_lies_about_its_sizes_is_refused():
    body = bytearray(openxml(DOCX_TYPE, "word/document.xml", bomb=bytes(3000)))
    start = body.rindex(b"PK\x01\x02", 0, body.rindex(b"PK\x05\x06"))
    body[start + 24 : start + 28] = (5).to_bytes(4, "little")
    with pytest.raises(ValidationError):
        prepare_document(upload("lie.docx", bytes(body)))


def test_an_encrypted_document_is_refused():
    body = bytearray(docx().read())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = body.index(mark)
        body[start + place] |= 1
    assert zipfile.is_zipfile(BytesIO(bytes(body)))
    with pytest.raises(ValidationError):
        prepare_document(upload("locked.docx", bytes(body)))


def test_an_empty_and_an_oversized_document_are_refused(monkeypatch):
    with pytest.raises(ValidationError, match="пуст"):
        prepare_document(upload("a.pdf", b""))
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    with pytest.raises(ValidationError, match="20 МБ"):
        prepare_document(pdf())


def test_a_photo_as_a_document_keeps_the_limits_of_photos():
    assert prepare_document(photo("scan.JPG")).extension == "jpg"
