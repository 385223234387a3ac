"""Documents checked before they are kept: what the name promises must be what the bytes hold.

Kept as they are and only ever handed out as a download: nothing here makes a document harmless to
the program that opens it, it keeps out disguises, macros and bombs.
"""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.files.images import prepare_image
from portal.files.names import clean_name, extension

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 5000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100  # unpacked ÷ packed; office files stay below 30
OPENXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OPENXML}.wordprocessingml.document",
    "xlsx": f"{OPENXML}.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain; charset=utf-8",
}
SCANS = {"jpg", "jpeg", "png"}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


@dataclass(frozen=True)
class Document:
    """A document ready to be kept."""

    name: str
    body: bytes
    content_type: str
    extension: str
    thumb: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def prepare_document(upload) -> Document:
    """Check the uploaded document; raises ValidationError with a Russian sentence."""
    kind = extension(upload.name)
    if kind not in TYPES and kind not in SCANS:
        raise ValidationError(
            _("Такие файлы не принимаем. Подойдут: %(kinds)s.") % {"kinds": KINDS}
        )
    if not upload.size:
        raise ValidationError(_("Файл пуст. Выберите другой."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Файл больше 20 МБ. Разделите его или сожмите."))
    if kind in SCANS:
        return _scan(upload)
    upload.seek(0)
    body = CHECKS[kind](upload.read(MAX_BYTES + 1), kind)
    return Document(clean_name(upload.name, "document"), body, TYPES[kind], kind)


def _scan(upload) -> Document:
    picture = prepare_image(upload)
    return Document(picture.name, picture.body, picture.content_type, picture.extension)


def _pdf(body: bytes, _kind: str) -> bytes:
    if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-2048:]:
        raise _disguised("PDF")
    return body


def _text(body: bytes, _kind: str) -> bytes:
    """The text in UTF-8, whichever of the two usual encodings it came in."""
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(character) < 32 and character not in "\t\r\n\f" for character in text):
            return text.encode()
    raise _disguised(_("обычный текст"))


def _office(body: bytes, kind: str) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            _check_sizes(archive, len(body))
            _check_parts(archive, kind)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise _disguised(kind.upper()) from error
    if damaged:
        raise _disguised(kind.upper())
    return body


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, packed * MAX_RATIO):
        raise ValidationError(
            _("Файл слишком сильно сжат. Сохраните его заново и загрузите снова.")
        )


def _check_parts(archive: zipfile.ZipFile, kind: str) -> None:
    names = archive.namelist()
    low = [name.lower() for name in names]
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in low):
        raise ValidationError(_("В файле есть макросы. Сохраните его без них и загрузите снова."))
    if len(set(low)) != len(low) or any(".." in name or name.startswith("/") for name in low):
        raise _disguised(kind.upper())
    whole = _is_openxml if kind in MAIN_PART else _is_opendocument
    if not whole(archive, names, kind):
        raise _disguised(kind.upper())


def _is_openxml(archive: zipfile.ZipFile, names: list[str], kind: str) -> bool:
    if "[Content_Types].xml" not in names or MAIN_PART[kind] not in names:
        return False
    listed = archive.read("[Content_Types].xml")
    return TYPES[kind].encode() in listed and b"macroEnabled" not in listed


def _is_opendocument(archive: zipfile.ZipFile, names: list[str], kind: str) -> bool:
    return (
        names[:1] == ["mimetype"]
        and archive.read("mimetype").strip() == TYPES[kind].encode()
        and "content.xml" in names
    )


def _disguised(kind: str) -> ValidationError:
    return ValidationError(
        _("Файл повреждён или внутри не %(kind)s. Сохраните его заново и загрузите снова.")
        % {"kind": kind}
    )


CHECKS = {
    "pdf": _pdf,
    "txt": _text,
    "docx": _office,
    "xlsx": _office,
    "odt": _office,
    "ods": _office,
}
KINDS = ", ".join(sorted([*TYPES, "jpg", "png"]))
