"""An application as a PDF paper: everything that was written, in the order of the wizard."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from grants.models import Application
from portal.pages.papers import Paper


def money(amount) -> str:
    return number_format(amount, 2, use_l10n=True, force_grouping=True)


def application_paper(application: Application) -> Paper:
    paper = Paper(str(application))
    paper.heading(_("Заявка: %(title)s") % {"title": application.title})
    _facts(paper, application)
    paper.paragraph(application.summary)
    for question in application.contest.questions.all():
        answer = application.answers.get(str(question.pk))
        paper.paragraph(question.label, style="B")
        paper.paragraph("—" if answer in (None, "") else _told(answer))
    _plan(paper, application)
    _budget(paper, application)
    _team(paper, application)
    return paper


def _told(answer) -> str:
    return {True: _("да"), False: _("нет")}.get(answer, str(answer))


def _facts(paper: Paper, application: Application) -> None:
    facts = (
        (_("Конкурс"), application.contest.title),
        (_("Номер"), application.number or _("черновик")),
        (_("Заявитель"), application.organisation.name),
        (_("Партнёр"), application.partner.name if application.partner else "—"),
        (_("Категория"), application.tier or "—"),
        (_("Направление"), application.direction or "—"),
        (_("Получат пользу, человек"), application.beneficiaries or "—"),
        (_("Сроки"), f"{_day(application.starts_on)} — {_day(application.ends_on)}"),
        (_("Запрошено, ₽"), money(application.requested)),
        (_("Свой вклад, ₽"), money(application.own)),
    )
    for label, text in facts:
        paper.paragraph(f"{label}: {text}")


def _day(day) -> str:
    return date_format(day, "d.m.Y") if day else "—"


def _plan(paper: Paper, application: Application) -> None:
    paper.heading(_("Календарный план"), 13)
    rows = [
        [row.number, row.title, f"{_day(row.starts_on)} — {_day(row.ends_on)}", row.result]
        for row in application.activities.all()
    ]
    paper.rows([_("№"), _("Мероприятие"), _("Когда"), _("Результат")], rows, (1, 6, 4, 6))


def _budget(paper: Paper, application: Application) -> None:
    paper.heading(_("Бюджет"), 13)
    rows = [
        [
            row.name,
            f"{row.quantity.normalize():f} {row.unit}",
            money(row.price),
            money(row.own),
            money(row.requested),
        ]
        for row in application.lines.all()
    ]
    rows.append([_("Итого"), "", "", money(application.own), money(application.requested)])
    head = [_("Статья"), _("Количество"), _("Цена, ₽"), _("Свои, ₽"), _("Из гранта, ₽")]
    paper.rows(head, rows, (6, 3, 3, 3, 3))


def _team(paper: Paper, application: Application) -> None:
    paper.heading(_("Команда"), 13)
    rows = [[row.name, row.role, row.experience] for row in application.team.all()]
    paper.rows([_("Имя"), _("Роль"), _("Опыт")], rows, (4, 4, 8))
