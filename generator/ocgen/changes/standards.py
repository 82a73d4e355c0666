"""What the platform defines for connectors to take over, and how a change of it is told once and not for each of them.

A connector's values are compared as they are resolved, so that a change of the platform's definition is a change of
every connector that has taken it over. Such changes are one change, of the platform.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.changes.change import Change, Part
from ocgen.changes.client import with_common_client
from ocgen.changes.platform import CONNECTOR
from ocgen.changes.values import ListPlace, compare_values, worst
from ocgen.facts.of_spec import everywhere, everywhere_query, value_facts
from ocgen.findings.location import NOWHERE
from ocgen.model import Platform

# The platform's lists, and the lists of a connector that take from each.
_LISTS: tuple[tuple[str, Part, tuple[str, ...]], ...] = (
    ("query_parameters", "query", ("oauth_token", "oauth_url")),
    ("callback_parameters", "callback", ("callback",)),
    ("provider_data", "provider-data", ("provider_data",)),
    ("configuration", "field", ("configuration", "events.parameters")),
)
_OWN_TOKENS = "own_tokens"
_WHERE = {own: platform for platform, _, lists in _LISTS for own in (*lists, platform)}


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
        place = ListPlace(CONNECTOR, where, part, exact=True)
        sides = [[value_facts(p) for p in getattr(platform, where) if not p.everywhere] for platform in (a, b)]
        shared = {p.name for platform in (a, b) for p in getattr(platform, where) if p.everywhere}
        first, second = ([v for v in values if v.name not in shared] for values in sides)
        yield from (replace(change, effect="wider") for change in compare_values(first, second, place))
    before, after = dict(a.own_tokens.configuration), dict(b.own_tokens.configuration)
    for kind in sorted(before.keys() | after.keys()):
        place = ListPlace(CONNECTOR, f"{_OWN_TOKENS}.configuration.{kind}", "field", exact=True)
        first, second = ([value_facts(p) for p in side.get(kind, ())] for side in (before, after))
        yield from (replace(change, effect="wider") for change in compare_values(first, second, place))


def taken_by_all(a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes of the values that every connector has, whether its spec names them or not."""
    fields = ListPlace(CONNECTOR, "configuration", "field", exact=True)
    query = ListPlace(CONNECTOR, "query_parameters", "query", exact=True)
    found = (
        *compare_values(everywhere(a), everywhere(b), fields),
        *compare_values(everywhere_query(a), everywhere_query(b), query),
    )
    yield from with_common_client(found, a, b)
    old = {refusal.name: refusal for refusal in a.refusals}
    for refusal in b.refusals:
        if refusal.name in old:
            place = ListPlace(CONNECTOR, f"refusals.{refusal.name}.parameters", "callback", exact=True)
            first, second = old[refusal.name].parameters, refusal.parameters
            yield from compare_values([value_facts(p) for p in first], [value_facts(p) for p in second], place)


def lifted(
    own: Sequence[Change], of_platform: Sequence[Change], connectors: int, words: dict[str, str]
) -> tuple[list[Change], list[Change]]:
    """Return the changes of connectors that the platform does not explain, and those of the platform.

    A change of the platform that explains some is as grave as the gravest of them; one of a format explains others of
    the platform too. What all ``connectors`` have alike is the platform's as well. ``words`` tells the provider of each
    connector, whose name stands in texts of the platform.
    """
    if not of_platform:
        return list(own), []
    of_formats = [change for change in of_platform if _of_format(change)]
    groups: dict[_About, list[Change]] = defaultdict(list)
    for change in (*own, *(change for change in of_platform if change not in of_formats)):
        groups[_about(change, words.get(change.connector, ""))].append(change)
    told: list[Change] = []
    for change in of_formats:
        found = [each for about in list(groups) if _explains(change, about) for each in groups.pop(about)]
        told.append(_gathered(change, found))
    touched = {(a.where, a.value) for a, found in groups.items() if any(c.connector == CONNECTOR for c in found)}
    for about in list(groups):
        first = next((change for change in groups[about] if change.connector == CONNECTOR), None)
        keys = {change.connector for change in groups[about]} - {CONNECTOR}
        offered = about.where == _OWN_TOKENS and any(where == _OWN_TOKENS for where, _ in touched)
        alike = len(keys) == connectors or (about.where, about.value) in touched or offered
        if first is None and about.where and alike and len(keys) > 1:
            first = replace(groups[about][0], connector=CONNECTOR, where=_listed(about), was=NOWHERE, now=NOWHERE)
        if first is not None:
            told.append(_gathered(first, groups.pop(about)))
    return [change for group in groups.values() for change in group], told


def _gathered(change: Change, found: Sequence[Change]) -> Change:
    """Return a change of the platform with what it does to those that have it."""
    number = len({each.connector for each in found} - {CONNECTOR})
    count = f"in {number} connector{'s' if number != 1 else ''}" if number else ""
    remark = change.remark or next((each.remark for each in found if each.remark), "")
    effect = worst([change.effect, *(each.effect for each in found)])
    return replace(change, effect=effect, remark="; ".join(filter(None, (remark, count))))


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
    listed = _WHERE.get(own, where if change.connector == CONNECTOR else "")
    if _OWN_TOKENS in (*where.split("."), change.key):
        listed = _OWN_TOKENS
    return _About(change.kind, listed, value, change.key, change.to, before, after)


def _split(where: str) -> tuple[str, str]:
    """Return the list and the value that a text belongs to: names of values may hold dots."""
    for name in _WHERE:
        before, found, value = f".{where}".partition(f".{name}.")
        if found:
            return f"{before}.{name}".lstrip("."), value
    return where, ""


def _of_format(change: Change) -> bool:
    return change.kind == "format-pattern-changed" or (
        change.kind == "text-changed" and change.where.startswith("formats.")
    )


def _explains(change: Change, about: _About) -> bool:
    """Whether a change of a format is what changed a value."""
    same = (change.before, change.after) == (about.before, about.after)
    if change.kind == "text-changed":
        return same and (about.kind, about.key) == (change.kind, change.key)
    return same and about.kind.endswith("-pattern-changed")
