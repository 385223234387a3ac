"""The results of a round: the stored protocol, opened without reading a ballot."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting import explanations
from budgeting.counting import progress_of
from budgeting.explanations import NAMES, RULES
from budgeting.models import Project, Round, RoundResult
from budgeting.views.kept import kept
from portal.pages.exports import csv_response

WON = ("funded", "partial", "shared", "filled", "everything")
BRIEF = ("slug", "title", "is_published", "result__digest")  # where the rest is kept from before
CHART = 600  # width of a bar of the most votes, in units of the drawing


@dataclass(frozen=True)
class Row:
    """A project in the protocol with everything the page says about it."""

    place: int
    data: dict
    reason: str
    bar: int
    url: str
    pot: str = ""
    rules: tuple[bool, ...] = ()

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
    """Who won and why, `?rule=` tells why under another rule; before the count, when to come."""
    rounds = Round.objects.visible_to(request.user).select_related("result").only(*BRIEF)
    round_ = get_object_or_404(rounds, slug=slug)
    if getattr(round_, "result", None) is None:
        return render(request, "budgeting/results_wait.html", _waiting(round_))
    asked = request.GET.get("rule", "")
    key = (round_.pk, round_.title, round_.result.digest, asked if asked in RULES else "")
    content = kept(lambda: _content(*_counted(request, slug), asked), "results", *key, seconds=60)
    return render(request, "budgeting/results.html", {"round": round_, "content": content})


def _content(round_: Round, result: RoundResult, asked: str) -> str:
    """Everything between head and foot: the same for everybody."""
    data = result.data
    other = next((one for one in data["others"] if one["rule"] == asked), None)
    rows = _rows(round_, data, links=True)
    names = {row.data["number"]: f"«{row.data['title']}»" for row in rows}
    context = {
        "round": round_,
        "result": result,
        "data": data,
        "rows": rows,
        "winners": [row for row in rows if row.won],
        "spent": result.total_cost,
        "share": _percent(result.total_cost, data["budget"]),
        "pots": _pots(round_, data),
        "turnout": number_format(result.ballots, 0, use_l10n=True, force_grouping=True),
        "rule": RULES[data["rule"]](),
        "options": _options(data, round_.currency),
        "counts": [_summary(one, data) for one in (data, *data["others"])],
        "other": other and _other(other, rows, data, round_.currency),
        "ties": [explanations.tie(tie, names, data["lot_seed"]) for tie in data["ties"]],
        "groups": [", ".join(names[number] for number in group) for group in data["incompatible"]],
        "turnouts": [
            (_("По возрасту"), _cells(data["turnout"]["ages"])),
            (_("По районам"), _cells(data["turnout"]["districts"])),
        ],
    }
    return render_to_string("budgeting/results_content.html", context)


def _waiting(round_: Round) -> dict:
    phase = round_.schedule().get("results")
    state = progress_of(round_.pk)
    if state:
        state |= {"name": NAMES[state["rule"]]()}
    return {"round": round_, "results_at": phase and phase.starts_at, "counting": state}


def _percent(amount, whole) -> int:
    return min(100, int(Decimal(amount) * 100 / Decimal(whole))) if Decimal(whole) else 0


def _pots(round_: Round, data: dict) -> list[dict]:
    """Parts of the budget, where there are several."""
    if len(data["pots"]) < 2:
        return []
    return [
        {
            "name": pot["name"] or _("Весь город"),
            "budget": pot["budget"],
            "spent": pot["total_cost"],
            "share": _percent(pot["total_cost"], pot["budget"]),
            "winners": len(pot["winners"]),
            "voters": pot["voters"],
        }
        for pot in data["pots"]
    ]


def _options(count: dict, currency: str) -> list[str]:
    if count["rule"] != "mes":
        return []
    words = explanations.options_in_words(count["options"], currency)
    for pot in count["pots"]:
        facts = pot["facts"]
        if "endowment" in facts:
            words.append(_reached(pot, facts, currency))
        if "comparison" in facts:
            words.append(
                _("Победители по равным долям больше нравятся: %(mes)s, по голосам: %(greedy)s.")
                % facts["comparison"]
            )
    return words


def _reached(pot: dict, facts: dict, currency: str) -> str:
    amount = Fraction(facts["endowment"])
    kopecks = Decimal(round(amount * 100)) / 100
    words = _("Шагов: %(steps)s, у каждого стало по %(amount)s.") % {
        "steps": facts["steps"],
        "amount": explanations.money(kopecks, currency),
    }
    return f"{pot['name']}: {words}" if pot["name"] else words


def _summary(count: dict, data: dict) -> dict:
    """A rule in the comparison: its name, winners and money, and what differs from the result."""
    mine, theirs = set(data["winners"]), set(count["winners"])
    return {
        "rule": count["rule"],
        "name": NAMES[count["rule"]](),
        "text": RULES[count["rule"]](),
        "winners": len(theirs),
        "spent": count["total_cost"],
        "in_force": count is data,
        "more": len(theirs - mine),
        "fewer": len(mine - theirs),
    }


def _other(count: dict, rows: list[Row], data: dict, currency: str) -> dict:
    """Why every project would have won or lost under another rule."""
    by_number = {row.data["number"]: row for row in rows}
    told = [
        (
            by_number[fate["number"]],
            fate["reason"] in WON,
            explanations.reason(
                fate, by_number[fate["number"]].data, count, data["threshold"], currency
            ),
        )
        for fate in count["projects"]
    ]
    return {
        "name": NAMES[count["rule"]](),
        "text": RULES[count["rule"]](),
        "options": _options(count, currency),
        "rows": told,
    }


def _cells(cells: list[dict]) -> list[dict]:
    """Turnout with the length of each bar; hidden cells have none."""
    most = max((cell["people"] or 0 for cell in cells), default=0) or 1
    return [
        {
            "name": cell["name"] or _("не указано"),
            "people": cell["people"],
            "bar": (cell["people"] or 0) * CHART // most,
        }
        for cell in cells
    ]


def _rows(round_: Round, data: dict, *, links: bool) -> list[Row]:
    urls = _urls(round_) if links else {}
    highest = max((Decimal(row["score"]) for row in data["projects"]), default=0) or 1
    places = {number: place for place, number in enumerate(data["winners"], start=1)}
    several = len(data["pots"]) > 1
    won = [set(one["winners"]) for one in (data, *data["others"])]
    return [
        Row(
            places.get(row["number"], 0),
            row,
            explanations.reason(row, row, data, data["threshold"], round_.currency),
            max(0, int(Decimal(row["score"]) * CHART / highest)),
            urls.get(row["number"], ""),
            (data["pots"][row["pot"]]["name"] or _("Весь город")) if several else "",
            tuple(row["number"] in winners for winners in won),
        )
        for row in data["projects"]
    ]


def _urls(round_: Round) -> dict[int, str]:
    projects = Project.objects.public().filter(round=round_).exclude(number=None)
    return {project.number: project.get_absolute_url() for project in projects.only("number")}


@login_not_required
@require_safe
def results_json(request, slug: str) -> HttpResponse:
    """The protocol itself, the very bytes its digest is made of."""
    _round, result = _counted(request, slug)
    if result is None:
        raise Http404
    return HttpResponse(result.text, content_type="application/json; charset=utf-8")


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
