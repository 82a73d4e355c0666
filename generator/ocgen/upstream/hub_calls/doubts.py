"""What of a model's calls could not be read as it stands, told once a kind with a few examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.text.characters import visible
from ocgen.text.credentials import is_credential

_EXAMPLES = 3
_LENGTH = 80


@dataclass(frozen=True, slots=True)
class DoubtKind:
    """A kind of doubt: ``one`` and ``many`` of what, and what to do about it."""

    one: str
    many: str
    remedy: str


UNSAID = DoubtKind(
    "call has a path that no resource can have and was left out",
    "calls have paths that no resource can have and were left out",
    "write down what an app needs of them as actions",
)
TOO_MANY = DoubtKind(
    "call is beyond the number that a spec can hold and was left out",
    "calls are beyond the number that a spec can hold and were left out",
    "import a part of the model",
)
NAMES = DoubtKind(
    "call has a parameter or a member whose name a spec cannot hold; it was left out",
    "calls have parameters or members whose names a spec cannot hold; they were left out",
    "look at these calls in the model",
)
DANGLING = DoubtKind(
    "schema is named and not there; its members are unknown",
    "schemas are named and not there; their members are unknown",
    "add the fields by hand, if an app needs them",
)
LARGE = DoubtKind(
    "call has a body or an answer with very many members; deeper ones were left out",
    "calls have bodies or answers with very many members; deeper ones were left out",
    "add the fields that an app needs by hand",
)


@dataclass(slots=True)
class Doubts:
    """Collects doubts while a model is read."""

    found: dict[DoubtKind, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: DoubtKind, what: str) -> None:
        """Note one; the same ``what`` counts once."""
        self.found.setdefault(kind, {}).setdefault(what)

    def findings(self, name: str) -> Iterator[Finding]:
        """Yield one warning a kind. ``name`` is that of the source."""
        for kind, seen in self.found.items():
            shown = ", ".join(_short(what) for what in list(seen)[:_EXAMPLES])
            more = f" and {len(seen) - _EXAMPLES} more" if len(seen) > _EXAMPLES else ""
            told = kind.one if len(seen) == 1 else kind.many
            message = f"{len(seen)} {told}: {shown}{more}"
            # The line of a model may hold anything: it is not shown.
            yield Finding("upstream-partly-read", "warning", message, Location(name), kind.remedy, secret=True)


def _short(what: str) -> str:
    open_ = " ".join("..." if is_credential(word) else word for word in what.split(" "))
    return visible(open_ if len(open_) <= _LENGTH else f"{open_[:_LENGTH]}...")
