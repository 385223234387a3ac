"""Putting a card on the partner exchange, replying to one, what is mine there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers.actions.partner_cards import edit_card, put_up
from volunteers.actions.partner_replies import reply_to
from volunteers.forms.partners import PartnerCardForm, PartnerReplyForm
from volunteers.models import PartnerCard, PartnerReply
from volunteers.rules import partners as rules
from volunteers.views.groups import bound, status_of
from volunteers.views.partners import visible_card


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A need or an offer; an official looks at it first."""
    verdict = rules.may_take_part(request.user)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, PartnerCardForm, actor=request.user)
    if form.is_bound and (
        made := carried_out(form, lambda given: put_up(actor=request.user, **given))
    ):
        messages.success(request, _("Карточка отправлена. Сотрудник посмотрит и ответит вам."))
        return redirect(made)
    context = {"form": form, "verdict": verdict}
    return render(request, "volunteers/partners/form.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_card(request, pk)
    if not rules.may_lead(request.user, found):
        raise Http404
    verdict = rules.may_edit(request.user, found)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, PartnerCardForm, instance=found, actor=request.user)
    if form.is_bound and carried_out(
        form, lambda given: edit_card(found, actor=request.user, **given)
    ):
        messages.success(request, _("Сохранено."))
        return redirect(found)
    context = {"form": form, "card": found, "verdict": verdict}
    return render(request, "volunteers/partners/form.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a card."""
    found = visible_card(request, pk)
    verdict = rules.may_reply(request.user, found)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, PartnerReplyForm, actor=request.user)
    if form.is_bound and (
        made := carried_out(form, lambda given: reply_to(found, actor=request.user, **given))
    ):
        messages.success(request, _("Отклик отправлен. Мы напишем, когда вам ответят."))
        return redirect(made)
    context = {"form": form, "card": found, "verdict": verdict}
    return render(request, "volunteers/partners/reply_form.html", context, status=status_of(form))


@require_safe
def one_reply(request: HttpRequest, pk: int) -> HttpResponse:
    rows = PartnerReply.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("card__organisation", "card__author", "organisation", "author"), pk=pk
    )
    context = {"reply": found, "card": found.card, "agreement": getattr(found, "agreement", None)}
    return render(request, "volunteers/partners/reply.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My cards, and every talk I am a side of."""
    replies = PartnerReply.objects.of_party(request.user).select_related("card", "agreement")
    cards = PartnerCard.objects.led_by(request.user).order_by("-id")[:50]
    context = {"cards": cards, "page": paginate(replies, request)}
    return render(request, "volunteers/partners/mine.html", context)
