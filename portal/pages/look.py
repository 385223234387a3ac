"""How a visitor wants to see the portal: text size, colours, pictures. Kept in one cookie."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

COOKIE = "look"
YEAR = 60 * 60 * 24 * 365  # seconds
SIZES = {"100": _("Обычный"), "150": _("Крупный"), "200": _("Очень крупный")}
COLOURS = {"city": _("Цветной"), "light": _("Чёрным по белому"), "dark": _("Белым по чёрному")}
PICTURES = {"on": _("Показывать"), "off": _("Скрыть")}
CHOICES = {"size": SIZES, "colours": COLOURS, "pictures": PICTURES}


@dataclass(frozen=True)
class Look:
    """The choice of a visitor; every unknown value falls back to the usual look."""

    size: str = "100"
    colours: str = "city"
    pictures: str = "on"

    @classmethod
    def of(cls, request) -> "Look":
        """Read the cookie `size.colours.pictures`; whatever does not parse is ignored."""
        parts = request.COOKIES.get(COOKIE, "").split(".")
        return cls().changed(**dict(zip(CHOICES, parts, strict=False)))

    def changed(self, **wanted: str) -> "Look":
        """The look with the known values among `wanted` put in."""
        known = {name: value for name, value in wanted.items() if value in CHOICES.get(name, ())}
        return replace(self, **known)

    @property
    def cookie(self) -> str:
        return f"{self.size}.{self.colours}.{self.pictures}"

    @property
    def classes(self) -> str:
        """Classes of <html>: the server applies the look, so that nothing flickers."""
        return f"size-{self.size} colours-{self.colours} pictures-{self.pictures}"

    @property
    def groups(self) -> list[tuple]:
        """Rows of the «Версия для слабовидящих» panel: name, legend, [(value, label, chosen)]."""
        legends = {
            "size": _("Размер текста"),
            "colours": _("Цвета"),
            "pictures": _("Картинки"),
        }
        return [
            (name, legends[name], [(v, text, v == getattr(self, name)) for v, text in of.items()])
            for name, of in CHOICES.items()
        ]
