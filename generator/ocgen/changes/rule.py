"""What a row of the table of rules is, and its levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ocgen.changes.change import Direction, Effect
from ocgen.findings.finding import Level

Severity = Literal["breaking", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("breaking", "warning", "info")
FINDING_LEVELS: Mapping[Severity, Level] = {"breaking": "error", "warning": "warning", "info": "info"}


@dataclass(frozen=True, slots=True)
class KindRule:
    """One row. ``narrower`` is the level when a client is refused or misled, ``unclear`` when the sides don't tell.

    ``wider``, what harms nobody, is never more than a note. ``title`` says what has happened, ``why`` to whom it
    matters, ``example`` shows it as two versions of a spec.
    """

    kind: str
    direction: Direction
    title: str
    why: str
    example: str
    narrower: Severity = "breaking"
    unclear: Severity = "warning"
    wider: Severity = "info"

    def severity(self, effect: Effect) -> Severity:
        """Return the level of a change of this kind."""
        return {"narrower": self.narrower, "unclear": self.unclear, "wider": self.wider}[effect]

    @property
    def worst(self) -> Severity:
        """The highest level that a change of this kind can have."""
        possible = {"shown": (self.wider,)}.get(self.direction, (self.narrower, self.unclear, self.wider))
        return min(possible, key=SEVERITIES.index)


def pair(before: str, after: str) -> str:
    """Return two versions of a spec as an example."""

    def block(title: str, text: str) -> str:
        return "\n".join(f"    {line}" for line in (f"# {title}", *(text or "# nothing").split("\n")))

    return f"{block('before', before)}\n\n{block('after', after)}"
