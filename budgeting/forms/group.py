"""Who proposes: the initiative group or an organisation, with its partner, photos and consent."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgeting import rules
from budgeting.forms.steps import ProjectStep
from budgeting.models import GroupMember, ProposerKind
from portal.files.forms import ImagesField

MOST_MEMBERS = 300
LINE = 150  # characters of a name, and of a contact


class GroupStep(ProjectStep):
    name = "group"
    is_multipart_step = True
    needed_later = ("agree",)
    proposer = forms.ChoiceField(
        label=_("Кто предлагает проект"), widget=forms.RadioSelect, required=False
    )
    group_size = forms.IntegerField(
        label=_("Сколько человек в инициативной группе"), min_value=1, max_value=10_000
    )
    members = forms.CharField(
        label=_("Участники группы"),
        help_text=_(
            "По одному в строке: фамилия, имя, отчество, затем через запятую телефон или почта. "
            "Список видят только вы и сотрудники, на странице проекта будет только число."
        ),
        required=False,
        max_length=MOST_MEMBERS * LINE,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    partner = forms.CharField(
        label=_("Организация-партнёр"),
        help_text=_("Кто получит деньги и отчитается: название организации или предприниматель."),
        max_length=200,
        required=False,
    )
    photos = ImagesField(
        label=_("Фотографии места"),
        help_text=_("До 10 фотографий. Координаты съёмки из файлов удаляются."),
        required=False,
    )
    agree = forms.BooleanField(
        label=_("Согласен на публикацию проекта и сведений об инициативной группе (без имён)"),
        required=False,
    )

    def __init__(self, project, data=None, files=None, *, more=""):
        self.choices = proposer_choices(project)
        super().__init__(project, data, files, more=more)

    def full_clean(self) -> None:
        if len(self.choices) > 1:
            self.fields["proposer"].choices = self.choices
        else:
            self.fields.pop("proposer", None)
        if not self.project.round.partner_required:
            self.fields.pop("partner", None)
        super().full_clean()

    def stored(self) -> dict:
        project = self.project
        return {
            "proposer": _key(project.proposer, project.organisation_id),
            "group_size": project.group_size,
            "members": "\n".join(map(_line, project.members.all())),
            "partner": project.partner,
            "agree": project.agreed_at is not None,
        }

    def clean_members(self) -> list[GroupMember]:
        """The lines as rows without a project yet."""
        lines = [line.strip() for line in self.cleaned_data["members"].splitlines()]
        rows = [_member(line) for line in lines if line]
        if len(rows) > MOST_MEMBERS:
            raise ValidationError(_("Не больше 300 человек."))
        for number, row in enumerate(rows, start=1):
            if not row.name or len(row.name) > LINE or len(row.contact) > LINE:
                text = _now("Строка %(number)d: имя и телефон — не длиннее 150 знаков.")
                raise ValidationError(text % {"number": number})
        return rows

    def values(self) -> dict:
        names = ("group_size", "partner")
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        only = self.choices[0][0] if len(self.choices) == 1 else ""
        if chosen := self.cleaned_data.get("proposer") or only:
            kind, _colon, organisation = chosen.partition(":")
            values |= {"proposer": kind, "organisation": _organisation(self.project, organisation)}
        agreed = self.project.agreed_at or timezone.now()
        values["agreed_at"] = agreed if self.cleaned_data.get("agree") else None
        return values

    def parts(self) -> dict:
        rows = self.cleaned_data.get("members")
        return {} if rows is None else {"members": rows}


def _member(line: str) -> GroupMember:
    name, _comma, contact = line.partition(",")
    return GroupMember(name=name.strip(), contact=contact.strip())


def _line(row: GroupMember) -> str:
    return ", ".join(filter(None, (row.name, row.contact)))


def _key(kind: str, organisation: int | None) -> str:
    return f"{kind}:{organisation}" if organisation else kind


def proposer_choices(project) -> list[tuple[str, str]]:
    """As whom the author may file this project: kinds of the round, one line an organisation."""
    kinds = rules.proposer_kinds(project.author, project.round)
    behind = rules.organisations_of(project.author).select_related("organisation")
    members = list(behind) if set(kinds) & set(rules.ORGANISED) else []
    choices = []
    for kind in kinds:
        if kind not in rules.ORGANISED:
            choices.append((kind, str(ProposerKind(kind).label).capitalize()))
        choices += [
            (_key(kind, row.organisation_id), str(row.organisation))
            for row in members
            if row.organisation.kind == kind
        ]
    return choices


def _organisation(project, number: str):
    if not number:
        return None
    behind = rules.organisations_of(project.author).select_related("organisation")
    return behind.get(organisation=number).organisation
