"""What browsers send: the autosave's JSON and the whole form of a page without a script, as changes."""

import datetime
import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from chithi.accounts.models import User
from chithi.reports.changes import Sent, Standing
from chithi.reports.content import Content
from chithi.reports.versions import versions_at
from chithi.shell.middleware import storable


class Request(HttpRequest):
    """A request of somebody who is signed in, as every view of this room gets it."""

    user: User


Posted = QueryDict | Mapping[str, str]

MOST = 200
"""Changes of one request; the script sends forty at a time."""


class BadRequest(ValueError):
    """What came is not what the script sends."""


def sent_changes(request: HttpRequest) -> tuple[str, list[Sent]]:
    """Who typed (as the page knew) and the changes, out of an autosave's body. Raises ``BadRequest``."""
    try:
        if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
            raise BadRequest
        body = json.loads(request.body)
        told, rows = body["now"], body["changes"]
        if not isinstance(rows, list) or len(rows) > MOST or not isinstance(told, int | float):
            raise BadRequest
        skew = timezone.now() - datetime.datetime.fromtimestamp(told / 1000, datetime.UTC)
        return str(body["user"]), [sent_change(row, skew) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError) as error:
        raise BadRequest from error


def sent_change(row: Mapping[str, Any], skew: datetime.timedelta) -> Sent:
    """One change; ``skew`` is how far the browser's clock is behind the server's."""
    typed = datetime.datetime.fromtimestamp(row["typed"] / 1000, datetime.UTC) + skew
    return Sent(
        field=text_in(row, "field")[:120],
        value=text_in(row, "value"),
        status=text_in(row, "status")[:20],
        reason=text_in(row, "reason")[:300],
        key=uuid.UUID(text_in(row, "key")),
        base=int(row["base"]) if row.get("base") is not None else None,
        typed_at=min(typed, timezone.now()),
    )


def text_in(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise BadRequest
    return storable(value)


def typed_fields(post: Posted, content: Content) -> dict[str, str]:
    """What stands in the fields of a posted form (fields that were not posted are left out)."""
    return {name: str(post[name]) for name in content.fields if name in post}


def posted_changes(post: Posted, content: Content) -> list[Sent]:
    """The fields of a posted form that were changed since its page was made.

    The page says which version of each field it showed, and what the registers said where there was none. What is
    equal to that was not touched, so that an old page does not write over what somebody else has typed since.
    """
    shown, filled = posted_versions(post), posted_words(post)
    fields = content.fields
    rows = {row.id: row for row in content.figures}
    if "versions" in post:
        shown = {name: shown.get(name, 0) for name in fields}
    old = {name: v for name, v in shown.items() if name in fields and v != fields[name].version}
    before = versions_at(content.report, old) if old else {}
    changes = []
    for name, typed in typed_fields(post, content).items():
        row = rows.get(row_of(name))
        answer = str(post.get(f"answer:{row.id}", "")) if row else ""
        reason = str(post.get(f"reason:{row.id}", "")).strip() if row else ""
        was = before.get(name) or Standing(
            fields[name].version, fields[name].value, row.answer if row else "", row.reason if row else ""
        )
        if name in filled and not shown.get(name):
            was = replace(was, value=filled[name])
        value = typed.replace("\r\n", "\n").strip()
        if (value, meant(answer), reason) == (was.value, meant(was.status), was.reason):
            continue
        changes.append(Sent(name, typed, answer, reason, base=shown.get(name, was.version)))
    return changes


def meant(answer: str) -> str:
    """A blank cell is a number that is not there yet."""
    return "" if answer == "final" else answer


def row_of(name: str) -> str:
    """The row of a cell: ``f:<indicator>:<scope>``."""
    return ":".join(name.split(":")[:3])


def posted_words(post: Posted) -> dict[str, str]:
    """What stood, out of the registers, in the fields of the page."""
    try:
        return {str(k): str(v) for k, v in json.loads(post.get("filled") or "{}").items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def posted_versions(post: Posted) -> dict[str, int]:
    try:
        found = json.loads(post.get("versions") or "{}")
        return {str(k): int(v) for k, v in found.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}
