"""The ranking, frozen with its hash: out of the commission's ballots or out of the criteria."""

from collections import Counter, defaultdict
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.actions.commission import locked, move
from budgeting.actions.commission_letters import members_of, tell
from budgeting.actions.commission_marks import expert_criteria, grounds_of
from budgeting.actions.commission_rating import contest_of
from budgeting.criteria import ProjectData, automatic
from budgeting.models import Commission, ExpertSheet, Participation, Project, RatingResult
from budgeting.rules import commission as rights
from budgeting.selection import rate
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.draws.lot import shuffled
from portal.scoring.actions import digest_of, publish_ranking
from portal.scoring.formulas import shown
from portal.scoring.models import Mark, Ranking


@transaction.atomic
def rank_projects(commission: Commission, *, actor, note: str = "") -> CaseEvent:
    """Count and freeze; the move «rank». Raises ValidationError while marks may still come or a
    quorum lacks. The protocol is in Russian whatever language the official reads.
    """
    fresh = locked(commission)
    if fresh.state != "assessing":
        return move(fresh, "rank", actor=actor, note=note)
    require(rights.may_conclude(actor, fresh, database_now()))
    with translation.override("ru"):
        if fresh.by_criteria:
            ranking = _by_criteria(fresh, actor)
            changes, digest = {"ranking": ranking}, ranking.digest
        else:
            changes, digest = {}, _by_ballots(fresh).digest
    told = "\n".join(filter(None, [f"SHA-256: {digest}", note]))
    event = move(fresh, "rank", actor=actor, note=told, data={"digest": digest}, **changes)
    authors = [project.author for project in contest_of(fresh).select_related("author")]
    tell(fresh, event, [*members_of(fresh), *filter(None, authors)])
    return event


# --- By the ballots of the commission -----------------------------------------------------------
def _by_ballots(commission: Commission) -> RatingResult:
    members, voted = commission.seats.members().count(), commission.voters.count()
    quorum = commission.quorum_of(members)
    if voted < quorum:
        raise ValidationError(
            _("Кворума нет: проголосовали %(voted)d, нужно %(quorum)d.")
            % {"voted": voted, "quorum": quorum}
        )
    _time_is_over(commission, voted >= members)
    projects = {str(project.pk): project for project in contest_of(commission)}
    order = shuffled(list(projects), commission.lot_seed)
    ballots = list(commission.ballots.select_related("seat__application", "seat__user"))
    # A project refused since the opening is no longer rated.
    kept = [{k: p for k, p in row.points.items() if k in projects} for row in ballots]
    data = {
        "ballot": commission.ballot,
        "is_secret": commission.is_secret,
        "members": members,
        "quorum": quorum,
        "ballots": sorted(
            ({"by": row.seat and row.seat.number, "points": row.points} for row in ballots),
            key=lambda row: (row["by"] or 0, sorted(row["points"].items())),
        ),
        "lot_seed": commission.lot_seed,
        "lot": order,
        "rows": [
            {"id": row.key, "title": projects[row.key].title, "total": str(row.points)}
            | {"ballots": row.ballots}
            for row in rate(kept, order)
        ],
    }
    return RatingResult.objects.create(commission=commission, data=data, digest=digest_of(data))


def _time_is_over(commission: Commission, is_complete: bool) -> None:
    """All have spoken or the announced time is over: nobody stops the count at a good moment."""
    if not is_complete and database_now() < commission.assess_until:
        raise ValidationError(_("Не все члены комиссии закончили, и срок оценки ещё не вышел."))


# --- By criteria --------------------------------------------------------------------------------
def _by_criteria(commission: Commission, actor) -> Ranking:
    projects = list(
        contest_of(commission).select_related("facts", "author").prefetch_related("participation")
    )
    sheets = _final_sheets(commission)
    people = set(commission.seats.members().values_list("user_id", flat=True))
    excluded = excluded_of(commission, projects, sheets, len(people))
    judged = [project for project in projects if project.pk not in excluded]
    _enough(commission, judged, sheets, people)
    marks = _marks(commission, sheets)
    applications, told = {}, {}
    for project in judged:
        applications[str(project.pk)], told[str(project.pk)] = _row(project, marks[project.pk])
    return publish_ranking(
        commission.criteria,
        str(commission)[:200],
        applications,
        actor=actor,
        told=told,
        excluded=excluded.values(),
        without=True,
    )


def _final_sheets(commission: Commission) -> dict[int, list[ExpertSheet]]:
    """The final sheets by project, those of people who stepped aside among them."""
    found = defaultdict(list)
    for sheet in commission.sheets.exclude(final_at=None).select_related("seat"):
        found[sheet.project_id].append(sheet)
    return found


def excluded_of(commission, projects, sheets, members: int) -> dict[int, dict]:
    """Projects taken out by an official or by more than half of the members, each with why."""
    grounds = grounds_of(commission)
    found = {}
    decided = {row.project_id: row for row in commission.exclusions.all()}
    for project in projects:
        ground, reason = "", ""
        flags = Counter(sheet.exclusion for sheet in sheets[project.pk] if sheet.exclusion)
        if project.pk in decided:
            ground, reason = decided[project.pk].ground, decided[project.pk].reason
        elif flags and flags.most_common(1)[0][1] * 2 > members:
            ground, votes = flags.most_common(1)[0]
            reason = _("За исключение — %(votes)d из %(members)d членов комиссии.") % {
                "votes": votes,
                "members": members,
            }
        if ground:
            found[project.pk] = {
                "id": str(project.pk),
                "title": project.title,
                "ground": ground,
                "name": grounds.get(ground, ground),
                "reason": reason,
            }
    return found


def _is_judged(project: Project, sheets, people: set[int]) -> bool:
    """Whether every member but the author has finished with the project."""
    done = {sheet.seat.user_id for sheet in sheets[project.pk]}
    return people - {project.author_id} <= done


def _enough(commission: Commission, projects, sheets, people: set[int]) -> None:
    _time_is_over(commission, all(_is_judged(project, sheets, people) for project in projects))
    lacking = [
        project.title
        for project in projects
        if sum(not sheet.is_recused for sheet in sheets[project.pk]) < commission.min_experts
    ]
    if lacking:
        raise ValidationError(
            _("Оценок меньше, чем %(least)d: %(titles)s.")
            % {"least": commission.min_experts, "titles": "; ".join(lacking)}
        )


def _marks(commission: Commission, sheets) -> dict[int, dict[str, list]]:
    """The marks of final sheets alone, by project and criterion, in no order of people."""
    experts = {
        (sheet.project_id, sheet.seat.user_id)
        for rows in sheets.values()
        for sheet in rows
        if not sheet.is_recused
    }
    rows = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Project),
        criterion__in=expert_criteria(commission),
        object_id__in=list(sheets),
    ).select_related("criterion")
    found = defaultdict(lambda: defaultdict(list))
    for mark in rows:
        if (mark.object_id, mark.expert_id) in experts:
            found[mark.object_id][mark.criterion.code].append(mark.value)
    return found


def _row(project: Project, marks: dict[str, list]) -> tuple[dict, dict]:
    values = automatic(data_of(project))
    raw = {code: value.raw for code, value in values.items()}
    sources = {code: value.source for code, value in values.items()}
    for code, given in marks.items():
        raw[code] = given
        numbers = ", ".join(shown(Fraction(number)) for number in sorted(given))
        people = ngettext("%(n)d член комиссии", "%(n)d членов комиссии", len(given))
        sources[code] = f"{people % {'n': len(given)}}: {numbers}"
    raw["submitted_at"] = project.submitted_at.isoformat() if project.submitted_at else "9999"
    return raw, {"title": project.title, "sources": sources}


def data_of(project: Project) -> ProjectData:
    """What the automatic criteria take of a project; read `participation` and `facts` with it."""
    facts = getattr(project, "facts", None)
    present, adults = meeting_of(project)
    kinds = {
        (row.kind, row.note.strip().lower())
        for row in project.participation.all()
        if row.source == Participation.Source.RESIDENTS and row.kind != Participation.Kind.MONEY
    }
    return ProjectData(
        total=project.total_cost,
        city=project.municipal_amount(),
        residents=project.money_from((Participation.Source.RESIDENTS,)),
        sponsors=project.money_from((Participation.Source.SPONSORS,)),
        labour=len(kinds),
        beneficiaries=project.beneficiaries,
        territory=facts and facts.territory_residents,
        present=present,
        adults=adults,
        votes=project.votes,
        accessible=facts and facts.is_accessible,
        publications=facts and facts.publications,
        tos=by_tos(project),
    )


def meeting_of(project: Project) -> tuple[int | None, int | None]:
    """Those who took part in the residents' meeting, and residents of 16 and over.

    The one place that knows where these numbers are: what an official checked, else the minutes of
    the project's own meeting, where the project has any.
    """
    facts, meeting = getattr(project, "facts", None), getattr(project, "meeting", None)
    if facts and facts.meeting_present is not None:
        return facts.meeting_present, facts.meeting_residents
    return (meeting.present, meeting.residents) if meeting else (None, None)


def by_tos(project: Project) -> bool | None:
    """What an official checked; else a project that a TOS itself put forward."""
    facts = getattr(project, "facts", None)
    if facts and facts.by_tos is not None:
        return facts.by_tos
    return True if getattr(project, "proposer", "") == "tos" else None
