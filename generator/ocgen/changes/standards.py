"""What the platform defines for connectors to take over, and how a change of it is told once and not for each of them.

A connector's values are compared as they are resolved, so that a change of the platform's definition is a change of
every connector that has taken it over. Such changes are one change, of the platform.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.changes.change import DIRECTIONS, Change, Part
from ocgen.changes.platform import CONNECTOR
from ocgen.changes.spec_side import value_facts
from ocgen.changes.values import Place, compare_values, worst
from ocgen.location import NOWHERE
from ocgen.model import Parameter, Platform

# The platform's lists, and the lists of a connector that take from each.
_LISTS: tuple[tuple[str, Part, tuple[str, ...]], ...] = (
    ("query_parameters", "query", ("oauth_token", "oauth_url")),
    ("callback_parameters", "callback", ("callback",)),
    ("provider_data", "provider-data", ("provider_data",)),
    ("configuration", "field", ("configuration", "events.parameters")),
)
_WHERE = {own: platform for platform, _, lists in _LISTS for own in lists}


@dataclass(frozen=True, slots=True)
class _About:
    """What a change of a value says, apart from whose it is."""

    kind: str
    where: str  # the platform's list
    value: str
    key: str
    to: str
    before: str | None
    after: str | None


def definitions(a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes of what connectors refer to by name, which harm nobody by themselves."""
    for where, part, _ in _LISTS:
        place = Place(CONNECTOR, where, part, exact=True)
        sides = [[value_facts(p) for p in getattr(platform, where) if not p.everywhere] for platform in (a, b)]
        everywhere = {p.name for platform in (a, b) for p in platform.everywhere} if part == "field" else set()
        first, second = ([v for v in values if v.name not in everywhere] for values in sides)
        yield from (replace(change, effect="wider") for change in compare_values(first, second, place))


def taken_by_all(a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes of the values that every connector has, whether its spec names them or not."""
    lists: tuple[tuple[str, Part, Sequence[Parameter], Sequence[Parameter]], ...] = (
        ("configuration", "field", a.everywhere, b.everywhere),
        ("error_parameters", "callback", a.error_parameters, b.error_parameters),
    )
    for where, part, first, second in lists:
        assert part in DIRECTIONS
        place = Place(CONNECTOR, where, part, exact=True)
        yield from compare_values([value_facts(p) for p in first], [value_facts(p) for p in second], place)


def lifted(
    own: Sequence[Change], of_platform: Sequence[Change], connectors: int, words: dict[str, str]
) -> tuple[list[Change], list[Change]]:
    """Return the changes of connectors that the platform does not explain, and those of the platform.

    A change of the platform that explains some is as grave as the gravest of them. What all ``connectors`` have alike
    is the platform's too. ``words`` tells the provider of each connector, whose name stands in texts of the platform.
    """
    groups: dict[_About, list[Change]] = defaultdict(list)
    for change in own:
        groups[_about(change, words.get(change.connector, ""))].append(change)
    told: list[Change] = []
    if not of_platform:
        return list(own), told
    for change in of_platform:
        explained = [about for about in groups if _explains(change, about)]
        found = [each for about in explained for each in groups.pop(about)]
        told.append(_gathered(change, found) if found else change)
    for about in list(groups):
        keys = {change.connector for change in groups[about]}
        if about.where and len(keys) == connectors > 1:
            found = groups.pop(about)
            first = replace(found[0], connector=CONNECTOR, where=_listed(about), was=NOWHERE, now=NOWHERE)
            told.append(_gathered(first, found))
    return [change for group in groups.values() for change in group], told


def _gathered(change: Change, found: Sequence[Change]) -> Change:
    number = len({each.connector for each in found})
    count = f"in {number} connector{'s' if number != 1 else ''}"
    remarks = sorted({each.remark for each in found} - {""})
    effect = worst([change.effect, *(each.effect for each in found)])
    return replace(change, effect=effect, remark="; ".join((change.remark or "".join(remarks[:1]), count)).strip("; "))


def _listed(about: _About) -> str:
    return f"{about.where}.{about.value}" if about.kind == "text-changed" else about.where


def _about(change: Change, provider: str) -> _About:
    where, value = change.where, change.key
    if change.kind == "text-changed":
        where, value = _split(where)
    own = next((name for name in _WHERE if where == name or where.endswith(f".{name}")), "")
    before, after = change.before, change.after
    if change.prose and provider:
        before, after = (fact and fact.replace(provider, "the provider") for fact in (before, after))
    return _About(change.kind, _WHERE.get(own, ""), value, change.key, change.to, before, after)


def _split(where: str) -> tuple[str, str]:
    """Return the list and the value that a text belongs to: names of values may hold dots."""
    for name in _WHERE:
        before, found, value = f".{where}".partition(f".{name}.")
        if found:
            return f"{before}.{name}".lstrip("."), value
    return where, ""


def _explains(change: Change, about: _About) -> bool:
    same = (change.before, change.after) == (about.before, about.after)
    if change.kind == "format-pattern-changed":
        return same and about.kind.endswith("-pattern-changed")
    if change.kind == "text-changed" and change.where.startswith("formats."):
        return same and (about.kind, about.key) == (change.kind, change.key)
    where, value = (change.where, change.key) if change.kind != "text-changed" else _split_last(change)
    mine = _About(change.kind, where, value, change.key, change.to, about.before, about.after)
    return same and mine == about


def _split_last(change: Change) -> tuple[str, str]:
    where, _, value = change.where.partition(".")
    return where, value
