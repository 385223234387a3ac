"""Training at scale: `python -m bench.training [--few 1000] [--many 100000]`.

In one run, on one database that grows: the list of sessions, a session's page and its desk as views
render them, the queue of the admin. Each session has three places. Prints the median milliseconds
with few and with many sessions and their ratio. One session in ten is still to come, so that
both times every page is full.
"""

import time
from collections.abc import Callable

from bench.growth import compare

DEEP = 40 * 20  # rows before the page
SESSIONS = """
INSERT INTO training_session (created_at, updated_at, state, programme_id, enrol_from, enrol_until,
    starts_at, ends_at, place, quota, is_competitive, is_blind, cancel_hours, cost, places_taken,
    application_count, organiser_id)
SELECT now(), now(), 'published', (SELECT min(id) FROM training_programme) + i %% 8,
    start - interval '30 days', start - interval '1 day', start, start + interval '2 days',
    'Учебный класс', 25, false, true, 24, 1000, 3, 3, %s
FROM generate_series(%s::bigint, %s::bigint) i,
    LATERAL (SELECT now() + CASE WHEN i %% 10 = 0 THEN i / 10 %% 60 + 1 ELSE -(i %% 3000) - 3 END
        * interval '1 day' AS start) dates
"""
PLACES = """
INSERT INTO training_enrolment (created_at, updated_at, state, session_id, user_id, number, text,
    gave_feedback)
SELECT now(), now(), 'enrolled', s.id, person, (person - %s) + 1, '', false
FROM training_session s, generate_series(%s::bigint, %s::bigint) person
WHERE NOT EXISTS (SELECT FROM training_enrolment e WHERE e.session_id = s.id)
"""


def grow_to(size: int, people: list[int]) -> float:
    """Fill up to so many sessions; the seconds it took."""
    from django.db import connection  # noqa: PLC0415 settings are known only now

    from training.models import Session  # noqa: PLC0415 as above

    started, have = time.perf_counter(), Session.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS, [people[0], have + 1, size])
        cursor.execute(PLACES, [people[0], people[0], people[2]])
        cursor.execute("VACUUM ANALYZE training_session, training_enrolment")
    return time.perf_counter() - started


def asked(people: list[int]) -> dict[str, Callable[[], object]]:
    """What is measured, by name: whole answers of the views to those they are for."""
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 as above
    from django.test import RequestFactory  # noqa: PLC0415 as above

    from portal.accounts.models import User  # noqa: PLC0415 as above
    from portal.pages.paging import Keyset  # noqa: PLC0415 as above
    from training.models import Enrolment, Session  # noqa: PLC0415 as above
    from training.views import catalogue, desk, places  # noqa: PLC0415 as above

    organiser, student = User.objects.get(pk=people[0]), User.objects.get(pk=people[1])
    rows = Session.objects.order_by("-starts_at", "-id")
    keyset, middle = Keyset(Session, ("-starts_at", "-id")), rows[rows.count() // 2]
    deep = keyset.cursor(rows[min(DEEP, rows.count() - 1)])

    def page(view, path: str, user=None, **given):
        def act():
            request = RequestFactory().get(path)
            request.user, request.session = user or AnonymousUser(), {}
            answer = view(request, **given)
            assert answer.status_code == 200, answer
            return answer

        return act

    own = Enrolment.objects.filter(user=student).latest("id")
    return {
        "list, to come, first page": page(catalogue.sessions, "/training/"),
        "list, enrolling, distance": page(catalogue.sessions, "/training/?when=open&form=distance"),
        "list, all, first page": page(catalogue.sessions, "/training/?when=all"),
        "list, all, deep page": page(catalogue.sessions, f"/training/?when=all&after={deep}"),
        "a session, visitor": page(places.session, "/", pk=middle.pk),
        "a session, its student": page(places.session, "/", student, pk=middle.pk),
        "my place": page(places.enrolment, "/", student, pk=own.pk),
        "my training": page(places.mine, "/", student),
        "organiser's desk": page(desk.desk, "/", organiser),
        "organiser's session": page(desk.session, "/", organiser, pk=middle.pk),
        "admin queue, to decide": lambda: list(Session.objects.selection_due()[:50]),
        "clock: places to pass on": lambda: list(Enrolment.objects.unconfirmed()[:50]),
    }


def begin() -> tuple[Callable, Callable]:
    from tests.factories.people import VerifiedUserFactory  # noqa: PLC0415 after the settings

    people = [row.pk for row in VerifiedUserFactory.create_batch(3)]
    return lambda size: grow_to(size, people), lambda: asked(people)


def main() -> None:
    compare(__doc__, "sessions", 1_000, 100_000, begin)


if __name__ == "__main__":
    main()
