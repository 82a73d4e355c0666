"""Bulk jobs of the platform: how one is begun, and how its state is read and waited for.

Operations, as in `hub_calls`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import Literal, TypeAlias, cast

from .bodies import Body
from .bulk_rows import JsonLines
from .ceql import Expression
from .ceql_values import column
from .errors import JobFailed, RequestTimeout, SettingsError
from .hub_answers import HubAnswer
from .hub_calls import HubAccess, HubCall, Query, hub_call
from .hub_objects import as_object
from .hub_pages import list_options
from .members import JsonValue, Members
from .messages import Operation, Pause
from .raw_response import unexpected
from .reader import as_integer, as_value
from .secret import Secret
from .settings import check_seconds, check_text, wrong
from .streams import FileLike, SentFile

__all__ = [
    "BulkFormat",
    "JobStatus",
    "Rows",
    "download_call",
    "format_of",
    "job_id",
    "job_status",
    "job_wait",
    "query_call",
    "rows_file",
]

BulkFormat: TypeAlias = Literal["jsonl", "json", "csv"]
Rows: TypeAlias = "Iterable[Mapping[str, Body]] | FileLike"
"""What is uploaded: objects, or a file of CSV or of JSON in lines, by its path, as bytes or as a stream."""

# How each format is named where a job begins, and where its result is asked for.
_BEGUN_AS = {"jsonl": "application/jsonl", "json": "application/json", "csv": "txt/csv"}
_ASKED_AS = {"jsonl": "application/jsonl", "json": "application/json", "csv": "text/csv"}
_FAILED = frozenset({"ABORTED", "CANCELED", "CANCELLED", "ERROR", "FAILED"})
_FIRST_PAUSE, _LONGEST_PAUSE, _SHORTEST_PAUSE = 1.0, 30.0, 0.01  # seconds between two looks at a job
_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class JobStatus:
    """The state of a bulk job. ``records`` and ``failed`` are None as long as the platform does not count.

    ``more`` holds what else it says.
    """

    status: str
    records: int | None = None
    failed: int | None = None
    message: str = ""
    more: Members = field(default_factory=Members, repr=False, hash=False)

    @property
    def completed(self) -> bool:
        """Whether the job has come to its end as it should."""
        return self.status == "COMPLETED"

    @property
    def done(self) -> bool:
        """Whether the job has come to an end, whichever. A state that nobody has heard of is none."""
        return self.completed or self.status in _FAILED


def format_of(name: object) -> str:
    """Return the media type that results of a format are asked for by; raises SettingsError for no such format."""
    if not isinstance(name, str) or name not in _ASKED_AS:
        raise wrong("format", f"one of {', '.join(_ASKED_AS)}", name)
    return _ASKED_AS[name]


def download_call(
    name: str,
    where: Expression | None,
    fields: str | Sequence[str] | None,
    file_format: BulkFormat,
    extra: Mapping[str, Body],
) -> HubCall:
    """Return the call that begins a download; ``extra`` are members of its body besides."""
    check_text("the name of objects", name)
    format_of(file_format)
    asked = list_options(where, None, fields).query
    body: dict[str, Body] = {"objectName": name, "format": _BEGUN_AS[file_format]}
    if "where" in asked:
        body["where"] = cast("str", asked["where"])
    if "fields" in asked:
        body["selectFields"] = cast("str", asked["fields"])
    return HubCall("POST", "/bulk/download", json={**body, **extra})


def query_call(name: str, where: Expression | None, fields: str | Sequence[str] | None, query: Query | None) -> HubCall:
    """Return the call that begins a job by a whole statement, as older connectors take it."""
    check_text("the name of objects", name)
    asked = list_options(where, None, fields).query
    chosen = ",".join(map(column, str(asked["fields"]).split(","))) if "fields" in asked else "*"
    clause = f" where {asked['where']}" if "where" in asked else ""
    return HubCall("POST", "/bulk/query", query={"q": f"select {chosen} from {column(name)}{clause}", **(query or {})})


def rows_file(name: str, rows: Rows, upsert_by: str | None, extra: Mapping[str, Body]) -> SentFile:
    """Return the file of an upload, with the part that says what is to become of the rows.

    ``extra`` are members of that part besides. Objects are sent as JSON in lines, a file is sent as it is.
    """
    check_text("the name of objects", name)
    if upsert_by is not None:
        check_text("upsert_by", upsert_by)
    said: dict[str, Body] = {"action": "create"}
    if upsert_by is not None:
        said = {"action": "upsert", "identifierFieldName": upsert_by}
    if isinstance(rows, Mapping):
        raise SettingsError("rows are a list of objects, and this is one object: put it in [ ]")
    if _is_file(rows):
        sent = SentFile(cast("FileLike", rows))
    else:
        said["format"] = "json"
        sent = SentFile(JsonLines(cast("Iterable[Mapping[str, Body]]", rows)), f"{name}.json", "application/json")
    meta = {**said, **extra}
    return SentFile(sent.file, sent.filename, sent.content_type, fields={"metaData": Secret(json.dumps(meta))})


def _is_file(rows: object) -> bool:
    return isinstance(rows, str | PathLike | bytes | bytearray | memoryview) or hasattr(rows, "read")


def job_id(answer: HubAnswer) -> str:
    """Return the id of the job that an answer tells of; raises UnexpectedResponse without one."""
    found = as_value(as_object(answer).get("id"))
    if not found:
        raise unexpected(answer.response, "id is missing or not a text")
    return found.reveal()


def job_status(access: HubAccess, identity: str) -> Operation[JobStatus]:
    """Read the state of a job."""
    answer = yield from hub_call(access, HubCall("GET", "/bulk/{id}/status", {"id": identity}))
    found = Members(cast("dict[str, JsonValue]", as_object(answer)))
    return JobStatus(
        status=_said(found, "status", "jobStatus").upper(),
        records=_count(found, "recordsCount", "recordCount"),
        failed=_count(found, "recordsFailedCount", "errorCount"),
        message=_said(found, "infoMessage", "statusMessage"),
        more=found.without("status", "jobStatus", "infoMessage", "statusMessage"),
    )


def job_wait(access: HubAccess, identity: str, timeout: float | None) -> Operation[JobStatus]:
    """Look at a job until it is done, and return its state.

    Raises JobFailed when it comes to another end than it should, RequestTimeout when it takes more than ``timeout``
    seconds.
    """
    if timeout is not None:
        check_seconds("timeout", timeout)
    began, waited, pause = time.monotonic(), 0.0, _FIRST_PAUSE
    while True:
        status = yield from job_status(access.begun(), identity)
        if status.done:
            break
        passed = max(waited, time.monotonic() - began)
        left = pause if timeout is None else timeout - passed
        if left < _SHORTEST_PAUSE:
            state = status.status or "in no state"
            raise RequestTimeout(
                f"the job {identity} is {state} after {timeout:.3g} seconds, and goes on: wait again, or cancel it"
            )
        yield Pause(min(pause, left))
        waited += min(pause, left)
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)
    if not status.completed:
        raise JobFailed(identity, status.status, status.message)
    return status


def _said(found: Members, *names: str) -> str:
    values = (as_value(found.get(name)) for name in names)
    return next((value.reveal() for value in values if value is not None), "")


def _count(found: Members, *names: str) -> int | None:
    values = (as_integer(found.get(name)) for name in names)
    return next((value for value in values if value is not None), None)
