"""A document as experts see it: pictures of its pages, checked by an official for names."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.applications import Application, ApplicationDocument
from grants.models.expertise import Review, ReviewState

READ = (ReviewState.OPEN, ReviewState.FINAL)
PERSON = settings.AUTH_USER_MODEL


class BlindCopyQuerySet(models.QuerySet):
    def checked(self) -> "BlindCopyQuerySet":
        return self.filter(checked_at__isnull=False)


class BlindCopy(models.Model):
    """`checked_at` is the moment an official said «no names»; until then no expert sees it."""

    document = models.OneToOneField(
        ApplicationDocument, on_delete=models.CASCADE, related_name="blind_copy"
    )
    made_at = models.DateTimeField(_("сделана"), auto_now_add=True)
    # Drawn of a file the official brought: it may say something else than the applicant's.
    is_brought = models.BooleanField(_("из файла сотрудника"), default=False, editable=False)
    checked_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("проверена, без имён"), null=True)

    objects = BlindCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("копия документа для экспертов")
        verbose_name_plural = _("копии документов для экспертов")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document.requirement)

    def fingerprint(self) -> str:
        """Of what its pages show now: whoever checks says which pages they have looked at."""
        pages = self.pages.order_by("number").values_list("attachment", flat=True)
        return hashlib.sha256("\n".join(map(str, pages)).encode()).hexdigest()

    def may_be_seen_by(self, user) -> bool:
        """The officials who check applications, and the experts who read this one."""
        if not user.is_authenticated:
            return False
        application = self.document.application_id
        if user.is_staff and user.has_perm("grants.process_application"):
            return Application.objects.visible_to(user).filter(pk=application).exists()
        reading = Review.objects.of(user).filter(application=application, state__in=READ)
        return self.checked_at is not None and reading.exists()


class BlindPage(models.Model):
    """One page of the copy."""

    copy = models.ForeignKey(BlindCopy, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(_("страница"))
    attachment = models.OneToOneField(
        "files.Attachment", null=True, on_delete=models.SET_NULL, related_name="blind_page"
    )

    class Meta:
        verbose_name = _("страница копии")
        verbose_name_plural = _("страницы копии")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "number"], name="blind_page_number_once")
        ]

    def __str__(self) -> str:
        return str(self.number)

    def may_be_seen_by(self, user) -> bool:
        return self.copy.may_be_seen_by(user)
