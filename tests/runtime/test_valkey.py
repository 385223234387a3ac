"""The embedded Valkey keeps the queue and leaves nothing behind."""

import os
import signal

import pytest
import redis

from portal.runtime.valkey import Valkey
from tests.runtime.conftest import processes_in, wait_for


@pytest.fixture
def valkey(folder):
    valkey = Valkey(folder / "vk")
    yield valkey
    valkey.stop()


def connect(valkey, database=0):
    return redis.Redis(unix_socket_path=valkey.url.removeprefix("redis+socket://"), db=database)


def test_the_queue_survives_kill_of_the_server(valkey):
    valkey.start()
    with connect(valkey) as client:
        client.rpush("celery", "task")
    os.kill(valkey.pid(), signal.SIGKILL)
    wait_for(lambda: valkey.pid() is None)
    with connect(valkey.start()) as client:
        assert client.lrange("celery", 0, -1) == [b"task"]


def test_clearing_the_cache_keeps_the_queue(valkey):
    valkey.start()
    with connect(valkey) as client, redis.Redis.from_url(valkey.cache_url) as cache:
        client.rpush("celery", "task")
        cache.flushdb()
        assert client.llen("celery") == 1


def test_a_stopped_server_leaves_no_process(valkey, folder):
    valkey.start()
    valkey.stop()
    assert processes_in(folder) == []
