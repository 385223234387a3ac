"""Catalogues of issue reports: departments, categories with their terms, reasons, the officials."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from civic.models import (
    Category,
    CategoryQuestion,
    Department,
    EscalationPost,
    RejectReason,
    ReplyTemplate,
)
from portal.law.models import Unit

FIXTURES = Path(__file__).parent.parent / "fixtures"
MODERATORS, EXECUTORS = "Сотрудник: приём сообщений", "Сотрудник: исполнитель сообщений"
CHIEFS = "Сотрудник: утверждает перенос срока сообщений"
VIEWS = (
    "civic.view_report",
    "civic.change_report",
    "civic.view_handover",
    "civic.view_category",
    "civic.view_department",
    "civic.view_replytemplate",
)
GROUPS = {
    MODERATORS: (
        *VIEWS,
        "civic.moderate_report",
        "civic.handle_report",
        "civic.add_report",
        "civic.change_handover",
        "civic.add_replytemplate",
        "civic.change_replytemplate",
        "files.moderate",
        "files.view_private",
    ),
    EXECUTORS: (*VIEWS, "civic.handle_report", "civic.add_report"),
    CHIEFS: (*VIEWS, "civic.moderate_report", "civic.approve_delay"),
}


def rows(name: str) -> list:
    return json.loads((FIXTURES / f"{name}.json").read_text())


def term(text: str) -> tuple[int, str]:
    """«3h» is three working hours, «10» ten working days."""
    if text.endswith("h"):
        return int(text[:-1]), Unit.WORKING_HOURS
    return int(text), Unit.WORKING


@transaction.atomic
def load() -> None:
    """Create what is missing; what officials changed since stays as they left it."""
    for order, row in enumerate(rows("departments")):
        Department.objects.get_or_create(
            code=row["code"], defaults={"name": row["ru"], "order": order}
        )
    departments = Department.objects.in_bulk(field_name="code")
    items = [(g["group"], item) for g in rows("issue_categories") for item in g["items"]]
    Category.objects.bulk_create(
        [_category(at, group, row, departments) for at, (group, row) in enumerate(items)],
        ignore_conflicts=True,
    )
    RejectReason.objects.bulk_create(
        [RejectReason(text=text, order=at) for at, text in enumerate(rows("issue_reject_reasons"))],
        ignore_conflicts=True,
    )
    _questions()
    _posts()
    _replies()
    for name, permissions in GROUPS.items():
        _group(name, permissions)


def _category(order: int, group: str, row: dict, departments: dict) -> Category:
    react, react_unit = term(row["react"])
    fix, fix_unit = term(row["fix"])
    start, _dots, end = row["season"].partition("..") if row["season"] != "all" else ("", "", "")
    return Category(
        code=row["code"],
        group=group,
        name=row["ru"],
        department=departments[row["dept"]],
        react_length=react,
        react_unit=react_unit,
        fix_length=fix,
        fix_unit=fix_unit,
        needs_photo=row["photo"],
        is_urgent=row.get("urgent", False),
        season_from=start,
        season_to=end,
        order=order,
    )


def _questions() -> None:
    categories = Category.objects.in_bulk(field_name="code")
    CategoryQuestion.objects.bulk_create(
        [
            CategoryQuestion(
                category=categories[row["category"]],
                code=row["code"],
                text=row["text"],
                choices="\n".join(row["choices"]),
                order=at,
            )
            for at, row in enumerate(rows("issue_questions"))
        ],
        ignore_conflicts=True,
    )


def _posts() -> None:
    for row in rows("issue_posts"):
        EscalationPost.objects.get_or_create(
            department=None, level=row["level"], defaults={"post": row["post"]}
        )


def _replies() -> None:
    if not ReplyTemplate.objects.exists():
        ReplyTemplate.objects.bulk_create(
            ReplyTemplate(title=row["title"], text=row["text"], order=at)
            for at, row in enumerate(rows("issue_replies"))
        )


def _group(name: str, permissions: tuple[str, ...]) -> None:
    group, _fresh = Group.objects.get_or_create(name=name)
    asked = {permission: permission.split(".")[1] for permission in permissions}
    found = Permission.objects.select_related("content_type").filter(codename__in=asked.values())
    group.permissions.add(
        *(row for row in found if f"{row.content_type.app_label}.{row.codename}" in asked)
    )
