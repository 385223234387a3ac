"""A move outside the table is refused by a direct POST, whoever sends it."""

import pytest
from django.urls import reverse

from grants.models import Application, ApplicationState
from tests.factories.grants import ApplicationFactory, officer
from tests.factories.people import SuperuserFactory

pytestmark = pytest.mark.django_db
MOVES = {move.name: move for move in Application.LIFECYCLE}


@pytest.mark.parametrize("sender", ["head", "official", "superuser"])
def test_no_move_outside_the_table_is_made_by_a_direct_post(client, contest, head, sender):
    people = {"head": lambda: head, "official": officer, "superuser": SuperuserFactory}
    client.force_login(people[sender]())
    row = ApplicationFactory(contest=contest, head=head, state="submitted")
    for state in ApplicationState:
        Application.objects.filter(pk=row.pk).update(state=state)
        for name, move in MOVES.items():
            if state in move.sources:
                continue
            url = reverse("pages:move", args=["grants.application", row.pk, name])
            answer = client.post(url, {"note": "Да"})
            assert answer.status_code in (403, 404)
    row.refresh_from_db()
    assert row.state == state
