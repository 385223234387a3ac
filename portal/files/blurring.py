"""A rectangle of a photo made unreadable: faces and number plates that must not be public."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageFilter

from portal.files.images import Picture, prepare_image

COARSE = 12  # blocks across the longer side: too few to guess a face or a plate from


def blurred(name: str, body: bytes, edges: tuple[float, float, float, float]) -> Picture:
    """The photo with the rectangle hidden; edges are left, top, right, bottom from 0 to 1.

    `body` is a photo this portal has drawn before. Raises ValueError for an empty rectangle.
    """
    image = Image.open(BytesIO(body), formats=("JPEG", "WEBP", "PNG"))
    image.load()
    left, top, right, bottom = edges
    box = (
        int(left * image.width),
        int(top * image.height),
        round(right * image.width),
        round(bottom * image.height),
    )
    if not (0 <= box[0] < box[2] <= image.width and 0 <= box[1] < box[3] <= image.height):
        raise ValueError("empty rectangle")
    image.paste(_coarse(image.crop(box)), box[:2])
    out = BytesIO()
    image.save(out, image.format or "JPEG", quality=90)
    return prepare_image(ContentFile(out.getvalue(), name))


def _coarse(part: Image.Image) -> Image.Image:
    """Blocks, then blur: averaging throws the detail away, blurring alone could be undone."""
    scale = COARSE / max(part.size)
    small = part.resize((max(1, int(part.width * scale)), max(1, int(part.height * scale))))
    big = small.resize(part.size, Image.Resampling.NEAREST)
    return big.filter(ImageFilter.GaussianBlur(max(part.size) / COARSE / 3))
