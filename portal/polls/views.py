"""Public pages of a vote anybody can check, and the one list that officials print."""

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.notifications.letters import absolute
from portal.polls import actions, rules
from portal.polls.actions.terms import page_of
from portal.polls.ballots import parse
from portal.polls.forms import FindForm, ObserveForm
from portal.polls.models import (
    BallotEvent,
    PhoneAudit,
    Poll,
    PollState,
    PublishedFile,
    VoidReason,
)

SHOWN = 50  # heads on the page; the feed and the journal have them all
INVALID = 422
HERE = Path(__file__).resolve().parent


def visible_poll(request: HttpRequest, uuid) -> Poll:
    """The poll of this number that the visitor may see, or 404."""
    polls = Poll.objects.visible_to(request.user).select_related("publication")
    return get_object_or_404(polls, uuid=uuid)


def _context(poll: Poll, **more) -> dict:
    """What head and crumbs of every page of a poll need."""
    closed = poll.state == PollState.CLOSED
    return {"poll": poll, "home": page_of(poll), "is_closed": closed, **more}


@login_not_required
@require_safe
def audit(request: HttpRequest, uuid) -> HttpResponse:
    """Heads, files, voids, how to check, what this does not prove. No sizes before the close."""
    poll = visible_poll(request, uuid)
    publication = getattr(poll, "publication", None)
    seals = list(poll.seals.order_by("-number")[: SHOWN + 1])
    context = _context(
        poll,
        seals=seals[:SHOWN],
        more=len(seals) > SHOWN,
        is_open=poll.state == PollState.OPEN,
        publication=publication,
        files=publication.files.all() if publication else [],
        dispute_ends=actions.dispute_ends(publication) if publication else None,
        voids=_voids(poll),
        audits=poll.audits.all(),
    )
    return render(request, "polls/audit.html", context)


def _voids(poll: Poll) -> list[tuple[str, int]]:
    rows = poll.voidings.filter(state="confirmed").order_by("reason")
    found = rows.values_list("reason").annotate(Count("id"))
    return [(VoidReason(reason).label, times) for reason, times in found]


@login_not_required
@require_safe
def heads(request: HttpRequest, uuid) -> HttpResponse:
    """The heads as an Atom feed: a reader of feeds is an observer who keeps them."""
    poll = visible_poll(request, uuid)
    page = absolute(reverse("polls:audit", args=[uuid]))
    title = _("Отпечатки журнала: %(title)s") % {"title": poll.title}
    feed = Atom1Feed(title=title, link=page, description="", language="ru", feed_url=None)
    for seal in poll.seals.order_by("-number"):
        feed.add_item(
            title=_("Пачка № %(number)d") % {"number": seal.number},
            link=f"{page}#head-{seal.number}",
            unique_id=f"urn:sha256:{seal.head}",
            description=seal.head,
            pubdate=seal.sealed_at,
            updateddate=seal.sealed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


@login_not_required
@never_cache
@require_safe
def find(request: HttpRequest, uuid) -> HttpResponse:
    """«Find my ballot»: in the journal before the close; after it, what was counted."""
    poll = visible_poll(request, uuid)
    form = FindForm(request.GET if "receipt" in request.GET else None)
    context = _context(poll, form=form, asked=form.is_bound and form.is_valid())
    if context["asked"]:
        context |= _found(poll, form.cleaned_data["receipt"])
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "polls/find.html", context, status=status)


def _found(poll: Poll, start: str) -> dict:
    entries = poll.journal.exclude(kind=BallotEvent.Kind.VOID)
    entry = entries.filter(commitment__startswith=start).order_by("id").first()
    if entry is None:
        return {"entry": None}
    batch = poll.seals.filter(last_event__gte=entry.pk).first()
    found = {"entry": entry, "batch": batch}
    # Before the close a receipt tells nobody whether its voter has changed their mind since.
    return found | _counted(poll, entry.commitment) if poll.state == PollState.CLOSED else found


def _counted(poll: Poll, receipt: str) -> dict:
    ballot = poll.ballots.filter(receipt=receipt).first()
    if ballot is None:
        voided = poll.journal.filter(kind=BallotEvent.Kind.VOID, commitment=receipt).exists()
        return {"ballot": None, "voided": voided}
    labels = dict(poll.options.values_list("number", "label"))
    chosen = [(labels[one.number], one) for one in parse(ballot.choices)]
    return {"ballot": ballot, "chosen": chosen}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def observe(request: HttpRequest, uuid) -> HttpResponse:
    """Ask for the heads by letter; the answer does not say whether the address is known."""
    poll = visible_poll(request, uuid)
    form = ObserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_observe(poll, actor=request.user, email=form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Откройте письмо и подтвердите адрес: без этого не шлём."))
            return redirect("polls:audit", uuid=uuid)
    status = INVALID if request.method == "POST" else 200
    return render(request, "polls/observe.html", _context(poll, form=form), status=status)


def _observer(token: str):
    observer = actions.observer_of(token)
    if observer is None:
        raise Http404
    return observer


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_observer(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because mail scanners follow links; POST confirms."""
    observer = _observer(token)
    if request.method == "POST":
        actions.confirm_observer(observer, actor=None)
    context = {"observer": observer, "done": request.method == "POST", "leaving": False}
    return render(request, "polls/observer.html", context)


@csrf_exempt  # the signed token is the proof; mail programs POST here without a session (RFC 8058)
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    observer = _observer(token)
    if request.method == "POST":
        actions.leave(observer, actor=None)
    context = {"observer": observer, "done": request.method == "POST", "leaving": True}
    return render(request, "polls/observer.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, uuid, name: str) -> HttpResponse:
    """A published file, streamed from storage; one that was lost there is made anew."""
    poll = visible_poll(request, uuid)
    files = PublishedFile.objects.filter(publication__poll=poll)
    found = get_object_or_404(files, name=name)
    if not default_storage.exists(found.path):
        actions.publish_poll(poll)
    kinds = {"json": "application/json", "zip": "application/zip"}
    kind = kinds.get(name.rpartition(".")[2], "text/plain; charset=utf-8")
    stream = default_storage.open(found.path)
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=kind)
    response["ETag"] = f'"{found.sha256}"'
    response["Cache-Control"] = "public, max-age=86400, immutable"
    return response


@login_not_required
@require_safe
def checker(request: HttpRequest, name: str) -> HttpResponse:
    """verify.py and winners.py as they go into every package."""
    response = HttpResponse((HERE / name).read_text("utf-8"), content_type="text/x-python")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone_audit(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for the commission: nobody sees it before «Показать», and that is written down."""
    found = get_object_or_404(PhoneAudit.objects.select_related("poll"), pk=pk)
    verdict = rules.may_audit(request.user, found.poll)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    people, refusal = [], ""
    if request.method == "POST":
        try:
            people = actions.print_audit(found, actor=request.user)
        except ValidationError as error:
            refusal = error.messages[0]
    context = _context(found.poll, audit=found, people=people, refusal=refusal)
    context["printed"] = actions.printings(found)
    return render(request, "polls/phone_audit.html", context, status=INVALID if refusal else 200)
