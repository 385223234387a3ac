"""Buttons on the page of a report: «у меня тоже», neighbours' say, mark, «ещё актуально»."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civic.actions import reports_merging as merging
from civic.actions.reports_moves import obsolete
from civic.actions.reports_silence import still_there
from civic.forms.reports import FixForm, RatingForm
from civic.views.reports import seen
from civic.views.reports_new import forget
from portal.cases.lifecycle import InvalidTransition


@require_POST
def me_too(request: HttpRequest, pk: int) -> HttpResponse:
    """`on=1` joins, `on=0` leaves; `instead=1`: rather than sending one's own report."""
    found = seen(request, pk)
    if request.POST.get("on") == "0":
        merging.leave(found, actor=request.user)
        messages.success(request, _("Отметка «у меня тоже» снята."))
        return redirect(found)
    merging.join(found, actor=request.user)
    if request.POST.get("instead") == "1":
        forget(request)
        text = _(
            "Вы присоединились к этому сообщению: писать своё не нужно. Мы сообщим о ходе дела."
        )
    else:
        text = _("Отмечено: у вас тоже. Мы сообщим, как идёт дело.")
    messages.success(request, text)
    return redirect(found)


@require_POST
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """A neighbour says whether it is mended."""
    found = seen(request, pk)
    form = FixForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Скажите, исправлено или нет."))
        return redirect(found)
    merging.vote_on_fix(found, actor=request.user, is_fixed=form.cleaned_data["fixed"])
    messages.success(request, _("Спасибо! Ваш ответ учтён."))
    return redirect(found)


@require_POST
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """The author marks the answer."""
    found = seen(request, pk)
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("Оценка ответа — от 1 до 5."))
    merging.rate_answer(found, actor=request.user, rating=form.cleaned_data["rating"])
    messages.success(request, _("Спасибо! Оценка учтена. Её можно изменить."))
    return redirect(found)


@require_POST
def still(request: HttpRequest, pk: int) -> HttpResponse:
    """The author answers «ещё актуально?»: `there=1` yes, `there=0` the trouble is over."""
    found = seen(request, pk)
    try:
        if request.POST.get("there") == "0":
            obsolete(found, actor=request.user)
            messages.success(request, _("Сообщение закрыто: проблемы больше нет. Спасибо!"))
        else:
            still_there(found, actor=request.user)
            messages.success(request, _("Спасибо! Исполнитель видит, что проблема осталась."))
    except InvalidTransition:
        raise PermissionDenied(_("Состояние сообщения уже другое: обновите страницу.")) from None
    return redirect(found)
