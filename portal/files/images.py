"""Photos made safe: checked, turned upright and drawn anew, so that nothing but the picture stays.

Drawing anew drops GPS and every other tag, and whatever was glued to the end of the file.
"""

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from portal.files.names import clean_name

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 2560  # px of the kept picture
THUMB_SIDE = 640  # px
FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow raises on a broken or hostile file, beside its own errors.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
# For the whole process and once: warnings.catch_warnings() is not safe between threads.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A photo ready to be kept: `body` and `thumb` are whole files of the type `content_type`."""

    name: str
    body: bytes
    thumb: bytes
    content_type: str
    extension: str
    width: int
    height: int
    gps: tuple[Decimal, Decimal] | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def prepare_image(upload) -> Picture:
    """Check and draw the uploaded photo anew; raises ValidationError with a Russian sentence."""
    if not upload.size:
        raise ValidationError(_("Файл пуст. Выберите другой."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Фото больше 15 МБ. Уменьшите его и загрузите снова."))
    raw = _read(upload)
    try:
        gps = _gps(raw)
        image = _upright(raw)
        return _drawn(image, clean_name(upload.name, "photo"), gps)
    except BROKEN:
        raise ValidationError(
            _("Не получается прочитать фото. Подойдут целые файлы JPEG, PNG или WebP.")
        ) from None


def gps_of(upload) -> tuple[Decimal, Decimal] | None:
    """(latitude, longitude) from the photo's tags, to propose a pin; None when there is none.

    Leaves the upload rewound. Never raises on a broken photo.
    """
    try:
        return _gps(_read(upload))
    except (*BROKEN, ValidationError):
        return None


def _read(upload) -> bytes:
    upload.seek(0)
    raw = upload.read(MAX_BYTES + 1)
    upload.seek(0)
    return raw


def _open(raw: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(raw), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    return image


def _too_large() -> ValidationError:
    return ValidationError(_("На фото больше 25 миллионов точек. Уменьшите его и загрузите снова."))


def _upright(raw: bytes) -> Image.Image:
    _open(raw).verify()
    image = _open(raw)  # verify() leaves an image that cannot be read
    image.draft(None, (MAX_SIDE, MAX_SIDE))  # lets JPEG unpack no more than will be kept
    image.load()
    return ImageOps.exif_transpose(image)


def _drawn(image: Image.Image, name: str, gps) -> Picture:
    see_through = image.has_transparency_data
    image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    kind = "WEBP" if see_through else "JPEG"
    body = _saved(image, kind)
    width, height = image.size
    image.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return Picture(
        name=name,
        body=body,
        thumb=_saved(image, kind),
        content_type=f"image/{kind.lower()}",
        extension={"JPEG": "jpg", "WEBP": "webp"}[kind],
        width=width,
        height=height,
        gps=gps,
    )


def _saved(image: Image.Image, kind: str) -> bytes:
    image.info = {}  # comments, profiles and tags would be written again from here
    body = BytesIO()
    image.save(body, kind, quality=85)
    return body.getvalue()


def _gps(raw: bytes) -> tuple[Decimal, Decimal] | None:
    tags = _open(raw).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(tags.get(ExifTags.GPS.GPSLatitude), tags.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(
        tags.get(ExifTags.GPS.GPSLongitude), tags.get(ExifTags.GPS.GPSLongitudeRef)
    )
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(parts, hemisphere) -> Decimal | None:
    """Degrees with six places from degrees, minutes and seconds; None when the tag is nonsense."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        value = Decimal(f"{degrees + minutes / 60 + seconds / 3600:.6f}")
    except (TypeError, ValueError, ArithmeticError):
        return None
    if not value.is_finite():
        return None
    return -value if hemisphere in {"S", "W"} else value
