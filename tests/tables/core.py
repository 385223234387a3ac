"""Addresses, forms and lists of the core, `portal/`."""

from datetime import date

from django.db import transaction

from portal.accounts.actions import give_consent
from portal.accounts.models import ConsentKind, ConsentText
from portal.cases.actions import record
from portal.draws.actions import announce_draw
from portal.draws.models import Draw
from portal.files.actions import attach_document, attach_image
from portal.files.models import Attachment
from portal.notifications.actions import notify
from portal.notifications.letters import unsubscribe_url
from portal.notifications.models import Notification
from portal.organisations.actions import invite, token_of
from portal.organisations.models import CentreHead, Member, Status
from portal.portfolio.actions import confirm_participation, issue_certificate, open_book
from portal.portfolio.models import Participation
from tests.factories.budgeting import ProjectFactory
from tests.factories.cases import a_row
from tests.factories.discussion import CommentFactory
from tests.factories.files import pdf, photo
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, DistrictFactory
from tests.tables.answers import (
    ALL,
    NOBODY,
    OWNER,
    OWNER_AND_OFFICIAL,
    OWNER_SIGNED_IN,
    POST_ONLY,
    REDIRECTS,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)


def build(world) -> dict:
    return {**_files(world), **_talk(world), **_team(world), **_papers(world)}


def _files(world) -> dict:
    public = attach_image(world.project, photo(), actor=world.owner)
    of_draft = attach_image(world.draft, photo(), actor=world.owner)
    secret = attach_document(world.project, pdf(), actor=world.owner, private=True)
    return {"photo": public.pk, "draftphoto": of_draft.pk, "secret": secret.pk}


def _talk(world) -> dict:
    """Comments of the owner: seen by all, waiting, hidden; and a message in the inbox."""
    fields = {"case": world.project, "author": world.owner}
    shown = CommentFactory(**fields)
    waiting = CommentFactory(state="pending", **fields)
    hidden = CommentFactory(state="hidden", **fields)
    with transaction.atomic():
        event = record(world.project, "noted", actor=None)
        url = world.project.get_absolute_url()
        notify(event, [world.owner], topic="project", subject="Новость", body="Да", url=url)
    message = Notification.objects.inbox(world.owner).first()
    things = {"comment": shown, "waiting": waiting, "hidden": hidden, "message": message}
    return {name: row.pk for name, row in things.items()}


def _team(world) -> dict:
    """A confirmed organisation and one nobody has confirmed; both headed by the owner."""
    team = OrganisationFactory(head=world.owner)
    hidden = OrganisationFactory(head=world.owner, status=Status.DRAFT)
    member = MemberFactory(organisation=team)
    invitation = invite(team, actor=world.owner, email="friend@example.org", role="member")
    own = invite(team, actor=world.owner, email=world.people["resident"].email, role="member")
    return {
        "team": team.pk,
        "draftteam": hidden.pk,
        "member": member.pk,
        "head": Member.objects.get(organisation=team, user=world.owner).pk,
        "invitation": invitation.pk,
        "invited": token_of(own),
        "friend": token_of(invitation),
    }


def _papers(world) -> dict:
    """What is issued once: a draw, a certificate, the link that stops letters, a consent."""
    helper = StaffFactory(permissions=["draws.conduct", "portfolio.issue"])
    draw = announce_draw("Комиссия", ["№ 1", "№ 2"], places=1, seed_source="Курс", actor=helper)
    confirm_participation(world.owner, "volunteer", "Субботник", actor=helper, day=date(2026, 5, 1))
    give_consent(world.owner, ConsentKind.DISSEMINATION, actor=world.owner)
    book = open_book(world.owner)
    paper = issue_certificate(world.owner, "Школа", actor=helper, context={"hours": "4"})
    for kind in ConsentKind.values:
        ConsentText.objects.get_or_create(kind=kind, version=1, defaults={"text": "Текст"})
    leave = unsubscribe_url(world.owner, "project").rstrip("/").rsplit("/", 1)[1]
    return {"draw": draw.pk, "paper": paper.code, "book": book.code, "leave": leave}


ACCESS = {
    ("pages:home", ""): ALL,
    ("pages:search", ""): ALL,
    ("pages:search", "?q=двор"): ALL,
    ("pages:about", ""): ALL,
    ("pages:accessibility", ""): ALL,
    ("pages:privacy", ""): ALL,
    ("pages:look", ""): POST_ONLY,
    ("pages:set_language", ""): POST_ONLY,
    ("pages:move", "discussion.comment waiting publish"): (302, 404, 404, 403, 404),
    ("pages:move", "nonsense 1 open"): UNKNOWN,
    ("pages:healthz", ""): ALL,
    ("pages:readyz", ""): ALL,
    ("pages:robots", ""): ALL,
    ("pages:favicon", ""): REDIRECTS,
    ("accounts:overview", ""): SIGNED_IN,
    ("accounts:edit", ""): SIGNED_IN,
    ("accounts:verification", ""): SIGNED_IN,
    ("accounts:verify_by_census", ""): SIGNED_IN_POST,
    ("accounts:send_code", ""): SIGNED_IN_POST,
    ("accounts:confirm_code", ""): SIGNED_IN_POST,
    ("accounts:consents", ""): SIGNED_IN,
    ("accounts:publish_name", ""): SIGNED_IN_POST,
    ("accounts:consent_text", "processing 1"): ALL,
    ("accounts:consent_text", "processing 9"): NOBODY,
    ("accounts:my_data", ""): SIGNED_IN,
    ("accounts:delete", ""): SIGNED_IN,
    ("accounts:second_factor", ""): SIGNED_IN,
    ("organisations:list", ""): ALL,
    ("organisations:mine", ""): SIGNED_IN,
    ("organisations:create", ""): SIGNED_IN,
    ("organisations:accept", "invited"): SIGNED_IN,  # who may not join reads why
    ("organisations:accept", "nonsense"): UNKNOWN,
    ("organisations:detail", "team"): ALL,
    ("organisations:detail", "draftteam"): OWNER,
    ("organisations:edit", "team"): (302, 403, 403, 200, 403),
    ("organisations:edit", "draftteam"): OWNER_SIGNED_IN,
    ("organisations:members", "team"): (302, 403, 403, 200, 403),
    ("organisations:members", "draftteam"): OWNER_SIGNED_IN,
    ("organisations:member", "team member"): SIGNED_IN_POST,
    ("organisations:cancel", "team invitation"): SIGNED_IN_POST,
    ("notifications:inbox", ""): SIGNED_IN,
    ("notifications:read_all", ""): SIGNED_IN_POST,
    ("notifications:settings", ""): SIGNED_IN,
    ("notifications:unsubscribe", "leave"): ALL,
    ("notifications:unsubscribe", "nonsense"): NOBODY,
    ("notifications:open", "message"): SIGNED_IN_POST,
    ("discussion:comment", "comment"): REDIRECTS,
    ("discussion:comment", "waiting"): (404, 404, 404, 302, 404),
    ("discussion:comment", "hidden"): REDIRECTS,  # its place stays, its text does not
    ("discussion:flag", "comment"): SIGNED_IN,
    ("discussion:flag", "waiting"): OWNER_SIGNED_IN,
    ("discussion:appeal", "hidden"): OWNER_SIGNED_IN,
    ("discussion:remove", "comment"): OWNER_SIGNED_IN,
    ("discussion:thread", "polls.poll 1"): NOBODY,
    ("files:file", "photo"): ALL,
    ("files:file", "draftphoto"): OWNER,
    ("files:file", "secret"): OWNER_AND_OFFICIAL,  # who checks the project
    ("files:thumb", "photo"): ALL,
    ("files:thumb", "draftphoto"): OWNER,
    ("files:thumb", "secret"): NOBODY,
    ("places:map", ""): ALL,
    ("places:centres", ""): ALL,
    ("places:outlines", ""): ALL,
    ("places:centre_points", ""): ALL,
    ("draws:lot", ""): ALL,
    ("draws:program", ""): ALL,
    ("draws:draw", "draw"): ALL,
    ("draws:draw_file", "draw"): ALL,
    ("portfolio:mine", ""): SIGNED_IN,
    ("portfolio:own_book", ""): SIGNED_IN_POST,
    ("portfolio:book", "book"): ALL,
    ("portfolio:book", "nonsense"): NOBODY,
    ("portfolio:paper", "paper"): ALL,
    ("portfolio:paper", "nonsense"): NOBODY,
    ("portfolio:certificate", "paper"): ALL,
    ("portfolio:certificate", "nonsense"): NOBODY,
}
WRITES = [
    ("resident", "pages:move", "discussion.comment comment hide", {"note": "Нет"}, 403),
    ("resident", "organisations:edit", "team", {"kind": "tos", "name": "Чужое"}, 403),
    ("resident", "organisations:edit", "draftteam", {"kind": "tos", "name": "Чужое"}, 404),
    ("newcomer", "organisations:create", "", {"kind": "tos", "name": "Новое"}, 403),
    ("resident", "organisations:accept", "friend", {}, 403),
    ("resident", "organisations:members", "team", {"email": "a@example.org", "role": "head"}, 403),
    ("resident", "organisations:members", "draftteam", {"email": "a@example.org"}, 404),
    ("resident", "organisations:member", "team member", {"role": "head"}, 403),
    ("resident", "organisations:member", "team member", {"remove": "1"}, 403),
    ("owner", "organisations:member", "draftteam member", {"remove": "1"}, 404),
    ("resident", "organisations:cancel", "team invitation", {}, 403),
    ("owner", "organisations:cancel", "draftteam invitation", {}, 404),
    ("resident", "notifications:open", "message", {}, 404),
    ("resident", "discussion:flag", "waiting", {"reason": "advert"}, 404),
    ("resident", "discussion:appeal", "hidden", {"note": "Верните"}, 404),
    ("resident", "discussion:remove", "comment", {}, 404),
    ("official", "discussion:remove", "comment", {}, 404),
]
# What strangers may send: the look and the language go into cookies, the signed token of a letter
# is proof enough.
FOR_STRANGERS = {"pages:look", "pages:set_language", "notifications:unsubscribe"}

TEAM = "kind name inn ogrn district centre description contact_email contact_phone site"
FORMS = {
    "pages:look": "size colours images next",
    "pages:set_language": "language next",
    "pages:move": "note",
    "accounts:edit": "last_name first_name patronymic district language birth_date",
    "accounts:verify_by_census": "last_name first_name patronymic birth_date snils",
    "accounts:send_code": "phone",
    "accounts:confirm_code": "code",
    "accounts:publish_name": "give",
    "accounts:delete": "password confirm",
    "portfolio:own_book": "open",
    "organisations:create": TEAM,
    "organisations:edit": TEAM,
    "organisations:members": "email role",
    "organisations:member": "role",
    "notifications:settings": "project vote comments moderation idea appeal",
    "discussion:thread": "text parent follow",
    "discussion:flag": "reason",
    "discussion:appeal": "note",
    "discussion:follow": "follow next",
}
WITHOUT_FIELDS = {
    "notifications:read_all",
    "notifications:open",
    "notifications:unsubscribe",
    "organisations:accept",
    "organisations:cancel",
    "discussion:remove",
}
# A field that says neither yes nor no is a no.
TAKES_ANYTHING = {
    "pages:look",
    "pages:set_language",
    "accounts:publish_name",
    "discussion:follow",
    "portfolio:own_book",
}


def shelve(shelf) -> None:
    shelf.team = OrganisationFactory(head=shelf.user)


def _thread(shelf):
    first = CommentFactory(case=shelf.project)
    CommentFactory(case=shelf.project, parent=first, author=UserFactory(level=0))


def _letter(shelf):
    with transaction.atomic():
        event = record(shelf.project, "noted", actor=None)
        notify(event, [shelf.user], topic="project", subject="Новость", body="Да", url="/")


def _contribution(shelf):
    Participation.objects.create(
        user=shelf.user,
        kind="volunteer",
        title="Субботник",
        day=date(2026, 5, 1),
        confirmed_by=shelf.official,
    )


LISTS = {
    "/discussion/budgeting.project/{project.pk}/": _thread,
    "/organisations/": lambda shelf: OrganisationFactory(district=DistrictFactory()),
    "/places/centres/": lambda shelf: CentreFactory(),
    "/places/": lambda shelf: CentreFactory(),
}
OWN_LISTS = {
    "/inbox/": _letter,
    "/organisations/mine/": lambda shelf: OrganisationFactory(head=shelf.user),
    "/organisations/{team.pk}/members/": lambda shelf: MemberFactory(organisation=shelf.team),
    "/portfolio/": _contribution,
}
ADMIN_LISTS = {
    "/admin/accounts/user/": lambda shelf: VerifiedUserFactory(district=DistrictFactory()),
    "/admin/discussion/comment/": _thread,
    "/admin/organisations/organisation/": lambda shelf: OrganisationFactory(),
    "/admin/organisations/centrehead/": lambda shelf: a_row(CentreHead, until=None),
    "/admin/notifications/notification/": _letter,
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "accounts.CensusImport": EVERYTHING,
    "accounts.Consent": NO_ADD,
    "accounts.ConsentText": EVERYTHING,
    "accounts.User": NO_ADD,
    "accounts.Verification": NO_ADD,
    "accounts.VerificationConflict": NO_ADD,
    "auth.Group": EVERYTHING,
    "discussion.Comment": NO_ADD,
    "draws.Draw": EVERYTHING,
    "files.Attachment": NO_ADD,
    "law.DeadlineRule": EVERYTHING,
    "law.LegalReference": EVERYTHING,
    "law.WorkCalendarDay": EVERYTHING,
    "law.WorkSchedule": NO_ADD,  # one row for the city, and the test has it
    "mfa.Authenticator": NO_ADD,
    "notifications.Letter": NO_ADD,
    "notifications.Notification": NO_ADD,
    "organisations.CentreHead": EVERYTHING,
    "organisations.Organisation": NO_ADD,
    "places.Centre": EVERYTHING,
    "places.City": NO_ADD,  # likewise
    "places.District": EVERYTHING,
    "polls.Poll": NO_ADD,
    "portfolio.Certificate": NO_ADD,
    "portfolio.Participation": NO_ADD,
    "scoring.CriteriaSet": EVERYTHING,
    "scoring.Ranking": NO_ADD,
}
SECRET = {"polls.ballot", "polls.ballotevent", "accounts.censusentry"}
ADMIN_ROWS = {
    "accounts.Verification": lambda: VerifiedUserFactory().active_verification,
    "draws.Draw": lambda: a_row(Draw, result=None, seed=""),
    "files.Attachment": lambda: a_row(
        Attachment, file="a.pdf", thumb="", kind="document", case=ProjectFactory(), sha256="0" * 64
    ),
}
