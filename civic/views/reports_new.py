"""A new report in two steps; what is typed stays in a draft, also through signing in.

The session keeps the key of the draft and nothing else.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.actions import reports_drafts as drafts
from civic.forms.reports import MOST_PHOTOS, EmailForm, QuestionsForm, ReportForm
from civic.models import Report, ReportState
from civic.similar import similar_to
from civic.views.reports import seen
from portal.files.forms import ImagesField
from portal.files.models import Attachment

KEY = "report_draft"
EDITABLE = (ReportState.DRAFT, ReportState.REJECTED)


def current(request: HttpRequest) -> Report | None:
    """The draft this browser keeps, if it is still unsent and nobody else's."""
    key = request.session.get(KEY)
    if not key:
        return None
    owner = Q(reporter=None)
    if request.user.is_authenticated:
        owner |= Q(reporter=request.user)
    rows = Report.objects.filter(owner, draft_key=key, state__in=EDITABLE)
    return rows.select_related("category", "district").first()


def kept(request: HttpRequest) -> Report:
    """The draft, begun if there is none."""
    found = current(request)
    if found is None:
        found = drafts.start_draft(request.user)
        request.session[KEY] = str(found.draft_key)
    return found


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def photos_of(draft: Report | None):
    return Attachment.objects.of(draft).kept().images() if draft else Attachment.objects.none()


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Step one: photo, place, what happened."""
    if request.method != "POST":
        draft = current(request)
        return _form_page(request, draft, ReportForm(initial=_typed(draft)))
    form = ReportForm(request.POST, request.FILES)
    is_valid = form.is_valid()
    draft = kept(request)
    pictures = form.cleaned_data.get("photos") or []
    room = max(0, MOST_PHOTOS - photos_of(draft).count())
    if len(pictures) > room:
        form.add_error("photos", _("Всего не больше пяти фотографий."))
    drafts.add_photos(draft, pictures[:room], actor=request.user)
    drafts.save_draft(draft, **form.draft_fields())
    proposed = _proposed(draft, pictures)
    if is_valid and form.is_valid() and not proposed:
        for field, sentence in drafts.missing(draft).items():
            if field in form.fields:
                form.add_error(field, sentence)
    if form.is_valid() and proposed:
        drafts.save_draft(draft, latitude=proposed[0], longitude=proposed[1])
        text = _("Точка поставлена по фотографии. Проверьте её и нажмите «Дальше».")
        messages.info(request, text)
        return redirect(reverse("civic:new"))
    if form.is_valid():
        return redirect("civic:check")
    return _form_page(request, draft, form, status=400)


def _proposed(draft: Report, pictures: list) -> tuple | None:
    """The place of the first photo that knows one, while nobody has said where it is."""
    if draft.latitude is not None or draft.address.strip():
        return None
    return next((picture.gps for picture in pictures if picture.gps), None)


def _typed(draft: Report | None) -> dict:
    if draft is None:
        return {}
    point = (draft.latitude, draft.longitude) if draft.latitude is not None else None
    return {
        "category": draft.category_id,
        "text": draft.text,
        "address": draft.address,
        "point": point,
    }


def _form_page(request, draft, form, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "photos": list(photos_of(draft)),
        "draft": draft,
        "most": MOST_PHOTOS,
    }
    return render(request, "civic/reports/new.html", context, status=status)


@login_not_required
@require_POST
def photo(request: HttpRequest) -> HttpResponse:
    """One photo at once, for the script of the form: its thumbnail and the place it proposes."""
    draft = current(request)
    room = MOST_PHOTOS - photos_of(draft).count()
    if room <= 0:
        return JsonResponse({"errors": [_("Всего не больше пяти фотографий.")]}, status=400)
    try:
        pictures = ImagesField(required=True, limit=room).clean(request.FILES.getlist("photos"))
        rows = drafts.add_photos(draft or kept(request), pictures, actor=request.user)
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=400)
    point = next((picture.gps for picture in pictures if picture.gps), None)
    return JsonResponse(
        {
            "photos": [reverse("civic:draft_photo", args=[row.pk]) for row in rows],
            "point": [str(part) for part in point] if point else None,
        }
    )


@login_not_required
@never_cache
@require_safe
def draft_photo(request: HttpRequest, pk) -> HttpResponse:
    """The thumbnail of a photo of one's own draft: its page does not exist yet."""
    row = photos_of(current(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    with row.thumb.open("rb") as stored:
        return HttpResponse(
            stored.read(),
            content_type=row.media_type,
            headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
        )


@login_not_required
@require_POST
def drop_photo(request: HttpRequest, pk) -> HttpResponse:
    draft = current(request)
    if draft is None or not drafts.drop_photo(draft, pk):
        raise Http404
    messages.success(request, _("Фотография убрана."))
    return redirect("civic:new")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Step two: is it sent already by a neighbour, the questions of the category, «Отправить»."""
    draft = current(request)
    if draft is None or draft.category is None:
        return redirect("civic:new")
    questions = list(draft.category.questions.all())
    if request.method != "POST":
        initial = {f"question_{code}": said for code, said in draft.answers.items()}
        initial["is_private"] = draft.is_private
        form = QuestionsForm(questions=questions, initial=initial)
        return _check_page(request, draft, form, EmailForm())
    form = QuestionsForm(request.POST, questions=questions)
    if not form.is_valid():
        return _check_page(request, draft, form, EmailForm(), status=400)
    drafts.save_draft(draft, answers=form.answers(), is_private=form.cleaned_data["is_private"])
    if request.user.is_authenticated:
        return _send(request, draft, form)
    if "email" in request.POST:
        return _send_by_letter(request, draft, form)
    return _check_page(request, draft, form, EmailForm(), status=403)


def _send(request, draft: Report, form) -> HttpResponse:
    try:
        if draft.reporter_id is None:
            drafts.claim_draft(draft, actor=request.user)
        drafts.submit(draft, actor=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return _check_page(request, draft, form, EmailForm(), status=400)
    forget(request)
    text = _("Сообщение № %(number)d отправлено. Модератор проверит его за рабочий день.")
    messages.success(request, text % {"number": draft.pk})
    return redirect(draft)


def _send_by_letter(request, draft: Report, form) -> HttpResponse:
    letter = EmailForm(request.POST)
    if not letter.is_valid():
        return _check_page(request, draft, form, letter, status=400)
    try:
        drafts.ask_confirmation(draft, email=letter.cleaned_data["email"].lower())
    except ValidationError as error:
        form.add_error(None, error)
        return _check_page(request, draft, form, letter, status=400)
    return render(
        request, "civic/reports/letter_sent.html", {"email": letter.cleaned_data["email"]}
    )


def _check_page(request, draft, form, letter, status: int = 200) -> HttpResponse:
    here = urlencode({"next": reverse("civic:check")})
    context = {
        "draft": draft,
        "form": form,
        "letter": letter,
        "photos": list(photos_of(draft)),
        "similar": similar_to(draft),
        "sign_in": f"{reverse('account_login')}?{here}",
        "sign_up": f"{reverse('account_signup')}?{here}",
    }
    return render(request, "civic/reports/check.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: a button, so that a mail program's preview sends nothing."""
    draft = drafts.draft_of_token(token)
    if draft is None:
        return render(request, "civic/reports/link_gone.html", status=404)
    context = {"draft": draft, "sent": False, "refusals": []}
    if request.method == "POST":
        try:
            drafts.confirm(draft)
            context["sent"] = True
        except ValidationError as error:
            context["refusals"] = error.messages
        except PermissionDenied as error:
            context["refusals"] = [str(error)]
    status = 400 if context["refusals"] else 200
    return render(request, "civic/reports/confirm.html", context, status=status)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a moderator returned back into the form."""
    draft = seen(request, pk)
    request.session[KEY] = str(drafts.reopen(draft, actor=request.user))
    return redirect("civic:new")
