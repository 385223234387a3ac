"""Files as people upload them, good and hostile."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

OPENXML = "application/vnd.openxmlformats-officedocument"
DOCX_TYPE = f"{OPENXML}.wordprocessingml.document"
XLSX_TYPE = f"{OPENXML}.spreadsheetml.sheet"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def upload(name: str, body: bytes) -> SimpleUploadedFile:
    """The body under a name exactly as forged (Django itself would keep only its last part)."""
    file = SimpleUploadedFile("file", body)
    file._name = name
    return file


def photo_bytes(size=(80, 40), kind="JPEG", color="#336699", mode="RGB", **options) -> bytes:
    body = BytesIO()
    Image.new(mode, size, color).save(body, kind, **options)
    return body.getvalue()


def photo(name="yard.jpg", **options) -> SimpleUploadedFile:
    return upload(name, photo_bytes(**options))


def exif(gps=None, orientation=None) -> Image.Exif:
    """Tags with degrees, minutes, seconds of the point, and the orientation of the camera."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "SecretCamera"
    if orientation:
        tags[ExifTags.Base.Orientation] = orientation
    if gps:
        (latitude, north), (longitude, east) = gps
        tags.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: north,
                ExifTags.GPS.GPSLatitude: latitude,
                ExifTags.GPS.GPSLongitudeRef: east,
                ExifTags.GPS.GPSLongitude: longitude,
            }
        )
    return tags


def zipped(parts: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    body = BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, content in parts.items():
            # Of one date: the bytes are the same in every process that collects the tests.
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return body.getvalue()


def openxml(content_type: str, main: str, **more: bytes) -> bytes:
    listed = f'<Types><Override ContentType="{content_type}.main+xml"/></Types>'.encode()
    return zipped({"[Content_Types].xml": listed, main: b"<text/>", **more})


def docx(name="charter.docx", **more) -> SimpleUploadedFile:
    return upload(name, openxml(DOCX_TYPE, "word/document.xml", **more))


def xlsx(name="estimate.xlsx", **more) -> SimpleUploadedFile:
    return upload(name, openxml(XLSX_TYPE, "xl/workbook.xml", **more))


def odt(name="letter.odt") -> SimpleUploadedFile:
    return upload(name, zipped({"mimetype": ODT_TYPE.encode(), "content.xml": b"<text/>"}))


def pdf(name="protocol.pdf") -> SimpleUploadedFile:
    return upload(name, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n")
