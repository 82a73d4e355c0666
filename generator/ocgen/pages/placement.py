"""Where a page or a part of one stands: what its ids begin with, and where its links lead from there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

_ABSOLUTE = re.compile(r"[/?#]|[A-Za-z][A-Za-z0-9+.-]*:")
_HERE = PurePath()
_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True)
class Placement:
    """The surroundings of a page or of a part of it.

    ``sections`` are those that stand there too, so that links can lead to them. ``elsewhere`` has the files of those
    that have pages of their own, which links lead to otherwise. All ids begin with ``prefix``, where there is one.
    ``folder`` is that of the generated page, which relative addresses start at, and ``directory`` that of the document
    that the page stands in instead.
    """

    sections: tuple[str, ...]
    prefix: str = ""
    folder: PurePath = _HERE
    directory: PurePath = _HERE
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def id(self, place: str) -> str:
        """Return the id of a place of the page, as it is where the page stands."""
        return f"{self.prefix}--{place}" if self.prefix else place

    def jump(self, label: str, place: str, section: str) -> str:
        """Return a link to a place in a section, or the label alone when there is no such place to lead to."""
        if section in self.sections:
            return f"[{label}](#{self.id(place)})"
        file = self.elsewhere.get(section)
        return f"[{label}]({self.address(file)}#{place})" if file else label

    def address(self, target: str) -> str:
        """Return an address that is relative to the generated page as one that leads there from the document."""
        path = "" if _ABSOLUTE.match(target) else (_PATH.match(target) or [""])[0]
        if not path or self.folder == self.directory:
            return target
        try:
            way = os.path.relpath(self.folder / path, self.directory).replace(os.sep, "/")
        except ValueError:  # another drive of Windows: there is no way
            return target
        return f"{way}{'/' * path.endswith('/')}{target[len(path) :]}"
