"""The commission of a round for everybody: who sits on it, how they were drawn, what it does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgeting import actions
from budgeting.forms.commission import ApplyForm, ResignForm
from budgeting.models import Commission, Seat
from budgeting.rules import commission as rights
from budgeting.rules import may_propose
from portal.pages.papers import Paper, paper_response

INVALID = 422
GET_POST = ["GET", "HEAD", "POST"]


def visible_commission(request: HttpRequest, slug: str) -> Commission:
    """The commission of the round of this address, or 404."""
    rows = Commission.objects.visible_to(request.user).select_related(
        "round", "draw", "criteria", "ranking"
    )
    return get_object_or_404(rows.prefetch_related("round__phases"), round__slug=slug)


def seat_of(commission: Commission, user) -> Seat | None:
    """The person's own seat, with the commission as read."""
    if not user.is_authenticated:
        return None
    seat = commission.seats.filter(user=user).select_related("application").first()
    if seat:
        seat.commission = commission
    return seat


def all_seats(commission: Commission) -> list[Seat]:
    return list(commission.seats.select_related("user", "application").order_by("place"))


@login_not_required
@require_safe
def commission(request: HttpRequest, slug: str) -> HttpResponse:
    found = visible_commission(request, slug)
    seats = all_seats(found)
    present = Prefetch("attendance", to_attr="came")
    context = {
        "commission": found,
        "round": found.round,
        "members": [seat for seat in seats if seat.status == Seat.Status.MEMBER],
        "reserve": [seat for seat in seats if seat.status == Seat.Status.RESERVE],
        "meetings": list(found.meetings.prefetch_related(present)),
        **mine(request, found, seats),
    }
    for meeting in context["meetings"]:
        meeting.commission = found
    return render(request, "budgeting/commission/page.html", context)


def mine(request: HttpRequest, found: Commission, seats: list[Seat]) -> dict:
    """What concerns the visitor: the own application and seat, and what can be done now."""
    user = request.user
    application, seat = None, None
    if user.is_authenticated:
        application = found.applications.filter(user=user).order_by("-id").first()
        seat = next((one for one in seats if one.user_id == user.pk), None)
    if application:
        application.commission = found
    is_member = seat is not None and seat.status == Seat.Status.MEMBER
    return {
        "application": application,
        "seat": seat,
        "may_apply": rights.may_apply(user, found),
        "may_judge": rights.may_judge(user, found, seat) if is_member else None,
        "may_propose": is_member and found.members_propose and may_propose(user, found.round),
        "is_member": is_member,
        "has_left": seat is not None and seat.status == Seat.Status.LEFT,
    }


@require_http_methods(GET_POST)
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a place in the commission."""
    found = visible_commission(request, slug)
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            application = actions.apply(found, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            text = _("Заявление принято. Ваш номер: %(number)d.") % {"number": application.number}
            messages.success(request, text)
            return redirect(found)
    context = {
        "commission": found,
        "round": found.round,
        "form": form,
        "may_apply": rights.may_apply(request.user, found),
    }
    if form.is_bound and not context["may_apply"]:
        actions.require(context["may_apply"])
    status = INVALID if form.is_bound else 200
    return render(request, "budgeting/commission/apply.html", context, status=status)


@require_POST
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """`show=1` gives the consent to show the name, else it is taken back."""
    found, shown = visible_commission(request, slug), request.POST.get("show") == "1"
    actions.choose_name(found, actor=request.user, show=shown)
    text = _("Теперь показывается имя.") if shown else _("Теперь вместо имени показывается номер.")
    messages.success(request, text)
    return redirect(found)


@require_http_methods(GET_POST)
def resign(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the commission or its reserve; a member's place goes to the next in reserve."""
    found = visible_commission(request, slug)
    seat = get_object_or_404(
        Seat.objects.exclude(status=Seat.Status.LEFT), commission=found, user=request.user
    )
    form = ResignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.vacate_seat(seat, actor=request.user, ground="resigned")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Вы вышли из комиссии. Спасибо за участие."))
            return redirect(found)
    context = {"commission": found, "round": found.round, "form": form}
    status = INVALID if form.is_bound else 200
    return render(request, "budgeting/commission/resign.html", context, status=status)


def drawn_commission(request: HttpRequest, slug: str) -> Commission:
    """A commission whose draw has been held, or 404: there is no protocol before it."""
    found = visible_commission(request, slug)
    if found.draw is None or found.draw.held_at is None:
        return get_object_or_404(Commission.objects.none())
    return found


@login_not_required
@require_safe
def protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol of the draw, to read and to print."""
    found = drawn_commission(request, slug)
    context = {"commission": found, "round": found.round, "draw": found.draw}
    return render(request, "budgeting/commission/protocol.html", context)


@login_not_required
@require_safe
def protocol_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a paper."""
    found = drawn_commission(request, slug)
    return paper_response(protocol_paper(found), f"lot-{found.round.slug}")


def protocol_paper(found: Commission) -> Paper:
    draw = found.draw
    paper = Paper(_("Протокол жеребьёвки"))
    paper.heading(_("Протокол жеребьёвки"))
    paper.paragraph(found.round.title, style="B")
    for label, value in protocol_facts(found):
        paper.paragraph(f"{label}: {value}")
    paper.heading(_("Члены комиссии"), size=13)
    paper.rows([_("Место"), _("Номер")], list(enumerate(draw.result, 1)), (1, 4))
    if draw.reserve:
        paper.heading(_("Резерв по порядку"), size=13)
        paper.rows([_("Место"), _("Номер")], list(enumerate(draw.reserve, 1)), (1, 4))
    paper.paragraph(_("Подписи: ______________________   ______________________"))
    return paper


def protocol_facts(found: Commission) -> list[tuple[str, str]]:
    draw = found.draw
    when = f"{timezone.localtime(draw.held_at):%d.%m.%Y %H:%M}"
    return [
        (_("Проведена"), when),
        (_("Заявлений в списке"), str(len(draw.entries))),
        (_("Отпечаток списка (SHA-256)"), draw.list_hash),
        (_("Источник случайного числа"), draw.seed_source),
        (_("Случайное число"), draw.seed),
        (_("Алгоритм"), draw.algorithm),
    ]
