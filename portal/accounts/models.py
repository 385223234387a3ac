"""People: the account, the proof of who stands behind it, and what they agreed to."""

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How well the portal knows the person (BRIEF §8.3)."""

    EMAIL = 0, _("подтверждена почта")
    DECLARED = 1, _("подтверждён телефон, адрес заявлен")
    VERIFIED = 2, _("личность подтверждена")


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account; the login is the e-mail address. An address is not a person: see Verification."""

    email = models.EmailField(_("электронная почта"), unique=True)
    last_name = models.CharField(_("фамилия"), max_length=100, blank=True)
    first_name = models.CharField(_("имя"), max_length=100, blank=True)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)
    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    level = models.PositiveSmallIntegerField(
        _("уровень подтверждения"), choices=Level.choices, default=Level.EMAIL, editable=False
    )
    is_staff = models.BooleanField(_("сотрудник"), default=False)
    is_active = models.BooleanField(_("действует"), default=True)
    language = models.CharField(_("язык писем"), max_length=2, default="ru")
    joined_at = models.DateTimeField(_("зарегистрирован"), auto_now_add=True)
    erased_at = models.DateTimeField(_("удалён по просьбе"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("человек")
        verbose_name_plural = _("люди")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Ask the predicate about an object; being a superuser does not outrank a phase.

        Django answers True to a superuser before any backend is asked.
        """
        if obj is not None and rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)
