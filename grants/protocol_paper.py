"""The protocol of the commission as a PDF paper: attendance, ranking, votes, decisions, sums."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from grants.models import Contest
from grants.templatetags.grants import marks, points
from portal.pages.papers import Paper


def protocol_paper(contest: Contest, places: list[dict]) -> Paper:
    """`places`: rows of the ranking with their applications and decisions."""
    paper = Paper(_("Протокол: %(title)s") % {"title": contest.title})
    paper.heading(_("Протокол комиссии конкурса «%(title)s»") % {"title": contest.title})
    meeting = contest.meeting
    day = date_format(meeting.held_on, "j E Y")
    paper.paragraph(f"{day}, {meeting.place}. {_('Председатель')}: {meeting.chair}")
    members = list(contest.commission.all())
    came = [str(member) for member in members if member.attended]
    paper.paragraph(
        _("Были на заседании %(came)d из %(all)d: %(who)s.")
        % {"came": len(came), "all": len(members), "who": "; ".join(came)}
    )
    paper.paragraph(
        _("Рейтинг экспертов, SHA-256: %(digest)s") % {"digest": contest.ranking.digest}
    )
    head = [_("Место"), _("Заявка"), _("Баллы"), _("За / против / воздержались"), _("Решение")]
    paper.rows(head, [_line(row) for row in places], (1, 6, 2, 3, 5))
    _breakdown(paper, places)
    if meeting.note:
        paper.paragraph(meeting.note)
    paper.paragraph(f"{_('Председатель')} ____________________ {meeting.chair}")
    return paper


def _breakdown(paper: Paper, places: list[dict]) -> None:
    """Marks and points by criterion: everybody can add them up."""
    paper.heading(_("Как получились баллы"), 13)
    lines = [
        [
            f"№ {row['application'].number}",
            part["name"],
            marks(part["source"]),
            points(part["points"]),
        ]
        for row in places
        for part in row["line"]["rows"]
    ]
    paper.rows([_("Заявка"), _("Критерий"), _("Оценки"), _("Баллы")], lines, (2, 6, 6, 2))


def _line(row: dict) -> list[str]:
    application, decision = row["application"], row["decision"]
    name = f"№ {application.number} {application.title}. {application.organisation.name}"
    votes = f"{decision.votes_for} / {decision.votes_against} / {decision.abstained}"
    if decision.is_awarded:
        amount = number_format(decision.amount, 2, use_l10n=True, force_grouping=True)
        told = _("Поддержать: %(amount)s ₽") % {"amount": amount}
    else:
        told = _("Не поддержать")
    told = f"{told}. {decision.reason}" if decision.reason else told
    if decision.changed_on:
        day = date_format(decision.changed_on, "d.m.Y")
        changed = _("Изменено по апелляции %(day)s.") % {"day": day}
        told = f"{told} {changed}"
    return [str(row["place"]), name, points(row["line"]["total"]), votes, told]
