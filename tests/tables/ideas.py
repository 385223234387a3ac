"""Addresses, forms and lists of ideas and challenges."""

from django.utils import timezone

from civic.actions.challenge_vote import open_vote
from civic.actions.ideas import add_step, invite
from civic.actions.merges import propose_merge
from portal.polls.actions import cast_ballot
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import (
    PERMISSIONS,
    ChallengeFactory,
    IdeaFactory,
    IdeaOfficialFactory,
    ReviewFactory,
)
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.tables.answers import (
    ALL,
    NOBODY,
    OFFICIAL,
    OWNER,
    OWNER_AND_OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
)

OFFICIAL_RIGHTS = [f"civic.{codename}" for codename in PERMISSIONS]


def build(world) -> dict:
    """The owner's ideas: public, a draft, sent, at the experts, accepted; and challenges."""
    fields = {"author": world.owner, "district": world.district}
    ideas = {
        "idea": IdeaFactory(**fields),
        "ideadraft": IdeaFactory(state="draft", **fields),
        "ideasent": IdeaFactory(state="moderation", **fields),
        "ideaexpert": IdeaFactory(state="expertise", **fields),
        "ideaaccepted": IdeaFactory(state="accepted", **fields),
    }
    ChallengeFactory(slug="chopen", stage="ideas")
    ChallengeFactory(slug="chplan", stage="draft")
    voting = ChallengeFactory(slug="chvote", stage="voting")
    IdeaFactory(challenge=voting, state="shortlist", title="Навес у пристани (демо)")
    open_vote(voting, timezone.now())
    cast_ballot(voting.poll, voter=world.owner, choices=[1])
    step = add_step(
        ideas["ideaaccepted"], actor=world.official, title="Проект", due=timezone.localdate()
    )
    other = IdeaFactory(title="Беседки у воды (демо)")
    merge = propose_merge(other, ideas["idea"], actor=other.author, reason="Об одном")
    resident = world.people["resident"]
    invitation = invite(ideas["idea"], actor=world.owner, email=resident.email)
    things = {**ideas, "step": step, "merge": merge, "ideainvite": invitation}
    return {name: row.pk for name, row in things.items()}


AUTHOR_ONLY = (302, 403, 403, 200, 403)
ACCESS = {
    ("civic:ideas", ""): ALL,
    ("civic:ideas", "?q=скамейки&state=published&sort=support&challenge=free"): ALL,
    ("civic:ideas_table", ""): ALL,
    ("civic:ideas_feed", ""): ALL,
    ("civic:similar_ideas", "?title=Скамейки"): ALL,
    ("civic:propose_idea", ""): ALL,
    ("civic:my_ideas", ""): SIGNED_IN,
    ("civic:idea", "idea"): ALL,
    ("civic:idea", "ideadraft"): OWNER,
    ("civic:idea", "ideasent"): OWNER_AND_OFFICIAL,
    ("civic:idea", "ideaexpert"): ALL,
    ("civic:idea", "ideaaccepted"): ALL,
    ("civic:support_idea", "idea"): SIGNED_IN_POST,
    ("civic:versions", "idea"): ALL,
    ("civic:versions", "ideadraft"): OWNER,
    ("civic:edit_idea", "idea"): AUTHOR_ONLY,
    ("civic:edit_idea", "ideadraft"): OWNER_SIGNED_IN,
    ("civic:edit_idea", "ideasent"): (302, 404, 404, 403, 403),
    ("civic:invite", "idea"): AUTHOR_ONLY,
    ("civic:invite", "ideadraft"): OWNER_SIGNED_IN,
    ("civic:invitation", "ideainvite"): SIGNED_IN_POST,
    ("civic:answer_idea", "idea"): (302, 403, 403, 403, 200),
    ("civic:assess", "ideaexpert"): (302, 403, 403, 403, 200),
    ("civic:add_step", "ideaaccepted"): (302, 403, 403, 403, 200),
    ("civic:complete_step", "ideaaccepted step"): SIGNED_IN_POST,
    ("civic:propose_merge", "idea"): (302, 403, 403, 200, 200),
    ("civic:merge", "merge"): ALL,
    ("civic:agree_merge", "merge"): SIGNED_IN_POST,
    ("civic:challenges", ""): ALL,
    ("civic:challenge", "chopen"): ALL,
    ("civic:challenge", "chvote"): ALL,
    ("civic:challenge", "chplan"): OFFICIAL,
    ("civic:outcomes", "chopen"): ALL,
    ("civic:outcomes", "chplan"): OFFICIAL,
    ("civic:propose_in_challenge", "chopen"): ALL,
    ("civic:propose_in_challenge", "chplan"): OFFICIAL,
    ("civic:challenge_vote", "chvote"): ALL,
    ("civic:challenge_vote", "chopen"): NOBODY,
    ("civic:receipt", "chvote"): SIGNED_IN,
    ("pages:move", "civic.idea ideadraft submit"): OWNER_SIGNED_IN,
    ("pages:move", "civic.idea ideasent publish"): (302, 404, 404, 403, 200),
    ("pages:move", "civic.ideamerge merge refuse"): (302, 403, 403, 200, 403),
    ("discussion:thread", "civic.idea idea"): ALL,
    ("discussion:thread", "civic.idea ideadraft"): OWNER,
    ("discussion:follow", "civic.idea idea"): SIGNED_IN_POST,
}
WRITES = [
    ("resident", "civic:support_idea", "ideadraft", {"on": "1"}, 404),
    ("resident", "civic:support_idea", "ideasent", {"on": "1"}, 404),
    ("resident", "civic:support_idea", "ideaaccepted", {"on": "1"}, 403),
    ("resident", "civic:edit_idea", "idea", {"title": "Чужое", "text": "Нет", "reason": "Я"}, 403),
    ("official", "civic:edit_idea", "idea", {"title": "Чужое", "text": "Нет", "reason": "Я"}, 403),
    ("resident", "civic:edit_idea", "ideadraft", {"title": "Чужое", "text": "Нет"}, 404),
    ("resident", "civic:invite", "idea", {"email": "a@example.org"}, 403),
    ("owner", "civic:invitation", "ideainvite", {"accept": "1"}, 404),
    ("owner", "civic:answer_idea", "idea", {"text": "Да", "post": "Мэр"}, 403),
    ("resident", "civic:assess", "ideaexpert", {"text": "Да", "post": "Я"}, 403),
    ("owner", "civic:assess", "ideaexpert", {"text": "Да", "post": "Я"}, 403),
    ("owner", "civic:add_step", "ideaaccepted", {"title": "Шаг", "due": "2030-01-01"}, 403),
    ("owner", "civic:complete_step", "ideaaccepted step", {}, 403),
    ("official", "civic:complete_step", "idea step", {}, 404),
    ("resident", "civic:propose_merge", "idea", {"target": "1", "reason": "Я"}, 403),
    ("resident", "civic:merge", "merge", {"choice": "move"}, 403),
    ("resident", "civic:agree_merge", "merge", {}, 403),
    ("official", "civic:agree_merge", "merge", {}, 403),
    ("official", "pages:move", "civic.ideamerge merge refuse", {}, 403),
    ("official", "pages:move", "civic.idea ideadraft submit", {}, 404),
    ("resident", "pages:move", "civic.idea ideasent publish", {}, 404),
    ("owner", "pages:move", "civic.idea ideasent publish", {}, 403),
    ("newcomer", "civic:challenge_vote", "chvote", {"choices": "1", "confirm": "1"}, 403),
    ("resident", "civic:challenge_vote", "chopen", {"choices": "1", "confirm": "1"}, 404),
    ("resident", "civic:propose_in_challenge", "chvote", {"title": "Поздно", "text": "Да"}, 403),
    ("resident", "civic:propose_in_challenge", "chplan", {"title": "Рано", "text": "Да"}, 404),
    ("resident", "discussion:thread", "civic.idea ideadraft", {"text": "Вижу!"}, 404),
]
FORMS = {
    "civic:propose_idea": "title text district address",
    "civic:propose_in_challenge": "title text district address",
    "civic:support_idea": "on",
    "civic:edit_idea": "title text district address reason",
    "civic:invite": "email",
    "civic:invitation": "accept",
    "civic:answer_idea": "text post",
    "civic:assess": "post benefit feasibility cost text",
    "civic:add_step": "title due department",
    "civic:propose_merge": "target reason",
    "civic:merge": "choice",
    "civic:challenge_vote": "choices confirm",
}
WITHOUT_FIELDS = {"civic:complete_step", "civic:agree_merge"}
TAKES_ANYTHING = {"civic:support_idea", "civic:invitation"}


def shelve(shelf) -> None:
    shelf.challenge = ChallengeFactory(slug="benches", stage="ideas")
    shelf.idea = IdeaFactory(challenge=shelf.challenge)


def _idea(shelf, **fields):
    given = {"challenge": shelf.challenge, "district": shelf.district, **fields}
    return IdeaFactory(**given)


def _around(shelf):
    """Everything that hangs on one idea."""
    CommentFactory(case=shelf.idea)
    ReviewFactory(idea=shelf.idea)
    invitation = invite(shelf.idea, actor=shelf.idea.author, email="friend@example.org")
    invitation.user, invitation.accepted_at = VerifiedUserFactory(), timezone.now()
    invitation.email = invitation.user.email
    invitation.save()


LISTS = {
    "/city/ideas/": _idea,
    "/city/ideas/?q=скамейки&state=published&sort=support": _idea,
    "/city/ideas.csv": _idea,
    "/city/ideas/feed.xml": _idea,
    "/city/ideas/similar/?title=Скамейки с навесом у реки": _idea,
    "/city/challenges/": lambda shelf: ChallengeFactory(),
    "/city/challenges/benches/": _idea,
    "/city/challenges/benches/outcomes/": lambda shelf: _idea(shelf, state="declined"),
    "/search/?q=скамейки": _idea,
}
OWN_LISTS = {
    "/city/ideas/my/": lambda shelf: _idea(shelf, author=shelf.user),
}
ADMIN_LISTS = {
    "/admin/civic/idea/": lambda shelf: _idea(shelf, district=DistrictFactory()),
    "/admin/civic/challenge/": lambda shelf: ChallengeFactory(),
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "civic.Challenge": EVERYTHING,
    "civic.Idea": NO_ADD,
    "civic.IdeaMerge": NO_ADD,
}
ADMIN_ROWS = {
    "civic.Idea": IdeaFactory,
    "civic.Challenge": ChallengeFactory,
}
OFFICIALS = {"official of ideas": (IdeaOfficialFactory, {"civic.Idea": NO_ADD})}
SECRET = {"civic.ideasupport", "civic.mergechoice"}
