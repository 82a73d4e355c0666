"""Bulk jobs of the fake platform: each takes two looks at its state before it is done."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from ..bulk_rows import JsonLines, RowError, RowReader
from ..members import JsonValue
from .exchanges import Answer, Call, Refused
from .filters import parse_filter
from .hub_objects import HubObjects

__all__ = ["BulkJobs"]

_STATES = ("CREATED", "RUNNING", "COMPLETED")
_QUERY = re.compile(r"select\s+(.+?)\s+from\s+(`[^`]+`|\S+)(?:\s+where\s+(.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Job:
    name: str
    direction: str
    rows: list[dict[str, object]]
    errors: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    looks: int = 0
    cancelled: bool = False

    @property
    def status(self) -> str:
        return "CANCELLED" if self.cancelled else _STATES[min(self.looks, len(_STATES) - 1)]


class BulkJobs:
    """The jobs of one instance."""

    def __init__(self, objects: HubObjects) -> None:
        self._objects = objects
        self._jobs: dict[str, _Job] = {}

    def handle(self, call: Call, parts: list[str]) -> Answer:
        """Return the answer to a call, of whose path ``parts`` follow ``/bulk``; raises Refused."""
        if call.method == "POST" and len(parts) == 1:
            return self._begin(call, parts[0])
        if call.method == "GET" and parts == ["jobs"]:
            return self._objects.page([self._shown(identity) for identity in self._jobs], call)
        job = self._jobs.get(parts[0]) if len(parts) == 2 else None
        if job is None:
            raise Refused(404, f"No job found with the id {parts[0] if parts else ''}")
        if (call.method, parts[1]) == ("PUT", "cancel"):
            job.cancelled = True
            return Answer(body=self._shown(parts[0]))
        if call.method != "GET":
            raise Refused(405, "The method is not allowed here")
        if parts[1] == "status":
            shown = self._shown(parts[0])
            job.looks += 1
            return Answer(body=shown)
        if parts[1] == "errors":
            return self._objects.page(job.errors, call)
        return self._result(job, parts[1], call)

    def _begin(self, call: Call, what: str) -> Answer:
        if what == "download":
            asked = call.members()
            fields, where = (asked.get(name) for name in ("selectFields", "where"))
            job = self._found(str(asked.get("objectName", "")), fields, where)
        elif what == "query":
            found = _QUERY.fullmatch((call.parameter("q") or "").strip())
            if found is None:
                raise Refused(400, "Error parsing query")
            chosen = None if found[1].strip() == "*" else found[1].replace("`", "")
            job = self._found(found[2].strip("`"), chosen, found[3])
        else:
            job = self._uploaded(call, what)
        identity = str(len(self._jobs) + 1)
        self._jobs[identity] = job
        return Answer(body={"id": identity, "status": _STATES[0]})

    def _found(self, name: str, fields: object, where: object) -> _Job:
        if not name:
            raise Refused(400, "/objectName: is missing")
        rows = self._objects.all(name)
        if isinstance(where, str):
            matches = parse_filter(where)
            rows = [row for row in rows if matches(row)]
        if isinstance(fields, str):
            chosen = {part.strip() for part in fields.split(",")}
            rows = [{member: value for member, value in row.items() if member in chosen} for row in rows]
        return _Job(name, "DOWNLOAD", [dict(row) for row in rows])

    def _uploaded(self, call: Call, name: str) -> _Job:
        if call.upload is None:
            raise Refused(415, "The request has no file")
        asked = json.loads(call.upload.fields.get("metaData") or "{}")
        by = asked.get("identifierFieldName") or asked.get("primaryKeyName")
        job = _Job(name, "UPLOAD", [])
        reader = RowReader(csv=asked.get("format") != "json" and not call.upload.filename.endswith((".json", ".jsonl")))
        try:
            rows = [*reader.feed(call.upload.content), *reader.end()]
        except RowError as error:
            raise Refused(400, str(error)) from None
        for row in rows:
            self._store(name, row, by if asked.get("action") == "upsert" else None)
        job.rows = rows
        return job

    def _store(self, name: str, row: Mapping[str, object], by: object) -> None:
        same = [
            item for item in self._objects.all(name) if isinstance(by, str) and by in row and item.get(by) == row[by]
        ]
        if same:
            self._objects.change(name, str(same[0]["id"]), row)
        else:
            self._objects.add(name, row)

    def _shown(self, identity: str) -> dict[str, object]:
        job = self._jobs[identity]
        return {
            "id": identity,
            "status": job.status,
            "recordsCount": len(job.rows),
            "recordsFailedCount": len(job.errors),
            "object_name": job.name,
            "job_direction": job.direction,
            "job_status": job.status,
        }

    def _result(self, job: _Job, name: str, call: Call) -> Answer:
        if job.status != "COMPLETED" or name != job.name:
            raise Refused(404, "The job has no such result")
        if "csv" not in call.headers.get("accept", ""):
            # One object a line for application/json too, as the platform has it.
            lines = JsonLines(cast("list[Mapping[str, JsonValue]]", job.rows)).read()
            return Answer(body=lines, headers={"Content-Type": call.headers.get("accept", "application/json")})
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, [*dict.fromkeys(member for row in job.rows for member in row)])
        writer.writeheader()
        writer.writerows(job.rows)
        return Answer(body=written.getvalue().encode(), headers={"Content-Type": "text/csv"})
