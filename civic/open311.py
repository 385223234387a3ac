"""Reports as Open311 GeoReport v2 says them, in JSON and XML. docs/open311.md maps our states.

Free of requests and of the database: rows in, plain data or text out.
"""

import json
from collections.abc import Iterable
from io import StringIO
from xml.sax.saxutils import XMLGenerator

from civic.models.reports_states import OPEN_STATES, ReportState

# Elements of a list in XML, by the name of the list.
ITEMS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
}


def service(category) -> dict:
    """A row of the list of services."""
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.group,
        "metadata": bool(category.has_questions),
        "type": "realtime",
        "keywords": "112" if category.is_urgent else "",
        "group": category.group,
    }


def definition(category, questions: Iterable) -> dict:
    """The attributes of a service: the questions of the category."""
    return {
        "service_code": category.code,
        "attributes": [_attribute(at, question) for at, question in enumerate(questions, 1)],
    }


def _attribute(order: int, question) -> dict:
    options = question.options
    return {
        "variable": True,
        "code": question.code,
        "datatype": "singlevaluelist" if options else "string",
        "required": question.is_required,
        "datatype_description": "",
        "order": order,
        "description": question.text,
        "values": [{"key": option, "name": option} for option in options],
    }


def status(state: str) -> str:
    """Open until somebody agreed or the time to disagree has passed; closed after that."""
    return "open" if state in (*OPEN_STATES, ReportState.MODERATION) else "closed"


def request(report, url: str, media_url: str = "") -> dict:
    """A report; no author, no contact, no internal word."""
    return {
        "service_request_id": str(report.pk),
        "status": status(report.state),
        "status_notes": report.answer_text or report.get_state_display(),
        "service_name": report.category.name if report.category else "",
        "service_code": report.category.code if report.category else "",
        "description": report.text,
        "agency_responsible": report.department.name if report.department else "",
        "service_notice": url,
        "requested_datetime": moment(report.published_at or report.submitted_at),
        "updated_datetime": moment(report.updated_at),
        "expected_datetime": moment(report.due_at or report.fix_due),
        "address": report.address,
        "address_id": None,
        "zipcode": None,
        "lat": None if report.latitude is None else float(report.latitude),
        "long": None if report.longitude is None else float(report.longitude),
        "media_url": media_url or None,
    }


def moment(value) -> str | None:
    return value.isoformat(timespec="seconds") if value else None


def as_json(data) -> str:
    return json.dumps(data, ensure_ascii=False)


def as_xml(root: str, data) -> str:
    """The document: a list becomes its ITEMS, a dict its keys, None an empty element."""
    out = StringIO()
    writer = XMLGenerator(out, "utf-8", short_empty_elements=True)
    writer.startDocument()
    _write(writer, root, data)
    return out.getvalue()


def _write(writer: XMLGenerator, name: str, data) -> None:
    writer.startElement(name, {})
    if isinstance(data, dict):
        for key, value in data.items():
            _write(writer, key, value)
    elif isinstance(data, list):
        for item in data:
            _write(writer, ITEMS[name], item)
    elif isinstance(data, bool):
        writer.characters("true" if data else "false")
    elif data is not None:
        writer.characters(_printable(str(data)))
    writer.endElement(name)


def _printable(text: str) -> str:
    """What XML 1.0 may hold: it has no place for control characters and surrogates."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r"
        or "\x20" <= char <= "\ud7ff"
        or "\ue000" <= char <= "\ufffd"
        or char >= "\U00010000"
    )
