"""What people can do: the catalogue of the city, and what each volunteer has marked of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillArea(models.TextChoices):
    HEALTH = "health", _("Здоровье и безопасность")
    DRIVING = "driving", _("За рулём")
    LANGUAGES = "languages", _("Языки и общение")
    MEDIA = "media", _("Снимать и рассказывать")
    HANDS = "hands", _("Руками")
    EVENTS = "events", _("Праздники и занятия")
    DIGITAL = "digital", _("Компьютер и документы")


class SkillQuerySet(models.QuerySet):
    def offered(self) -> "SkillQuerySet":
        return self.filter(is_offered=True)


class Skill(models.Model):
    """Those no longer offered stay with who has marked them."""

    code = models.SlugField(_("код"), max_length=40, unique=True)
    title = models.CharField(_("умение"), max_length=100)
    area = models.CharField(_("раздел"), max_length=9, choices=SkillArea.choices)
    is_offered = models.BooleanField(_("предлагается"), default=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("умение добровольца")
        verbose_name_plural = _("умения добровольцев")
        ordering = ["area", "title", "id"]

    def __str__(self) -> str:
        return self.title


class OwnSkill(models.Model):
    """Somebody says of themselves that they can do it; nobody has checked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.CASCADE,
        related_name="volunteer_skills",
    )
    skill = models.ForeignKey(
        Skill, verbose_name=_("умение"), on_delete=models.PROTECT, related_name="owned"
    )
    created_at = models.DateTimeField(_("когда отмечено"), auto_now_add=True)

    class Meta:
        verbose_name = _("умение человека")
        verbose_name_plural = _("умения людей")
        ordering = ["skill__area", "skill__title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "skill"],
                name="one_mark_a_skill",
                violation_error_message=_("Это умение уже отмечено."),
            )
        ]

    def __str__(self) -> str:
        return str(self.skill)
