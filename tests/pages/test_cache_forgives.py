"""Redis down or hung: pages go on, one time-out is paid, one line is logged."""

import socket
import time

import pytest
from redis.exceptions import ConnectionError as RedisDown

from portal.pages import cache as forgiving
from portal.pages.cache import Breaker, ForgivingRedisCache


@pytest.fixture(autouse=True)
def breaker(monkeypatch):
    fresh = Breaker()
    monkeypatch.setattr(forgiving, "breaker", fresh)
    return fresh


@pytest.fixture
def hung():
    """A server that accepts the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def cache_at(url):
    return ForgivingRedisCache(
        url, {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}}
    )


@pytest.fixture
def dead():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return cache_at(f"redis://127.0.0.1:{port}/0")


CALLS = [
    (lambda cache: cache.get("a"), None),
    (lambda cache: cache.get("a", 5), 5),
    (lambda cache: cache.set("a", 1), None),
    (lambda cache: cache.add("a", 1), True),
    (lambda cache: cache.incr("a"), 1),
    (lambda cache: cache.decr("a"), -1),
    (lambda cache: cache.touch("a"), False),
    (lambda cache: cache.delete("a"), False),
    (lambda cache: "a" in cache, False),
    (lambda cache: cache.get_many(["a"]), {}),
    (lambda cache: cache.set_many({"a": 1}), ["a"]),
    (lambda cache: cache.delete_many(["a"]), None),
    (lambda cache: cache.clear(), False),
    (lambda cache: cache.get_or_set("a", lambda: 7), 7),
]


@pytest.mark.parametrize(("call", "answer"), CALLS)
def test_a_dead_cache_answers_every_call(dead, breaker, call, answer):
    assert call(dead) == answer
    assert breaker.is_resting()


@pytest.mark.parametrize(("call", "answer"), CALLS)
def test_a_resting_cache_answers_the_same_without_asking(dead, breaker, call, answer):
    breaker.failed(RedisDown())
    assert call(dead) == answer


def test_a_hung_cache_costs_one_time_out(hung):
    cache = cache_at(hung)
    began = time.monotonic()
    for _number in range(20):
        cache.get("a")
    assert time.monotonic() - began < 1


def test_an_outage_is_logged_once_a_minute(dead, breaker, caplog):
    for _number in range(3):
        breaker.closed_until = 0  # the rest is over, Redis is asked and fails again
        dead.get("a")
    assert len(caplog.records) == 1


def test_a_cache_is_asked_again_after_its_rest(breaker, monkeypatch):
    breaker.failed(RedisDown())
    now = time.monotonic()
    monkeypatch.setattr(forgiving.time, "monotonic", lambda: now + forgiving.REST + 1)
    assert not breaker.is_resting()


def test_a_living_cache_remembers():
    from django.core.cache import cache

    cache.set("answer", 42, 10)
    assert cache.get("answer") == 42
    assert cache.get_or_set("other", lambda: 7) == 7


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/budget/", "/accounts/login/"])
def test_pages_open_while_the_cache_is_down(client, breaker, url):
    breaker.failed(RedisDown())
    assert client.get(url).status_code == 200
