"""What the fake platform answers to the calls of an instance: objects of any name, files and bulk jobs."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from .._platform import BASE_PATH, REGIONS
from .bulk_jobs import BulkJobs
from .exchanges import Answer, Call, Refused
from .hub_objects import HubObjects

__all__ = ["Hub"]

_PREFIX = re.compile(r"/hubs/[^/]+(?=/)")
_FILES = "files"


@dataclass(slots=True)
class Hub:
    """The data of one instance. Every word is a hub here, as on the platform itself."""

    objects: HubObjects = field(default_factory=HubObjects)
    contents: dict[str, bytes] = field(default_factory=dict[str, bytes])  # of files, by their ids
    links: dict[str, str] = field(default_factory=dict[str, str])  # to files: an address -> the id
    name: str = ""  # tells the links of one instance from those of others
    jobs: BulkJobs = field(init=False)

    def __post_init__(self) -> None:
        self.jobs = BulkJobs(self.objects)

    def handle(self, call: Call, path: str) -> Answer:
        """Return the answer to a call; raises Refused."""
        parts = [unquote(part) for part in _PREFIX.sub("", path, count=1).strip("/").split("/")]
        if parts[0] == "objects":
            return self._described(parts)
        if parts[0] == "bulk":
            return self.jobs.handle(call, parts[1:])
        if parts[0] == _FILES and parts[-1] == "links" and len(parts) in (2, 3) and call.method == "GET":
            return Answer(body=self._links(call, parts))
        if parts[0] == _FILES and len(parts) <= 2 and (call.upload or call.method in ("GET", "DELETE")):
            return self._file(call, parts)
        if len(parts) % 2:
            return self._collection(call, "/".join(parts))
        return self._item(call, "/".join(parts[:-1]), parts[-1])

    def _described(self, parts: list[str]) -> Answer:
        if len(parts) == 1:
            return Answer(body=self.objects.names())
        if len(parts) == 3 and parts[2] == "metadata":
            return Answer(body=self.objects.metadata(parts[1]))
        raise Refused(404, "The requested URL was not found")

    def _collection(self, call: Call, path: str) -> Answer:
        if call.method == "GET":
            return self.objects.page(self.objects.all(path), call)
        if call.method == "POST":
            return Answer(body=self.objects.add(path, call.members()))
        raise Refused(405, "The method is not allowed here")

    def _item(self, call: Call, path: str, identity: str) -> Answer:
        changes: Mapping[str, Callable[[], dict[str, object]]] = {
            "GET": lambda: self.objects.get(path, identity),
            "PATCH": lambda: self.objects.change(path, identity, call.members()),
            "PUT": lambda: self.objects.replace(path, identity, call.members()),
        }
        if call.method in changes:
            return Answer(body=changes[call.method]())
        if call.method == "DELETE":
            self.objects.delete(path, identity)
            return Answer()
        raise Refused(405, "The method is not allowed here")

    def _file(self, call: Call, parts: list[str]) -> Answer:
        if call.upload is not None:
            return Answer(body=self._kept(call))
        at = call.parameter("path")
        if len(parts) == 1 and at is None:
            return self.objects.page(self.objects.all(_FILES), call)
        found = self.objects.get(_FILES, parts[1]) if len(parts) == 2 else self._by_path(at or "")
        if found is None:
            raise Refused(404, "No file found at the path")
        if call.method == "DELETE":
            identity = str(found["id"])
            self.objects.delete(_FILES, identity)
            self.contents.pop(identity, None)
            return Answer()
        return self._content(found)

    def linked(self, path: str) -> Answer | None:
        """Return the file that a link leads to, whoever asks for it; None for an address that is no link of here."""
        identity = self.links.get(path)
        return self._content(self.objects.get(_FILES, identity)) if identity is not None else None

    def _links(self, call: Call, parts: list[str]) -> dict[str, object]:
        """Return links to a file; who has the first one can read the file without any secret."""
        at = call.parameter("path") or ""
        found = self.objects.get(_FILES, parts[1]) if len(parts) == 3 else self._by_path(at)
        if found is None:
            raise Refused(404, "No file found at the path")
        link = f"/fake-links/{self.name}-{found['id']}"
        self.links[BASE_PATH + link] = str(found["id"])
        view = f"https://provider.example.com/files/{found['id']}"
        return {
            "cloudElementsLink": next(iter(REGIONS.values())) + link,
            "providerLink": view,
            "providerViewLink": f"{view}/view",
        }

    def _content(self, found: Mapping[str, object]) -> Answer:
        identity, name = str(found["id"]), str(found["name"])
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        headers = {
            "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "Content-Disposition": f'attachment; filename="{quoted}"',
        }
        return Answer(body=self.contents.get(identity, b""), headers=headers)

    def _kept(self, call: Call) -> dict[str, object]:
        """Keep a file that is uploaded, and return what the platform says of it."""
        assert call.upload is not None
        path = call.parameter("path") or f"/{call.upload.filename}"
        before = self._by_path(path)
        if before is not None and call.parameter("overwrite") != "true":
            raise Refused(409, "A file exists already at the path")
        said: dict[str, object] = {"path": path, "name": path.rpartition("/")[2], "size": len(call.upload.content)}
        said["directory"] = False
        kept = self.objects.change(_FILES, str(before["id"]), said) if before else self.objects.add(_FILES, said)
        self.contents[str(kept["id"])] = call.upload.content
        return kept

    def _by_path(self, path: str) -> dict[str, object] | None:
        return next((item for item in self.objects.all(_FILES) if item.get("path") == path), None)
