"""A Redis cache that forgets instead of failing: Redis down slows the portal, never breaks it.

The first call that fails closes the way to Redis for a while in this process, so that a hung server
costs one time-out (settings: 1 s) and not one per request; a line in the log says so each minute.
"""

import functools
import logging
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
REST = 15  # seconds without asking Redis after a failure
LOG_EVERY = 60  # seconds


class Breaker:
    """Remembers a failure for the whole process: Django makes one cache object per thread."""

    def __init__(self) -> None:
        self.closed_until = self.log_after = 0.0

    def is_resting(self) -> bool:
        return time.monotonic() < self.closed_until

    def failed(self, error: Exception) -> None:
        now = time.monotonic()
        self.closed_until = now + REST
        if now >= self.log_after:
            self.log_after = now + LOG_EVERY
            log.warning("cache unavailable, going on without it: %s", error)


breaker = Breaker()


def forgiving(answer):
    """Wrap a method: without Redis it returns `answer(key-less arguments)` instead of raising."""

    def decorate(method):
        @functools.wraps(method)
        def call(self, *args, **kwargs):
            if breaker.is_resting():
                return answer(*args, **kwargs)
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                breaker.failed(error)
                return answer(*args, **kwargs)

        return call

    return decorate


def _default(_key, default=None, version=None):
    return default


def _delta(_key, delta=1, version=None):
    return delta


def _yes(*_args, **_kwargs):
    return True


def _no(*_args, **_kwargs):
    return False


class ForgivingRedisCache(RedisCache):
    """Without Redis: reads find nothing, writes are lost, `add` succeeds and `incr` counts one."""

    def __init__(self, server, params):
        # redis-py would try a hung server four times.
        options = {"retry": Retry(NoBackoff(), 0), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    get = forgiving(_default)(RedisCache.get)
    set = forgiving(lambda *_a, **_k: None)(RedisCache.set)
    add = forgiving(_yes)(RedisCache.add)
    touch = forgiving(_no)(RedisCache.touch)
    delete = forgiving(_no)(RedisCache.delete)
    has_key = forgiving(_no)(RedisCache.has_key)
    incr = forgiving(_delta)(RedisCache.incr)
    get_many = forgiving(lambda *_a, **_k: {})(RedisCache.get_many)
    set_many = forgiving(lambda data, *_a, **_k: [*data])(RedisCache.set_many)
    delete_many = forgiving(lambda *_a, **_k: None)(RedisCache.delete_many)
    clear = forgiving(_no)(RedisCache.clear)

    def get_or_set(self, key, default, timeout=DEFAULT_TIMEOUT, version=None):
        """Django asks Redis again for what it has just set; here the value itself is returned."""
        missing = object()
        value = self.get(key, missing, version=version)
        if value is missing:
            value = default() if callable(default) else default
            self.set(key, value, timeout=timeout, version=version)
        return value
