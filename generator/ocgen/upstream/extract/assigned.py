"""Fields that the words of a table give to one way to sign in: "Only applicable for `basic`"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ocgen.model import SELECTOR
from ocgen.upstream.extract.groups import FieldGroup
from ocgen.upstream.extract.page import Page
from ocgen.upstream.extract.values import choices
from ocgen.upstream.sources.document import code_spans, without_emphasis

_USE = r"(?:applicable|applies|used|needed|required|mandatory|valid|relevant|available|use|apply)"
_ONLY = re.compile(
    rf"\b(?:only {_USE}?(?: only)? ?(?:for|to|with|when|if|by)|{_USE} only (?:for|to|with|when|if|by)"
    rf"|(?:required|needed|mandatory|used) (?:for|if|when))\b((?:[^.;\n]|\.(?=\w)){{0,200}})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][\w-]*")


def groups_assigned(page: Page, groups: Sequence[FieldGroup]) -> list[FieldGroup]:
    """Return the groups without the fields that a row gives to other ways to sign in than theirs.

    A request that stands for several ways, as it leaves the selector's value open, is one of each of them.
    """
    values = _selector_values(page, groups)
    told: dict[str, set[str]] = {}
    for one in page.fields_said:
        if one.name != SELECTOR and (named := _named(one.description, values)):
            told.setdefault(one.name, set()).update(named)
    if not told:
        return list(groups)
    parted = list(groups)
    if len(groups) == 1 and not groups[0].bodies[0].constant(SELECTOR) and SELECTOR in groups[0].fields:
        parted = [FieldGroup(value, groups[0].bodies) for value in values]
    return [replace(group, elsewhere=_elsewhere(group, told)) for group in parted]


def _elsewhere(group: FieldGroup, told: dict[str, set[str]]) -> frozenset[str]:
    """The fields that belong to other ways; what the group's own request shows beside its constant stays."""
    shown = {m.key for body in group.bodies if body.constant(SELECTOR) == group.mark for m in body.configuration}
    return frozenset(name for name, marks in told.items() if group.mark.lower() not in marks and name not in shown)


def _selector_values(page: Page, groups: Sequence[FieldGroup]) -> list[str]:
    """The values of the selector, in the order of the requests, then of its row."""
    constants = [group.mark for group in groups if group.bodies and group.bodies[0].constant(SELECTOR)]
    listed = [value for one in page.fields_said if one.name == SELECTOR for value in choices(one.description)]
    return list({value.lower(): value for value in reversed([*constants, *listed])}.values())[::-1]


def _named(description: str, values: Iterable[str]) -> set[str]:
    """Return the values, in small letters, that a description says its field is for; empty where it says none."""
    found = _ONLY.search(without_emphasis(description))
    if not found:
        return set()
    known = {value.lower() for value in values}
    spans = [span.lower() for span in code_spans(found[1])]
    return known & set(spans or (word.lower() for word in _WORD.findall(found[1])))
