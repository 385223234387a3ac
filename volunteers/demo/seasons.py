"""The day of donors of the demo season, its page for the press, two donors who let be named."""

from datetime import timedelta

from portal.accounts.actions import give_consent
from portal.accounts.models import User
from volunteers.actions.press import add_press_photos
from volunteers.demo.pictures import picture
from volunteers.models import DonorsDay, Festival, PressKit

FACTS = (
    "Фестиваль придумали жители и организации города (демо).",
    "Каждое событие проводит тот, кто его предложил (демо).",
    "Деньги мини-проектов не проходят через портал (демо).",
)


def load(official: User, people: list[User]) -> None:
    season = Festival.objects.get(slug="marathon-demo")
    DonorsDay.objects.create(
        festival=season,
        day=season.starts_on + timedelta(days=20),
        place="Дом культуры (демо)",
        text="Вечер, на котором город говорит спасибо тем, кто помогает. Вход свободный. (демо)",
        nominations_url="/grants/awards/",
    )
    kit = PressKit.objects.create(
        festival=season,
        facts="\n".join(FACTS),
        contacts="Пресс-служба фестиваля (демо), press@example.org",
    )
    photos = [picture(number) for number in range(3)]
    add_press_photos(kit, photos, actor=official, source="Фото: пресс-служба фестиваля (демо)")
    for person in people[:2]:
        give_consent(person, "dissemination", actor=person)
