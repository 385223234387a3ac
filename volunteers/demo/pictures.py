"""A small drawn picture of a deed done, marked «демо»."""

from io import BytesIO

import font_roboto
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 640)


def picture(number: int) -> ContentFile:
    """A lawn with benches as a PNG upload; `number` changes how many and their colour."""
    image = Image.new("RGB", SIZE, "#bcd7e6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, *SIZE), "#7fae5f")
    paint = ("#b5502f", "#2f6db5", "#8a5fae", "#c99a2e")[number % 4]
    for place in range(2 + number % 3):
        left = 110 + place * 220
        draw.rectangle((left, 430, left + 160, 452), paint)
        draw.rectangle((left, 380, left + 160, 400), paint)
        for leg in (14, 134):
            draw.rectangle((left + leg, 380, left + leg + 12, 510), "#4a4f54")
    draw.ellipse((760, 60, 860, 160), "#f2c14e")
    draw.text((24, 24), "демо", "#17211e", font=ImageFont.truetype(font_roboto.RobotoBold, 44))
    body = BytesIO()
    image.save(body, "PNG")
    return ContentFile(body.getvalue(), name=f"deed-{number}.png")
