"""The results of a round: the stored protocol, opened without reading a ballot."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.models import Project, Round, RoundResult
from budgeting.views.kept import kept
from portal.pages.exports import csv_response

WON = ("funded", "partial")
CHART = 600  # width of a bar of the most votes, in units of the drawing


@dataclass(frozen=True)
class Row:
    """A project in the protocol with everything the page says about it."""

    place: int
    data: dict
    reason: str
    bar: int
    url: str

    @property
    def won(self) -> bool:
        return self.data["reason"] in WON

    @property
    def number(self) -> str:
        """The number people know the project by: of the source, if it had one."""
        return self.data["code"] or str(self.data["number"])

    @property
    def score(self) -> str:
        score = self.data["score"]
        return number_format(score, use_l10n=True, force_grouping=True)

    @property
    def cost(self) -> Decimal:
        return Decimal(self.data["cost"])


def _counted(request, slug: str) -> tuple[Round, RoundResult | None]:
    rounds = Round.objects.visible_to(request.user).select_related("poll", "result", "programme")
    round_ = get_object_or_404(rounds, slug=slug)
    return round_, getattr(round_, "result", None)


@login_not_required
@require_safe
def results(request, slug: str) -> HttpResponse:
    """Who won and why; before the count, when the results will be here."""
    round_, result = _counted(request, slug)
    if result is None:
        return render(request, "budgeting/results_wait.html", _waiting(round_))
    digest = hash(json.dumps(result.data, sort_keys=True))
    content = kept(
        lambda: _content(round_, result), "results", round_.pk, round_.title, digest, seconds=60
    )
    return render(request, "budgeting/results.html", {"round": round_, "content": content})


def _content(round_: Round, result: RoundResult) -> str:
    """Everything between head and foot: the same for everybody."""
    rows = _rows(round_, result.data, links=True)
    winners = [row for row in rows if row.won]
    context = {
        "round": round_,
        "result": result,
        "data": result.data,
        "rows": rows,
        "winners": winners,
        "others": [row for row in rows if not row.won],
        "spent": result.total_cost,
        "share": min(100, int(result.total_cost * 100 / round_.budget)) if round_.budget else 0,
        "turnout": number_format(result.ballots, 0, use_l10n=True, force_grouping=True),
        "rule": RULES[result.data["rule"]](),
        "ties": [_tie(tie, rows, result.data) for tie in result.data["ties"]],
    }
    return render_to_string("budgeting/results_content.html", context)


def _waiting(round_: Round) -> dict:
    phase = round_.schedule().get("results")
    return {"round": round_, "results_at": phase and phase.starts_at}


def _rows(round_: Round, data: dict, *, links: bool) -> list[Row]:
    urls = _urls(round_) if links else {}
    highest = max((Decimal(row["score"]) for row in data["projects"]), default=0) or 1
    places = {number: place for place, number in enumerate(data["winners"], start=1)}
    return [
        Row(
            places.get(row["number"], 0),
            row,
            _reason(row, data, round_.currency),
            max(0, int(Decimal(row["score"]) * CHART / highest)),
            urls.get(row["number"], ""),
        )
        for row in data["projects"]
    ]


def _urls(round_: Round) -> dict[int, str]:
    projects = Project.objects.public().filter(round=round_).exclude(number=None)
    return {project.number: project.get_absolute_url() for project in projects.only("number")}


def money(amount, currency: str) -> str:
    """«1 250 000 ₽»; kopecks only where there are any."""
    amount = Decimal(amount)
    text = number_format(amount, 0 if amount == int(amount) else 2, use_l10n=True, force_grouping=1)
    return f"{text} {'₽' if currency == 'RUB' else currency}"


def _reason(row: dict, data: dict, currency: str) -> str:
    """Why the project won or lost, in one sentence."""
    left, cost = (money(row[key], currency) for key in ("left", "cost"))
    return REASONS[row["reason"]]() % {
        "left": left,
        "cost": cost,
        "threshold": data["threshold"],
        "score": row["score"],
    }


REASONS = {
    "funded": lambda: _("Победил: когда подошла очередь, оставалось %(left)s, этого хватило."),
    "partial": lambda: _(
        "Победил: оставалось %(left)s, это не меньше 80 %% стоимости; недостающее добавляет город."
    ),
    "over_budget": lambda: _("Не хватило денег: оставалось %(left)s, а проект стоит %(cost)s."),
    "after_stop": lambda: _(
        "Подсчёт остановился раньше: на проект с большим числом голосов денег не хватило."
    ),
    "below_threshold": lambda: _("Не набран порог поддержки: %(score)s из %(threshold)s."),
    "withdrawn": lambda: _("Снят с голосования до подсчёта."),
}

RULES = {
    "greedy": lambda: _(
        "Проекты рассматриваются по числу голосов, от большего к меньшему. Проект побеждает, если "
        "на него хватает оставшихся денег; если не хватает, очередь переходит к следующему."
    ),
    "greedy-threshold": lambda: _(
        "Проекты, не набравшие порог поддержки, не рассматриваются. Остальные — по числу голосов, "
        "от большего к меньшему; проект побеждает, если на него хватает оставшихся денег."
    ),
    "greedy-no-skip": lambda: _(
        "Проекты рассматриваются по числу голосов, от большего к меньшему, и побеждают, пока "
        "хватает денег. На первом проекте, на который не хватило, подсчёт останавливается."
    ),
    "poznan": lambda: _(
        "Проекты побеждают по числу голосов, пока хватает денег. Первый, на который не хватило, "
        "тоже побеждает, если осталось не меньше 80 % его стоимости; затем подсчёт заканчивается."
    ),
}

DECIDED = {
    "cost": lambda: _("решила меньшая стоимость"),
    "votes": lambda: _("решило большее число отметок"),
    "lot": lambda: _("решил жребий, определённый до начала голосования"),
    "order": lambda: _("решил порядок, записанный в исходных данных"),
}


def _tie(tie: dict, rows: list[Row], data: dict) -> str:
    names = {row.data["number"]: f"«{row.data['title']}»" for row in rows}
    decided = tie["decided_by"]
    if decided == "lot" and not data["lot_seed"]:
        decided = "order"
    return _("Поровну (%(score)s): %(names)s — %(how)s.") % {
        "score": tie["score"],
        "names": ", ".join(names[number] for number in tie["numbers"]),
        "how": DECIDED[decided](),
    }


@login_not_required
@require_safe
def results_csv(request, slug: str) -> HttpResponse:
    """The protocol as a table."""
    round_, result = _counted(request, slug)
    if result is None:
        raise Http404
    head = [
        _("Место"),
        _("Номер"),
        _("Проект"),
        _("Стоимость"),
        _("Голосов"),
        _("Счёт"),
        _("Итог"),
        _("Пояснение"),
    ]
    rows = (
        [
            row.place or "",
            row.number,
            row.data["title"],
            row.cost,
            row.data["votes"],
            Decimal(row.data["score"]),
            _("победил") if row.won else _("не победил"),
            row.reason,
        ]
        for row in _rows(round_, result.data, links=False)
    )
    return csv_response(f"results-{round_.slug}", head, rows)
