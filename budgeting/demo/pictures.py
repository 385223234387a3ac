"""Small drawn pictures of a yard before, during and after the works, marked «демо»."""

from io import BytesIO

import font_roboto
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 640)
SKY, WALL, WINDOW = "#bcd7e6", "#c9b8a3", "#7f93a1"
# Ground, road and what stands on it at each stage.
SCENES = {
    "before": ("#8d8672", "#77706a", "#4e4841"),
    "during": ("#a58f63", "#6c6a68", "#e08a1e"),
    "after": ("#7fae5f", "#4a4f54", "#f2c14e"),
}


def picture(stage: str, shift: int = 0) -> ContentFile:
    """The yard at the stage as a PNG upload; `shift` moves the viewpoint, in pixels."""
    ground, road, detail = SCENES[stage]
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((80 - shift, 120, 620 - shift, 400), WALL)
    for floor in range(3):
        for place in range(6):
            left, top = 120 - shift + place * 82, 150 + floor * 80
            draw.rectangle((left, top, left + 46, top + 46), WINDOW)
    draw.rectangle((0, 400, *SIZE), ground)
    draw.polygon([(0, 640), (380 - shift, 420), (560 - shift, 420), (960, 640)], road)
    _details(draw, stage, detail, shift)
    font = ImageFont.truetype(font_roboto.RobotoBold, 44)
    draw.text((24, 24), "демо", "#17211e", font=font)
    body = BytesIO()
    image.save(body, "PNG")
    return ContentFile(body.getvalue(), name=f"{stage}.png")


def _details(draw: ImageDraw.ImageDraw, stage: str, color: str, shift: int) -> None:
    """Puddles before, cones during, lamps and trees after."""
    for place in range(4):
        left = 230 + place * 130 - shift // 2
        if stage == "before":
            draw.ellipse((left, 500 + place * 22, left + 90, 524 + place * 22), color)
        elif stage == "during":
            draw.polygon([(left, 560), (left + 24, 490), (left + 48, 560)], color)
        else:
            draw.rectangle((left, 330, left + 8, 470), "#2f3a36")
            draw.ellipse((left - 12, 308, left + 20, 340), color)
            draw.ellipse((left + 50, 360, left + 110, 430), "#3f7d3a")
