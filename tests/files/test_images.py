"""Photos as uploaded: honest, turned, with a place inside, and hostile."""

import struct
import zlib
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from portal.files import images
from portal.files.images import gps_of, prepare_image
from tests.factories.files import exif, photo, photo_bytes, upload

KIROV = (((58.0, 36.0, 12.6), "N"), ((49.0, 40.0, 4.8), "E"))


def opened(body):
    return Image.open(BytesIO(body))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_resident_uploads_a_photo_and_it_is_kept_with_a_thumbnail(kind):
    picture = prepare_image(photo(f"yard.{kind.lower()}", kind=kind, size=(1600, 800)))
    assert (picture.content_type, picture.width, picture.height) == ("image/jpeg", 1600, 800)
    assert opened(picture.body).size == (1600, 800)
    assert opened(picture.thumb).size == (640, 320)


def test_a_large_photo_is_kept_smaller():
    picture = prepare_image(photo(size=(5000, 2500)))
    assert (picture.width, picture.height) == (2560, 1280)


def test_a_see_through_picture_stays_see_through():
    picture = prepare_image(photo("logo.png", kind="PNG", mode="RGBA", color="#33669900"))
    assert picture.content_type == "image/webp"
    assert opened(picture.body).mode == "RGBA"


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "I;16"])
def test_a_photo_of_any_colour_model_is_kept(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert prepare_image(photo(kind=kind, mode=mode, color=0)).width == 80


def test_a_photo_turned_by_the_camera_is_kept_upright():
    body = photo_bytes(size=(80, 40), exif=exif(orientation=6))
    picture = prepare_image(upload("turned.jpg", body))
    assert (picture.width, picture.height) == (40, 80)
    assert not opened(picture.body).getexif()


def test_the_place_in_a_photo_is_proposed_and_not_kept():
    body = photo_bytes(exif=exif(KIROV))
    assert b"SecretCamera" in body
    picture = prepare_image(upload("place.jpg", body))
    assert picture.gps == (Decimal("58.603500"), Decimal("49.668000"))
    for kept in (picture.body, picture.thumb):
        assert b"SecretCamera" not in kept
        assert b"Exif" not in kept
        assert not opened(kept).getexif()


def test_the_place_is_read_from_an_upload_that_stays_rewound():
    file = upload("place.jpg", photo_bytes(exif=exif(KIROV)))
    assert gps_of(file) == (Decimal("58.603500"), Decimal("49.668000"))
    assert file.tell() == 0


def test_the_southern_and_western_hemispheres_are_negative():
    gps = (((33.0, 30.0, 0.0), "S"), ((70.0, 30.0, 0.0), "W"))
    body = photo_bytes(exif=exif(gps))
    assert gps_of(upload("place.jpg", body)) == (Decimal("-33.500000"), Decimal("-70.500000"))


@pytest.mark.parametrize(
    "gps",
    [
        (((0.0, 0.0, 0.0), "N"), ((0.0, 0.0, 0.0), "E")),
        (((91.0, 0.0, 0.0), "N"), ((49.0, 0.0, 0.0), "E")),
        (((58.0,), "N"), ((49.0,), "E")),
    ],
)
def test_a_senseless_place_is_no_place(gps):
    assert gps_of(upload("place.jpg", photo_bytes(exif=exif(gps)))) is None


@pytest.mark.parametrize("body", [b"", b"text", b"\xff\xd8\xff", photo_bytes()[:100]])
def test_a_broken_photo_has_no_place_and_raises_nothing(body):
    assert gps_of(upload("place.jpg", body)) is None


def test_a_page_glued_to_a_photo_does_not_survive():
    tail = b"<html><script>alert(1)</script></html>"
    picture = prepare_image(upload("polyglot.jpg", photo_bytes() + tail))
    assert b"<script>" not in picture.body


def test_a_comment_inside_a_photo_does_not_survive():
    picture = prepare_image(upload("comment.jpg", photo_bytes(comment=b"<script>alert(1)")))
    assert b"<script>" not in picture.body + picture.thumb


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF = photo_bytes(kind="GIF")
TRUNCATED = photo_bytes(size=(400, 400))[:700]
TRUNCATED_PNG = photo_bytes(size=(400, 400), kind="PNG")[:-30]


@pytest.mark.parametrize(
    "body",
    [b"", b"x", SVG, b"<html></html>", GIF, TRUNCATED, TRUNCATED_PNG, b"\xff\xd8\xff\xe0" * 999,
     photo_bytes(kind="TIFF"), photo_bytes(kind="BMP")],
    ids=["empty", "text", "svg", "html", "gif", "cut", "cut png", "jpeg marks", "tiff", "bmp"],
)  # fmt: skip
def test_what_is_no_whole_photo_is_refused_whatever_its_name(body):
    with pytest.raises(ValidationError) as refusal:
        prepare_image(upload("photo.jpg", body))
    assert len(refusal.value.messages[0]) > 20


def png_of(width, height):
    """A PNG of a few bytes that claims any size."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(1, 25_000_001), (5001, 5000), (50_000, 50_000), (10**9, 10**9)])
def test_a_bomb_is_refused_before_it_unpacks(size):
    with pytest.raises(ValidationError, match="25 миллионов"):
        prepare_image(upload("bomb.png", png_of(*size)))


def test_a_photo_over_the_limit_of_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MAX_BYTES", 100)
    with pytest.raises(ValidationError, match="15 МБ"):
        prepare_image(photo())


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "blue")]
    body = BytesIO()
    frames[0].save(body, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    picture = prepare_image(upload("moving.webp", body.getvalue()))
    assert getattr(opened(picture.body), "n_frames", 1) == 1
    red, _green, blue = opened(picture.body).getpixel((20, 20))
    assert red > 200 > blue
