"""Addresses, forms and lists of the social order."""

from tests.factories.property import nko
from tests.factories.social_orders import (
    SocialOrderFactory,
    agreed,
    entered,
    executor,
    keeper,
)
from tests.tables.answers import ALL, OFFICIAL

OFFICIAL_RIGHTS = ["grants.manage_social_order"]


def build(world) -> dict:
    """A service with an agreement, one not shown yet, a fact that waits."""
    order = SocialOrderFactory()
    one = agreed(order, 100)
    return {
        "socialorder": order.pk,
        "hiddenorder": SocialOrderFactory(is_published=False).pk,
        "socialfact": entered(order, one, "portion", 10).pk,
    }


ACCESS = {
    ("grants:social_orders", ""): ALL,
    ("grants:social_orders_csv", ""): ALL,
    ("grants:social_executors", ""): ALL,
    ("grants:social_executors_csv", ""): ALL,
    ("grants:social_order", "socialorder"): ALL,
    ("grants:social_order", "hiddenorder"): OFFICIAL,
    ("pages:move", "grants.socialfact socialfact approve"): (302, 404, 404, 404, 200),
}
WRITES = [
    ("owner", "pages:move", "grants.socialfact socialfact approve", {"note": "Да"}, 404),
]


def shelve(shelf) -> None:
    shelf.order = SocialOrderFactory(planned_volume=1000)
    shelf.executor = agreed(shelf.order, 5000, volume=500)


LISTS = {
    "/grants/orders/": lambda shelf: SocialOrderFactory(),
    "/grants/orders.csv": lambda shelf: SocialOrderFactory(),
    "/grants/orders/executors/": lambda shelf: executor(shelf.order, nko()),
    "/grants/orders/executors.csv": lambda shelf: executor(shelf.order, nko()),
    "/grants/orders/{order.pk}/": lambda shelf: agreed(shelf.order, 5),
}
ADMIN_LISTS = {
    "/admin/grants/socialorder/": lambda shelf: SocialOrderFactory(),
    "/admin/grants/socialorder/{order.pk}/change/": lambda shelf: agreed(shelf.order, 5),
    "/admin/grants/socialfact/": lambda shelf: entered(shelf.order, shelf.executor, "portion", 1),
    "/admin/queue/?social": lambda shelf: entered(shelf.order, shelf.executor, "portion", 1),
}
EVERYTHING, READ = (200,) * 4, (200, 403, 200, 200)
ADMIN = {"grants.SocialOrder": EVERYTHING, "grants.SocialFact": READ}
OFFICIALS = {"keeper of the social order": (keeper, dict(ADMIN))}
