"""Who may put a project forward in a round: by the kinds its rules name (BRIEF §1.6)."""

import rules
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rules.commission import may_put_forward
from budgeting.rules.phases import in_phase, signed_in
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level
from portal.organisations.models import EDITING, Status

# Kinds an organisation stands behind: the kind of a proposer is the kind of the organisation.
ORGANISED = ("tos", "nko", "business")
# Asked of `rules` by name: who sits on the round's budget commission.
COMMISSIONER = "budgeting.sit_on_commission"
NOT_COUNTED = ("draft", "withdrawn")


def may_propose(user, round_, now=None) -> Verdict:
    """To start a project: a verified resident of the set age while applications are accepted."""
    if not (verdict := first_refusal(signed_in(user), in_phase(round_, "submission", now=now))):
        return verdict
    today = timezone.localdate(now)
    return first_refusal(
        require_level(user, Level.VERIFIED),
        require_age(user, round_.min_proposer_age, today),
    ) and first_refusal(
        _is_some_proposer(user, round_), within_limit(user, round_), may_put_forward(user, round_)
    )


def _is_some_proposer(user, round_) -> Verdict:
    if proposer_kinds(user, round_):
        return ALLOWED
    names = ", ".join(round_.proposer_names())
    return refuse(
        _(
            "В этом раунде проекты предлагают: %(names)s. Если вы представляете организацию, "
            "добавьте её на портал и дождитесь подтверждения."
        )
        % {"names": names}
    )


def proposer_kinds(user, round_) -> list[str]:
    """The kinds as which this person may propose here, in the order of the round's rules."""
    kinds = set(round_.proposers)
    own = {"group"} & kinds
    if kinds & set(ORGANISED):
        own |= kinds & set(organisations_of(user).values_list("organisation__kind", flat=True))
    if "commission" in kinds and rules.has_perm(COMMISSIONER, user, round_):
        own.add("commission")
    return [kind for kind in round_.proposers if kind in own]


def organisations_of(user):
    """Memberships by which the person speaks for a confirmed organisation."""
    return user.memberships.filter(role__in=EDITING, organisation__status=Status.CONFIRMED)


def within_limit(user, round_, besides=None) -> Verdict:
    """Whether one more project of the person fits into what the rules let one person file."""
    most = round_.max_own_projects
    if most is None:
        return ALLOWED
    filed = user.projects.filter(round=round_).exclude(state__in=NOT_COUNTED)
    if filed.exclude(pk=besides and besides.pk).count() < most:
        return ALLOWED
    return refuse(
        _("В этом раунде от одного человека принимается проектов: не больше %(most)d.")
        % {"most": most}
    )


def may_speak(user, project) -> Verdict:
    """Whether the author may still file the project as the proposer it names."""
    round_, kind = project.round, project.proposer
    if kind not in round_.proposers:
        return refuse(
            _("В этом раунде так предложить проект нельзя. Предлагают: %(names)s.")
            % {"names": ", ".join(round_.proposer_names())}
        )
    if kind == "group":
        return _group(project)
    if kind == "commission":
        return _commissioner(user, round_)
    speaks = organisations_of(user).filter(organisation__kind=kind)
    if speaks.filter(organisation=project.organisation_id).exists():
        return ALLOWED
    return refuse(_("Выберите организацию, от которой вы вправе подать проект."))


def _group(project) -> Verdict:
    needed = project.round.min_group_size
    if project.group_size >= needed:
        return ALLOWED
    return refuse(
        _("В инициативной группе должно быть не меньше %(needed)d человек, указано %(now)d.")
        % {"needed": needed, "now": project.group_size}
    )


def _commissioner(user, round_) -> Verdict:
    if rules.has_perm(COMMISSIONER, user, round_):
        return ALLOWED
    return refuse(_("Проект предлагает член бюджетной комиссии этого раунда."))
