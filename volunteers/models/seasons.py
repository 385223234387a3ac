"""What a festival season has besides its programme: the day of donors, a page for the press."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from volunteers.models.festivals import Festival

# A page of this portal or of another site; nothing that a browser would run.
LINK = RegexValidator(
    r"^(/(?!/)|https?://)\S*$", _("Ссылка начинается с «/» (страница портала) или с «https://».")
)


class DonorsDay(models.Model):
    """«День благотворителя и мецената»; the award itself lives elsewhere, here is its link."""

    festival = models.OneToOneField(
        Festival, verbose_name=_("фестиваль"), on_delete=models.CASCADE, related_name="donors_day"
    )
    day = models.DateField(_("день"))
    place = models.CharField(_("где"), max_length=300, blank=True)
    text = models.TextField(_("о дне"), max_length=4000)
    nominations_url = models.CharField(
        _("ссылка на выдвижение на знак «Меценат Вятки»"),
        max_length=500,
        blank=True,
        validators=[LINK],
    )

    class Meta:
        verbose_name = _("День благотворителя и мецената")
        verbose_name_plural = _("Дни благотворителя и мецената")

    def __str__(self) -> str:
        return str(self.festival)


class PressKit(models.Model):
    """What journalists take: facts, contacts, photographs that are free to use."""

    festival = models.OneToOneField(
        Festival, verbose_name=_("фестиваль"), on_delete=models.CASCADE, related_name="press_kit"
    )
    facts = models.TextField(
        _("факты"), max_length=4000, help_text=_("По одному в строке: коротко и проверяемо.")
    )
    contacts = models.TextField(_("контакты для прессы"), max_length=1000)

    class Meta:
        verbose_name = _("страница для прессы")
        verbose_name_plural = _("страницы для прессы")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.festival)

    def get_absolute_url(self) -> str:
        return reverse("volunteers:press", args=[self.festival.slug])

    def may_be_seen_by(self, user) -> bool:
        return Festival.objects.visible_to(user).filter(pk=self.festival_id).exists()

    @property
    def fact_list(self) -> list[str]:
        return [line.strip() for line in self.facts.splitlines() if line.strip()]
