"""The tables that the matrices of tests/test_*.py are made of: one module an app.

A module may define, all optional:

build(world) -> dict       the app's part of the small city: things by name (tests/world.py)
OFFICIAL_RIGHTS            permissions of the official of the city
ACCESS                     (address, words) -> what a GET answers to each role
WRITES                     a well-formed POST where one has no business
FOR_STRANGERS              addresses that take a POST of somebody not signed in
REDIRECTED                 addresses that send a stranger elsewhere than to sign in
FORMS                      address -> the fields of its form
WITHOUT_FIELDS             addresses that take a POST without fields
TAKES_ANYTHING             forms where every value is an answer
KEEPS_WHAT_IS_TYPED        drafts that store text that is not valid yet
LISTS, OWN_LISTS, ADMIN_LISTS   address -> (shelf) -> one more row; for anybody, the visitor, staff
shelve(shelf) -> None      what the rows of the lists hang on
ADMIN                      model -> what an administrator gets of its admin pages
ADMIN_ROWS                 model -> a row that cannot be guessed from the types of its columns
OFFICIALS                  an official's name -> (factory, {model: what that official gets})
SECRET                     models that must not be in the admin
"""

from importlib import import_module

# In this order their things are built: comments of the core hang on a project of budgeting.
APPS = (
    "budgeting",
    "proposals",
    "core",
    "polls",
    "commission",
    "execution",
    "paper",
    "civic",
    "civic_reports",
    "ideas",
    "appeals",
    "opinions",
    "grants",
    "grants_money",
    "grants_property",
    "grants_awards",
    "grants_endowment",
    "grants_social",
    "grants_consultations",
    "volunteers",
    "volunteers_shifts",
    "volunteers_templates",
    "volunteers_hours",
    "volunteers_festivals",
    "volunteers_mini",
    "volunteers_partners",
    "training",
    "training_preparing",
    "training_courses",
    "training_reserve",
    "training_ethics",
)
MODULES = [import_module(f"{__name__}.{app}") for app in APPS]


def table(name: str) -> dict:
    """All apps' dictionaries of that name as one; raises ValueError when two claim one key."""
    merged = {}
    for module in MODULES:
        own = getattr(module, name, {})
        if both := merged.keys() & own.keys():
            raise ValueError(f"{module.__name__}.{name}: {both} is in another table")
        merged |= own
    return merged


def listed(name: str) -> list:
    """All apps' rows of that name."""
    return [row for module in MODULES for row in getattr(module, name, ())]
