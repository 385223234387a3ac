"""Input no honest browser sends, to every address and every form: refused, never a fault.

A fault fails by itself: the test client raises what a view raises. Each answer must be below 500,
and what cannot be meant (NUL bytes, broken text) leaves every table as it was.
"""

import pytest
from django.db import transaction

from tests.tables import listed, table
from tests.world import built, contents

pytestmark = pytest.mark.django_db
HUGE, LONG, NUL = "9" * 30, "ж" * 10_000, "а\0б"
ODD = (
    "",
    "0",
    "-1",
    HUGE,
    "1" * 5000,
    "²",
    "１",
    "NaN",
    "inf",
    "1e400",
    "2026-02-30",
    "99999-01-01",
)
ACCESS, FORMS = table("ACCESS"), table("FORMS")
WITHOUT_FIELDS = set(listed("WITHOUT_FIELDS"))
# A field that says neither yes nor no is a no; a page of the draft keeps what was typed.
TAKES_ANYTHING = set(listed("TAKES_ANYTHING"))
KEEPS_WHAT_IS_TYPED = set(listed("KEEPS_WHAT_IS_TYPED"))
# Every address once, with things that are there.
ADDRESSES = list({name: (name, words.split(" ?")[0]) for name, words in reversed(ACCESS)}.values())
# What pages read from the query.
CURSORS = ("after", "before", "page")
FILTERS = "q sort type district state cost_min cost_max bbox zoom next more"
PARAMETERS = (*CURSORS, *FILTERS.split())
REFUSED = (400, 403, 404, 405)
QUERIES = [
    "&&==&=&a&q[]=1&%F0%9F%92%A5=%E2%80%AE",
    *("&".join(f"{name}={value}" for name in CURSORS) for value in ("0", "-1", HUGE, "1:x")),
    *(
        "&".join(f"{name}={value}" for name in PARAMETERS)
        for value in ("nonsense", HUGE, "-1", "NaN", "1e400", "2026-02-30", "NaN,inf,1e400,-999")
    ),
    "&".join(f"{name}=1&{name}=2" for name in PARAMETERS),
]
BROKEN = ("q=%00", "%00=1", "q=%FF%FE", "after=%C3%28", "q=%ED%A0%80")
FORM_ROWS = [row for row in ACCESS if row[0] in FORMS and ACCESS[row][3] in (200, 405)]
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
BODIES = {
    "empty multipart": (b"", f"{MULTIPART}; boundary=zz"),
    "cut multipart": (
        b'--zz\r\nContent-Disposition: form-data; name="a',
        f"{MULTIPART}; boundary=zz",
    ),
    "no boundary": (b"--zz", MULTIPART),
    "empty boundary": (b"--zz", f"{MULTIPART}; boundary="),
    "json": (b"{", "application/json"),
    "invalid utf-8": (b"text=\xff\xfe&title=%ff", URLENCODED),
    "unknown charset": (b"text=1", f"{URLENCODED}; charset=nonsense"),
    "3000 fields": (b"&".join([b"a=1"] * 3000), URLENCODED),
    "bytes": (b"\0\0", "text/plain"),
    "no type": (b"\0", ""),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def before(world):
    return contents()


def post(client, url, body: dict):
    """The status of one POST whose traces are undone."""
    with transaction.atomic():
        status = client.post(url, body).status_code
        transaction.set_rollback(True)
    return status


def test_every_address_that_takes_a_post_has_its_fields_listed(world):
    taken = set()
    for name, words in ADDRESSES:
        with transaction.atomic():
            if world.client("owner").post(world.url(name, words)).status_code != 405:
                taken.add(name)
            transaction.set_rollback(True)
    reads_only = {name for name in taken if name not in FORMS and name not in WITHOUT_FIELDS}
    assert (reads_only, set(FORMS) - taken) == (set(), set())


@pytest.mark.parametrize(("name", "words"), ADDRESSES)
def test_odd_queries_are_refused_or_ignored(world, name, words):
    client, url = world.client("owner"), world.url(name, words)
    for query in QUERIES:
        answer = client.get(f"{url}?{query}")
        assert answer.status_code < 500, query
        if "GET" not in vars(answer.wsgi_request):
            break  # the query was never taken apart: no other one can make a difference


@pytest.mark.parametrize(("name", "words"), ADDRESSES)
def test_broken_text_in_the_query_is_refused(world, name, words):
    client, url = world.client("stranger"), world.url(name, words)
    assert [client.get(f"{url}?{query}").status_code for query in BROKEN] == [400] * len(BROKEN)


@pytest.mark.parametrize(("name", "words"), ADDRESSES)
def test_numbers_and_words_in_the_address_that_name_nothing_are_not_found(world, name, words):
    client, url = world.client("owner"), world.url(name, words)
    parts = [f"/{world.things.get(word, word)}/" for word in words.split()]
    found = [url.replace(part, f"/{odd}/") for part in parts for odd in (HUGE, "0", "-1", "%00")]
    statuses = {address: client.get(address).status_code for address in found if address != url}
    assert {a: status for a, status in statuses.items() if status not in REFUSED} == {}


@pytest.mark.parametrize(("name", "words"), FORM_ROWS)
def test_odd_values_in_a_form_are_no_fault(world, name, words):
    client, url, fields = world.client("owner"), world.url(name, words), FORMS[name].split()
    alike = [dict.fromkeys(fields, value) for value in (*ODD, ["1", "2"], "💥\u202e")]
    one = [{**dict.fromkeys(fields, "1"), name: value} for name in fields for value in (HUGE, LONG)]
    assert max(post(client, url, body) for body in alike + one) < 500


@pytest.mark.parametrize(("name", "words"), FORM_ROWS)
def test_ten_thousand_letters_in_every_field_are_refused(world, before, name, words):
    url, fields = world.url(name, words), FORMS[name].split()
    status = world.client("owner").post(url, dict.fromkeys(fields, LONG)).status_code
    assert 400 <= status < 500 or name in TAKES_ANYTHING | KEEPS_WHAT_IS_TYPED
    assert contents() == before or name in TAKES_ANYTHING | KEEPS_WHAT_IS_TYPED


@pytest.mark.parametrize(("name", "words"), FORM_ROWS)
def test_a_nul_byte_in_a_form_is_refused_and_nothing_is_written(world, before, name, words):
    url, fields = world.url(name, words), FORMS[name].split()
    for field in fields:
        assert world.client("owner").post(url, {field: NUL}).status_code == 400
    assert contents() == before


@pytest.mark.parametrize("body", BODIES)
def test_a_broken_body_is_no_fault_anywhere(world, body):
    data, kind = BODIES[body]
    faults = []
    for name, words in ADDRESSES:
        with transaction.atomic():
            client, url = world.client("owner"), world.url(name, words)
            if client.generic("POST", url, data, content_type=kind).status_code >= 500:
                faults.append(url)
            transaction.set_rollback(True)
    assert faults == []


def test_a_count_of_rows_with_thousands_of_digits_is_no_number(world):
    """It is kept with the draft and comes back when further rows are asked."""
    client, url = world.client("owner"), world.url("budgeting:wizard", "draft money")
    client.post(url, {"cost-TOTAL_FORMS": "9" * 9000, "share-TOTAL_FORMS": "1"})
    assert client.get(f"{url}?more=cost").status_code == 200


def test_a_word_where_to_return_to_is_not_taken_for_the_name_of_a_page(world):
    url = world.url("discussion:follow", "budgeting.project project")
    answer = world.client("resident").post(url, {"next": "0"})
    assert (answer.status_code, answer.url) == (302, "0")
