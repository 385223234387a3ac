"""«From reports to a project»: links from a project to the cases it grew out of."""

from collections.abc import Iterable
from itertools import islice

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet

from budgeting.models import Project
from portal.cases.actions import link
from portal.cases.models import Case, CaseLink

KIND = "evidence"
AT_MOST = 20
LONGEST_ID = 18  # digits; a longer number names no row


def named_cases(text: str, user) -> list[Case]:
    """The cases of «civic.report:12,civic.idea:3» the user may see; the rest is passed over."""
    pairs = dict.fromkeys(part.strip().lower() for part in text.split(","))
    found = (_case(pair, user) for pair in islice(pairs, AT_MOST))
    return [case for case in found if case is not None]


def _case(pair: str, user) -> Case | None:
    label, _colon, number = pair.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID):
        return None
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not issubclass(model, Case):
        return None
    return model.objects.visible_to(user).filter(pk=int(number)).first()


def link_evidence(project: Project, cases: Iterable[Case]) -> None:
    """Remember the cases; the caller has checked that the author may see them."""
    for case in cases:
        link(project, case, KIND)


def links_of(project: int | OuterRef) -> QuerySet:
    """Links from the project of this key to what it grew out of."""
    kind = ContentType.objects.get_for_model(Project)
    return CaseLink.objects.filter(source_type=kind, source_id=project, kind=KIND)


def evidence(project: Project, user) -> list[Case]:
    """The linked cases this person may see, in the order they were linked."""
    links = list(links_of(project.pk).select_related("target_type").order_by("id"))
    seen: dict[tuple[int, int], Case] = {}
    for type_ in {row.target_type for row in links}:
        model = type_.model_class()
        if model is not None and issubclass(model, Case):
            numbers = [row.target_id for row in links if row.target_type_id == type_.pk]
            cases = model.objects.visible_to(user).filter(pk__in=numbers)
            seen |= {(type_.pk, case.pk): case for case in cases}
    keys = ((row.target_type_id, row.target_id) for row in links)
    return [seen[key] for key in keys if key in seen]
