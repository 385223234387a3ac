"""The ballots of a poll, the register of who voted, and the append-only journal.

Choices are one canonical text (`portal.polls.ballots`): the very bytes the receipt is made of and
the published file will show, so nothing has to be assembled again to verify a count.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.polls.models.polls import Poll


class Method(models.TextChoices):
    INTERNET = "internet", _("на портале")
    PAPER = "paper", _("на бумаге")


class BallotManager(models.Manager):
    """Ballots to be counted: the marks of those who voted on paper hold no choice."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().exclude(receipt="")


class PeopleManager(models.Manager):
    """One row for each person who voted, in whichever way: for the turnout, never for the count."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(models.Q(method="internet") | models.Q(receipt=""))


class Ballot(models.Model):
    """One person's present vote. `voter_mark` is the person, not the account (HMAC per poll).

    Never registered in admin and never counted before the close. `district_code` and `age` are
    those of the day of voting, for the turnout; `chosen_district` is the district whose projects
    the ballot marks.

    One register for the portal and for paper: a person who votes at a centre gets a row here too,
    without choice, nonce and receipt, so that the same constraint keeps the person to one vote.
    `register` holds all rows, `objects` only ballots, `people` one row for each voter. The paper
    itself is anonymous: each sheet is a ballot of its own (method paper) under a mark that belongs
    to no person.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ballots",
    )
    voter_mark = models.CharField(max_length=64)
    choices = models.TextField(_("выбор"))
    nonce = models.CharField(max_length=32)
    receipt = models.CharField(_("квитанция"), max_length=64, db_index=True)
    district_code = models.CharField(max_length=50, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    cast_at = models.DateTimeField(_("подан"))
    changes = models.PositiveSmallIntegerField(default=0)
    method = models.CharField(
        _("способ"),
        max_length=8,
        choices=Method.choices,
        default=Method.INTERNET,
        db_default=Method.INTERNET,
    )
    chosen_district = models.CharField(max_length=50, blank=True, default="", db_default="")

    objects = BallotManager()
    people = PeopleManager()
    register = models.Manager()

    class Meta:
        verbose_name = _("бюллетень")
        verbose_name_plural = _("бюллетени")
        constraints = [
            models.UniqueConstraint(fields=["poll", "voter_mark"], name="one_ballot_per_person"),
            models.UniqueConstraint(fields=["poll", "voter"], name="one_ballot_per_account"),
            models.CheckConstraint(
                condition=~models.Q(receipt="")
                | models.Q(method="paper", choices="", nonce="", voter=None),
                name="ballot_without_receipt_is_a_mark",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt[:12]

    @property
    def is_paper_mark(self) -> bool:
        """Whether this row only says that the person voted at a centre."""
        return not self.receipt


class BallotEvent(models.Model):
    """The journal of a poll, append-only by trigger: commitments in the order they arrived.

    It holds no choice and no person, so the journal may be published at close.
    """

    class Kind(models.TextChoices):
        CAST = "cast", _("подан")
        CHANGE = "change", _("изменён")
        VOID = "void", _("аннулирован")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="journal")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    commitment = models.CharField(max_length=64)
    replaces = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("запись журнала бюллетеней")
        verbose_name_plural = _("журнал бюллетеней")
        indexes = [
            models.Index(fields=["poll", "id"]),
            # «Find my ballot» asks by the whole receipt or by its beginning.
            models.Index(
                fields=["poll", "commitment"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                name="polls_journal_by_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.commitment[:12]}"
