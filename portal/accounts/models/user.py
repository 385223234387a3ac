"""The account."""

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.identity import Person


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
    """An account; the login is the e-mail address. An address is not a person: see Verification.

    `level` and `name_is_public` repeat the active Verification and Consent: the actions that change
    those write them in the same transaction, so that a list of authors asks nothing more.
    """

    email = models.EmailField(_("электронная почта"), unique=True)
    last_name = models.CharField(_("фамилия"), max_length=100, blank=True)
    first_name = models.CharField(_("имя"), max_length=100, blank=True)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)
    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    phone = models.CharField(_("подтверждённый телефон"), max_length=16, blank=True, editable=False)
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
    name_is_public = models.BooleanField(_("имя показывается всем"), default=False, editable=False)
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
        # Without the cards: neither a birth date nor a telephone is needed to appoint somebody.
        permissions = [("choose_user", _("Может находить людей по имени, чтобы назначить"))]
        indexes = [
            # Officials look for people by a piece of the address or the name among a million rows.
            GinIndex(OpClass(Upper(field), name="gin_trgm_ops"), name=f"user_{field}_search")
            for field in ("email", "last_name", "first_name")
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    def get_short_name(self) -> str:
        return self.first_name or self.email

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Ask the predicate about an object; being a superuser does not outrank a phase.

        Django answers True to a superuser before any backend is asked.
        """
        if obj is not None and rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    def public_name(self) -> str:
        """What everybody may read: the name only under a consent to publish it (152-ФЗ, 10.1)."""
        if self.name_is_public and self.erased_at is None and self.last_name:
            return f"{self.first_name} {self.last_name}".strip()
        if self.is_staff:
            return gettext("Сотрудник администрации")
        if self.district_id and self.district.name_genitive:
            russian = get_language() == "ru"
            district = self.district.name_genitive if russian else self.district.name
            return gettext("Житель %(district)s") % {"district": district}
        return gettext("Житель города")

    def person(self, mark: str = "") -> Person | None:
        """The identity the profile states, or None while it is incomplete."""
        if not (self.last_name and self.first_name and self.birth_date):
            return None
        return Person(self.last_name, self.first_name, self.patronymic, self.birth_date, mark)

    @property
    def active_verification(self):
        """The proof in force, or None; one query each time, since levels decide votes."""
        return self.verifications.active().select_related("district").first()

    @property
    def person_key(self) -> str | None:
        """The key of the person behind the account, or None while nobody is proved."""
        verification = self.active_verification
        return verification.person_key if verification else None
