"""Objects of the city at every step: offered, waiting for the opening, let, free."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from grants import actions
from grants.models import CheckKind, LeaseApplication, LeaseOffer, MunicipalProperty
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.places.geo import district_at

DAY = timedelta(days=1)
# Name, kind, address, point, area, market rent a month, rate in per cent, how far it has come.
OBJECTS = (
    ("Зал на первом этаже с отдельным входом (демо)", "room", "ул. Карла Маркса (демо)",
     ("58.6021", "49.6813"), 84, 42_000, 10, "accepting"),
    ("Подвал под мастерскую (демо)", "room", "Октябрьский проспект (демо)",
     ("58.6105", "49.6592"), 61, 18_000, 20, "due"),
    ("Комнаты бывшей библиотеки (демо)", "room", "ул. Ленина (демо)",
     ("58.5952", "49.6781"), 112, 50_000, 10, "let"),
    ("Участок под соседский сад (демо)", "land", "ул. Менделеева (демо)",
     ("58.5893", "49.6402"), 900, 9_000, 5, "free"),
)  # fmt: skip


@transaction.atomic
def load() -> None:
    """Load the objects unless they are there or the demo people are not."""
    official = User.objects.filter(email="official@example.org").first()
    head = User.objects.filter(email="nko@example.org").first()
    team = head and Organisation.objects.of(head).filter(kind="nko").first()
    if MunicipalProperty.objects.exists() or not (official and team):
        return
    for row in OBJECTS:
        asset, step = _entered(official, row), row[-1]
        if step == "free":
            continue
        offer = _announced(asset, official)
        if step != "accepting":
            application = _applied(offer, head, team)
            _hour_comes(offer)
            if step == "let":
                _let(application, official)


def _entered(official, facts: tuple) -> MunicipalProperty:
    name, kind, address, point, area, rent, rate, _step = facts
    row = MunicipalProperty(
        name=name, kind=kind, address=address, latitude=Decimal(point[0]),
        longitude=Decimal(point[1]), district=district_at(*point), area=Decimal(area),
        rent_month=Decimal(rent), rate=Decimal(rate), encumbrances="",
        condition="Отопление, вода, свет. Нужен косметический ремонт. (демо)",
    )  # fmt: skip
    return actions.save_property(row, actor=official, photos=[_picture(kind)])


def _announced(asset, official) -> LeaseOffer:
    now = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    offer = LeaseOffer.objects.create(
        asset=asset, accepts_from=now - 5 * DAY, accepts_until=now + 15 * DAY,
        opens_at=now + 15 * DAY + timedelta(hours=16), decide_by=timezone.localdate() + 25 * DAY,
        max_months=60, terms="Коммунальные услуги платит арендатор. (демо)",
    )  # fmt: skip
    actions.announce_offer(offer, actor=official)
    return offer


def _applied(offer, head, team) -> LeaseApplication:
    return actions.apply_for_lease(
        offer, actor=head, organisation=team, months=36, people=240, shares=True,
        purpose="Мастерская и кружки для соседей, вечером — встречи ТОС. (демо)",
    )  # fmt: skip


def _hour_comes(offer) -> None:
    now = timezone.now()
    LeaseOffer.objects.filter(pk=offer.pk).update(
        accepts_from=now - 20 * DAY, accepts_until=now - DAY, opens_at=now - timedelta(hours=3)
    )
    offer.refresh_from_db()


def _let(application, official) -> None:
    actions.open_offer(application.offer, actor=official)
    today = timezone.localdate()
    for kind in CheckKind.values:
        actions.record_check(
            application, actor=official, kind=kind, is_passed=True, source="Выписка (демо)",
            checked_on=today,
        )  # fmt: skip
    fresh = LeaseApplication.objects.get(pk=application.pk)
    note = "Больше всех людей и готовность делиться помещением. (демо)"
    actions.win_lease(fresh, actor=official, note=note)
    actions.sign_lease(
        fresh.lease, actor=official, number="А-1 (демо)", signed_on=today, starts_on=today
    )


def _picture(kind: str) -> ContentFile:
    image = Image.new("RGB", (960, 600), "#cfdde3")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 430, 960, 600), fill="#8fae7a" if kind == "land" else "#8d8f8c")
    if kind != "land":
        pen.rectangle((120, 110, 840, 470), fill="#c9b49a")
        for left in range(170, 800, 160):
            pen.rectangle((left, 170, left + 90, 290), fill="#61798a")
        pen.rectangle((440, 330, 530, 470), fill="#5d4a3a")
    body = BytesIO()
    image.save(body, "PNG")
    return ContentFile(body.getvalue(), "object.png")
