"""Some sixty invented reports in all states, so that every page has something to show."""

import random
from datetime import timedelta
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from civic import routing
from civic.actions.reports_drafts import title_of
from civic.models import Category, Department, MeToo, RejectReason, Report
from civic.reference.reports import EXECUTORS, MODERATORS
from portal.accounts.models import User
from portal.cases.actions import advance
from portal.files.actions import attach_image
from portal.places.geo import district_at

DAY = timedelta(days=1)
# The way to each state, by moves.
PATHS = {
    "moderation": ("submit",),
    "rejected": ("submit", "reject"),
    "assigned": ("submit", "assign"),
    "redirect": ("submit", "assign", "redirect"),
    "in_progress": ("submit", "assign", "take"),
    "postponed": ("submit", "assign", "take", "postpone"),
    "answered": ("submit", "assign", "take", "answer"),
    "solved": ("submit", "assign", "take", "answer", "confirm"),
    "disputed": ("submit", "assign", "take", "answer", "dispute"),
    "closed_no": ("submit", "assign", "take", "answer", "dispute", "refute"),
}
NOTES = {
    "reject": "Нет описания места или проблемы",
    "redirect": "Не наша дорога (демо)",
    "postpone": "Работы начнутся, когда позволит погода (демо)",
    "answer": "Работы выполнены (демо).",
    "dispute": "На месте ничего не изменилось (демо).",
    "refute": "Повторный выезд: нарушения нет (демо).",
}
# Category, what is written, how many of each; the first one makes a hot place.
KINDS = (
    ("road_pothole", "Глубокая яма у остановки, машины объезжают по тротуару (демо).", 12),
    ("light_street", "Второй вечер не горит фонарь у подъезда (демо).", 8),
    ("waste_overflow", "Контейнеры переполнены, мусор на дороге (демо).", 7),
    ("walk_damage", "Плитка провалилась, с коляской не пройти (демо).", 6),
    ("yard_playground", "На площадке сломаны качели, торчит болт (демо).", 6),
    ("green_danger_tree", "Тополь накренился над дорожкой (демо).", 5),
    ("house_water", "С утра нет холодной воды во всём доме (демо).", 4),
    ("transport_schedule", "Автобус не пришёл три раза подряд (демо).", 4),
    ("road_light_signal", "Светофор на перекрёстке мигает жёлтым (демо).", 4),
    ("animal_stray", "Стая собак у школы (демо).", 4),
)
CYCLE = (
    "assigned",
    "in_progress",
    "solved",
    "answered",
    "moderation",
    "disputed",
    "solved",
    "postponed",
    "in_progress",
    "closed_no",
    "rejected",
    "redirect",
)
HOT = (58.5968, 49.6641)


@transaction.atomic
def load() -> None:
    """Create the reports once; the officials of the demo get their departments each time."""
    _officials()
    if Report.objects.filter(source=Report.Source.IMPORT, external_id__startswith="demo-").exists():
        return
    people = list(User.objects.filter(email__in=("resident@example.org", "resident2@example.org")))
    categories = Category.objects.select_related("department").in_bulk(field_name="code")
    dice, at = random.Random(2026), 0  # noqa: S311 - the same invented city each time
    for code, text, count in KINDS:
        for _one in range(count):
            author = people[at % len(people)] if people else None
            report = _report(dice, at, categories[code], text, author)
            _walk(report, CYCLE[at % len(CYCLE)], dice)
            at += 1
    _pictures()
    _neighbours(people)


def _officials() -> None:
    official = User.objects.filter(email="official@example.org").first()
    if official:
        official.groups.add(*Group.objects.filter(name__in=(MODERATORS, EXECUTORS)))
        for department in Department.objects.all():
            department.officials.add(official)


def _report(dice, at: int, category: Category, text: str, author) -> Report:
    if category.code == "road_pothole" and at < 6:
        latitude, longitude = HOT[0] + dice.uniform(0, 0.0008), HOT[1] + dice.uniform(0, 0.0008)
    else:
        latitude, longitude = dice.uniform(58.56, 58.64), dice.uniform(49.58, 49.72)
    latitude, longitude = round(latitude, 6), round(longitude, 6)
    report = Report(
        category=category,
        text=text,
        address=f"ул. Демонстрационная, {at + 1}",
        latitude=latitude,
        longitude=longitude,
        district=district_at(latitude, longitude),
        reporter=author,
        source=Report.Source.IMPORT,
        external_id=f"demo-{at}",
    )
    report.title = title_of(report)
    report.save()
    return report


def _walk(report: Report, state: str, dice) -> None:
    """By the table of moves, as the clock would; then the dates are set back."""
    for move in PATHS[state]:
        advance(report, move, actor=None, note=NOTES.get(move, ""))
    now = timezone.now()
    sent = now - dice.randint(1, 40) * DAY
    answered = min(now, sent + dice.randint(1, 12) * DAY)
    changes = {"submitted_at": sent}
    if "assign" in PATHS[state]:
        react, fix = routing.terms(report.category, sent)
        changes |= {"published_at": sent + DAY / 4, "react_due": react, "fix_due": fix}
        changes |= {"department": report.category.department, "due_at": fix}
    if "answer" in PATHS[state]:
        changes |= {"answered_at": answered, "due_at": None, "answer_text": NOTES["answer"]}
    if state == "solved":
        changes["rating"] = dice.choice((2, 3, 4, 4, 5, 5))
    Report.objects.filter(pk=report.pk).update(**changes | _of_state(state, now))


def _of_state(state: str, now) -> dict:
    """What the moves of actions would have set beside the state."""
    later = now + 60 * DAY
    return {
        "moderation": {"submitted_at": now - DAY / 8, "due_at": now + DAY},
        "postponed": {"postponed_until": later.date(), "due_at": later},
        "rejected": {"reject_reason": RejectReason.objects.first()},
        "answered": {"judge_until": now + 10 * DAY},
        "disputed": {"dispute_count": 1, "due_at": now + 3 * DAY},
        "solved": {"closed_at": now - DAY, "proof": Report.Proof.REPORTER},
        "closed_no": {"dispute_count": 1, "closed_at": now - DAY},
    }.get(state, {})


def _pictures() -> None:
    """A drawn picture for every third report: no photos of real places."""
    rows = Report.objects.filter(external_id__startswith="demo-").order_by("id")
    for report in rows[::3]:
        image = Image.new("RGB", (640, 420), "#cfd8d3")
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 280, 640, 420), fill="#7d8783")
        pen.ellipse((220, 300, 430, 390), fill="#3b423f")
        body = BytesIO()
        image.save(body, "JPEG", quality=80)
        attach_image(
            report,
            ContentFile(body.getvalue(), "demo.jpg"),
            actor=report.reporter,
            caption="Рисунок (демо)",
        )


def _neighbours(people: list) -> None:
    rows = Report.objects.open().filter(external_id__startswith="demo-").order_by("id")
    for report in rows[::2]:
        joined = [person for person in people if person.pk != report.reporter_id]
        MeToo.objects.bulk_create(MeToo(report=report, user=person) for person in joined)
        Report.objects.filter(pk=report.pk).update(me_too_count=len(joined))
