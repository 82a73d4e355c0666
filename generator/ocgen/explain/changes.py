"""What `ocgen diff` and `ocgen drift` say of each kind of change: the table of rules, as pages."""

from __future__ import annotations

from ocgen.changes.rule import FINDING_LEVELS, KindRule
from ocgen.changes.rules import RULES
from ocgen.linter.rule import Rule

_DIRECTIONS = {
    "sent": "It is about what a client sends.",
    "received": "It is about what a client receives.",
    "shown": "It is about what only a reader sees.",
}
_FIXING = (
    "How to fix it: take the change back, keep the old form beside the new one for a while, or tell those whom it\n"
    "concerns and accept it with `ocgen accept`. The level can be set in pyproject.toml, under [tool.ocgen.levels]."
)


def _page(rule: KindRule) -> Rule:
    levels = f"Level: {rule.wider}."
    if rule.direction != "shown":
        words = f"{rule.narrower} when a client of the first side is refused or misled"
        levels = f"Level: {words}, {rule.unclear} when the sides do not say enough to tell, else {rule.wider}."
    text = "\n\n".join((f"{rule.title}.", rule.why, _DIRECTIONS[rule.direction], levels, rule.example, _FIXING))
    return Rule.page(rule.kind, FINDING_LEVELS[rule.worst], text)


_FIXED = Rule.page(
    "drift-erratum-fixed",
    "warning",
    """
    A mistake that the spec knows is no longer on the page.

    The errata of a spec tell the mistakes of its help page; the difference that one is `about` counts as no drift. This
    one is no longer there: the page agrees with the spec, its reader looked for that kind of mistake and found none, or
    the text that `found` quotes is no longer there. What now stands there may have another fault, which the erratum
    would hide. Where nothing tells, the mistake is taken to be there, unless the lock says that it was and is not now.

    How to fix it: look at the page, then remove the erratum from the spec, or the part of its `about` that is fixed.
    """,
)

CHANGES: tuple[Rule, ...] = (*(_page(rule) for rule in RULES.values()), _FIXED)
