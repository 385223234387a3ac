"""Voting: mark, check, confirm, receipt. Nothing counts before «Отдать голос» on the second page.

The answer to a POST is a redirect, so reloading and going back are harmless. Every button of the
ballot works without scripts: it sends the whole form, and what is marked is kept.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgeting import rules
from budgeting.forms.vote import BallotForm, read_choice
from budgeting.models import Project, Round
from budgeting.views.booth import Booth
from portal.polls.actions import cast_ballot
from portal.polls.ballots import Choice
from portal.polls.models import BallotKind, Publication

# Buttons of a ranking: the place a project goes to, seen from where it is.
STEPS = {"up": -1, "down": 1}
RANKING = ("add", "drop", *STEPS)


def _not_yet(request, round_: Round) -> HttpResponse:
    reason = rules.in_phase(round_, "vote").reason or _("Голосование вот-вот откроется.")
    context = {"round": round_, "reason": reason}
    status = 403 if request.method == "POST" else 200
    return render(request, "budgeting/vote_wait.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request, slug: str) -> HttpResponse:
    """Step one: mark projects. A mistake, a look at a project or a sign-in keeps the marks."""
    booth = Booth.of(request, slug)
    if booth.round.poll_id is None:
        return _not_yet(request, booth.round)
    if request.method != "POST":
        return _ballot_page(booth, BallotForm(limits=booth.limits), booth.marked)
    form = BallotForm(request.POST, limits=booth.limits)
    marked = _kept(booth, form.marked())
    if answer := _pressed(booth, marked):
        return answer
    if not booth.is_open:
        return _ballot_page(booth, form, marked, status=403)
    if form.is_valid():
        return redirect("budgeting:vote_confirm", slug=slug)
    return _ballot_page(booth, form, marked, status=400)


def _kept(booth: Booth, marked: list[Choice]) -> list[Choice]:
    """Remember what was sent; another district's list puts the marks of the former one aside."""
    post, district = booth.request.POST, ""
    if booth.chooses_district:
        asked = post.get("district" if "show" in post else "shown", "")
        district = asked if asked in {one.code for one in booth.districts} else booth.district
        if district:
            marked = booth.of_level(marked, district)
    booth.keep((one for one in marked if one.number in booth.limits.costs), district)
    return marked


def _pressed(booth: Booth, marked: list[Choice]) -> HttpResponse | None:
    """What a button other than «Дальше» does; None when that one was pressed."""
    post, here = booth.request.POST, reverse("budgeting:vote", args=[booth.round.slug])
    if "autosave" in post:
        return HttpResponse(status=204)
    if "look" in post:
        return _look(booth, post["look"])
    for act in RANKING:
        if act in post and booth.kind == "ranking":
            number = read_choice(post[act]).number
            booth.keep(_moved(booth, marked, act, number), booth.district)
            # No fragment: browsers do not move the focus to `autofocus` where there is one.
            return redirect(f"{here}?{urlencode({'moved': number, 'by': act})}")
    if "show" in post:
        return redirect(f"{here}#district-list")
    return redirect(f"{here}#ballot-bar") if "recount" in post else None


def _moved(booth: Booth, marked: list[Choice], act: str, number: int) -> list[Choice]:
    """The ranking after the button; a button of no project changes nothing."""
    order = [one.number for one in marked if one.number in booth.limits.costs]
    if act == "add" and number in booth.limits.costs and number not in order:
        order.append(number)
    elif act == "drop" and number in order:
        order.remove(number)
    elif act in STEPS and number in order:
        place = order.index(number)
        order.insert(max(0, place + STEPS[act]), order.pop(place))
    return [Choice(number) for number in order]


def _look(booth: Booth, number: str) -> HttpResponse:
    """To the page of a project; the marks wait in the session."""
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    projects = Project.objects.public().filter(round=booth.round)
    return redirect(get_object_or_404(projects, number=int(number)))


def _ballot_page(
    booth: Booth, form: BallotForm, marked: list[Choice], status: int = 200
) -> HttpResponse:
    chosen = booth.rows(marked)
    context = booth.context(
        form=form,
        one=booth.poll.ballot_kind == BallotKind.CHOOSE_ONE,
        groups=_groups(booth, form, marked),
        chosen=chosen,
        bar=_bar(booth, chosen),
        choosing=booth.chooses_district,
        districts=booth.districts,
        district=booth.district,
        **_moved_words(booth, chosen),
    )
    return render(booth.request, "budgeting/vote.html", context, status=status)


def _groups(booth: Booth, form: BallotForm, marked: list[Choice]) -> list[dict]:
    """Rows of the ballot by level: the city, then the district chosen; one group without levels."""
    points = {one.number: one.points for one in marked}
    typed, wrong = (form.typed(), form.wrong()) if form.is_bound else ({}, set())
    rows = [
        {
            **row,
            "checked": number in points,
            "points": typed.get(number, points.get(number) or ""),
            "wrong": number in wrong,
        }
        for number, row in booth.options.items()
    ]
    if not booth.has_levels:
        return [{"title": "", "rows": rows}]
    of, shown = booth.limits.districts, booth.district
    city = [row for row in rows if row["option"].number not in of]
    local = [row for row in rows if of.get(row["option"].number) == shown and shown]
    name = local[0]["option"].district.name if local else _("Проекты района")
    return [
        {"title": _("Весь город"), "most": booth.poll.max_city, "rows": city},
        {"title": name, "most": booth.poll.max_district, "rows": local, "local": True},
    ]


def _bar(booth: Booth, chosen: list[dict]) -> dict:
    """The running count beside the button, as the server sees it."""
    poll = booth.poll
    spent = sum(row["option"].cost for row in chosen)
    points = sum(row["points"] or 0 for row in chosen)
    return {
        "count": len(chosen),
        "spent": spent,
        "left": max(poll.max_cost - spent, 0) if poll.max_cost is not None else None,
        "points": points,
        "points_left": max(poll.max_sum_points - points, 0) if poll.max_sum_points else None,
    }


def _moved_words(booth: Booth, chosen: list[dict]) -> dict:
    """After a button of a ranking: which row keeps the focus, and what happened in words."""
    number, by = (booth.request.GET.get(name, "") for name in ("moved", "by"))
    moved = read_choice(number).number
    place = next((row["place"] for row in chosen if row["option"].number == moved), 0)
    return {"moved": moved if by in RANKING else 0, "moved_by": by, "moved_to": place}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, slug: str) -> HttpResponse:
    """Step two: check and cast. The posted choices are cast, not what another tab left behind."""
    # Casting reads the poll anew under its lock: of what is read here it needs two columns.
    brief = ("slug", "poll__uuid") if request.method == "POST" else ()
    booth = Booth.of(request, slug, *brief)
    if booth.round.poll_id is None:
        return redirect("budgeting:vote", slug=slug)
    if request.method != "POST":
        marked = booth.marked
        return _confirm_page(booth, marked) if marked else redirect("budgeting:vote", slug=slug)
    form = BallotForm(request.POST)
    if request.POST.get("confirm") != "1":
        return _confirm_page(booth, form.marked(), status=400)
    return _cast(booth, form)


def _cast(booth: Booth, form: BallotForm) -> HttpResponse:
    choices, slug = form.marked(), booth.round.slug
    if not booth.request.user.is_authenticated:
        return _refused(booth, choices)
    url = reverse("budgeting:receipt", args=[slug])
    try:
        cast_ballot(booth.poll, voter=booth.request.user, choices=choices, url=url)
    except PermissionDenied:
        return _refused(booth, choices)
    except ValidationError as error:
        form.limits = booth.limits
        form.add_error("choices", error)
        return _ballot_page(booth, form, choices, status=400)
    booth.forget()
    return redirect(url)


def _refused(booth: Booth, choices: list[Choice]) -> HttpResponse:
    """The reason and the next step; what was marked waits for the return."""
    booth.keep(choices)
    return _confirm_page(booth, choices, status=403)


def _confirm_page(booth: Booth, choices: list[Choice], status: int = 200) -> HttpResponse:
    rows = booth.rows(choices)
    context = booth.context(rows=rows, bar=_bar(booth, rows))
    return render(booth.request, "budgeting/vote_confirm.html", context, status=status)


@never_cache
@require_safe
def receipt(request, slug: str) -> HttpResponse:
    """«Ваш голос учтён»: the receipt, never the choice, so that a print shows nobody the vote."""
    booth = Booth.of(request, slug)
    if booth.round.poll_id is None:
        return redirect("budgeting:vote", slug=slug)
    anonymised = Publication.objects.filter(poll=booth.poll, anonymised_at__isnull=False).exists()
    return render(request, "budgeting/receipt.html", booth.context(anonymised=anonymised))
