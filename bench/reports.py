"""Issue reports at scale: `python -m bench.reports [--few 10000] [--many 1000000]`.

In one run, on one database that grows: the map's clusters, the first and a deep page of filtered
lists, the search for similar reports, statistics, hot places, the clock of silence. Prints the
median milliseconds with few and with many reports and their ratio. One report in sixteen is open,
as in a city that answers.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bench.growth import compare

CITY, STREET = "49.38,58.46,49.86,58.72", "49.660,58.598,49.668,58.602"
DEEP = 300 * 20  # rows before the page
COPY = """
INSERT INTO civic_report (created_at, updated_at, state, title, text, address, latitude, longitude,
    district_id, category_id, department_id, answers, is_private, source, contact, external_id,
    confirm_email, confirm_count, decision_note, escalation, answer_text, has_result_photo, proof,
    dispute_count, me_too_count, comment_count, submitted_at, published_at, fix_due, due_at,
    answered_at)
SELECT now(), now(), CASE WHEN i %% 16 = 0 THEN 'in_progress' ELSE 'solved' END,
    'Яма: ул. Демонстрационная, ' || i %% 5000, 'Глубокая яма у дома ' || i %% 977 || ', объезд',
    'ул. Демонстрационная, ' || i %% 5000,
    58.50 + (i * 7919 %% 100003) / 500000.0, 49.45 + (i * 104729 %% 100019) / 300000.0,
    (SELECT min(id) FROM places_district) + i %% 4, (SELECT min(id) FROM civic_category) + i %% 58,
    (SELECT min(id) FROM civic_department) + i %% 15, '{}', false, 'import', '', i::text, '', 0, '',
    0, '', false, CASE WHEN i %% 3 = 0 THEN '' ELSE 'reporter' END, 0, i %% 7, 0,
    now() - i %% 900 * interval '1 day', now() - i %% 900 * interval '1 day',
    now() - i %% 900 * interval '1 day' + interval '14 days',
    CASE WHEN i %% 16 = 0 THEN now() + (i %% 40 - 20) * interval '1 day' END,
    CASE WHEN i %% 16 <> 0 THEN now() - i %% 900 * interval '1 day' + i %% 20 * interval '1 day' END
FROM generate_series(%s::bigint, %s::bigint) i
"""


def grow_to(size: int) -> float:
    """Fill up to so many reports; the seconds it took."""
    from django.db import connection  # noqa: PLC0415 settings are known only now

    from civic.models import Report  # noqa: PLC0415 as above

    started, have = time.perf_counter(), Report.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(COPY, [have + 1, size])
        cursor.execute("VACUUM ANALYZE civic_report")
    return time.perf_counter() - started


def asked() -> dict[str, Callable[[], object]]:
    """What is measured, by name; nothing of it is kept between two runs."""
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 as above
    from django.http import QueryDict  # noqa: PLC0415 settings are known only now
    from django.utils import timezone  # noqa: PLC0415 as above

    from civic.actions.reports_silence import to_escalate  # noqa: PLC0415 as above
    from civic.figures import figures  # noqa: PLC0415 as above
    from civic.filters.reports import ReportFilter  # noqa: PLC0415 as above
    from civic.hot_places import addresses, hot_places  # noqa: PLC0415 as above
    from civic.models import Category, Report  # noqa: PLC0415 as above
    from civic.models.reports import CELLS  # noqa: PLC0415 as above
    from civic.similar import similar_to  # noqa: PLC0415 as above
    from portal.pages.paging import Keyset  # noqa: PLC0415 as above
    from portal.places.clusters import cluster  # noqa: PLC0415 as above

    category = Category.objects.first()
    keyset = Keyset(Report, ("-id",))

    def rows(query: str):
        found = ReportFilter(QueryDict(query), user=AnonymousUser())
        assert found.form.is_valid()
        return found.qs

    def page(query: str, deep: bool = False):
        place = None
        if deep:
            last = rows(query).order_by("-id")[DEEP : DEEP + 1].first()
            last = last or rows(query).order_by("id").first()
            place = keyset.read(keyset.cursor(last))
        return lambda: keyset.fetch(rows(query), place, 20)

    draft = Report(
        category=category, text="Яма у дома, объезд", latitude=Decimal("58.6"),
        longitude=Decimal("49.664"),
    )  # fmt: skip
    year, places = timezone.now() - timedelta(days=90), hot_places(timezone.now())
    return {
        "map, open, whole city": lambda: cluster(rows(""), CITY, 11, CELLS),
        "map, open, a street": lambda: cluster(rows(""), STREET, 17),
        "map, all states, whole city": lambda: cluster(rows("status=all"), CITY, 11, CELLS),
        "map, all states, a street": lambda: cluster(rows("status=all"), STREET, 17),
        "list, open, first page": page(""),
        "list, open, deep page": page("", deep=True),
        "list, all of a category, first page": page(f"status=all&category={category.pk}"),
        "list, all of a category, deep page": page(f"status=all&category={category.pk}", True),
        "list, overdue of a district": page("status=overdue&district=1"),
        "list, words": page("status=all&q=яма 500"),
        "similar reports near a point": lambda: similar_to(draft),
        "statistics of 90 days": lambda: figures(
            Report.objects.public().filter(published_at__gt=year), "category", timezone.now()
        ),
        "hot places of a year": lambda: hot_places(timezone.now()),
        "addresses of the hot places": lambda: addresses(places),
        "silence to pass to the next post": lambda: to_escalate(timezone.now()),
    }


def main() -> None:
    compare(__doc__, "reports", 10_000, 1_000_000, lambda: (grow_to, asked))


if __name__ == "__main__":
    main()
