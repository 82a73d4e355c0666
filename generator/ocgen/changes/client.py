"""What a change of a spec does to programs that use the generated client.

A change that no request notices can still break them: another name, a type that no longer takes what was given, an
argument that has become required. Where that is so, the change of the spec that it comes from counts as breaking and
says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.changes.change import Change
from ocgen.changes.platform import CONNECTOR
from ocgen.facts.client import ClientAttribute, ClientClass, common_classes
from ocgen.facts.connector import ConnectorFacts
from ocgen.findings.location import Location
from ocgen.model import Platform

# Types of values whose attributes take all that those of another type take, and give nothing else when they are read.
_TAKES = {("string", "list"), ("string", "json"), ("integer", "number"), ("list", "json")}

_NAME, _TYPE, _SECRECY = ("alias",), ("type", "values"), ("secret",)
_NEED = ("required", "default", "source", "enum", "values", "pattern", "type")


@dataclass(frozen=True, slots=True)
class _Break:
    """``of`` are the names of what it comes from: a value and the field that it is taken from, or a way to sign in.

    ``where`` is the platform's list that has the value, for a value of all connectors. ``causes`` are the aspects of
    the value whose change can break a program; without any, it is about the method.
    """

    method: str
    of: tuple[str, ...]
    sentence: str
    causes: tuple[str, ...] = ()
    where: str = ""


def with_client(changes: Iterable[Change], a: ConnectorFacts, b: ConnectorFacts) -> Iterator[Change]:
    """Yield the changes of a connector, those that break programs as such; both sides are specs.

    What all connectors share is judged with the platform (`with_common_client`).
    """
    found = list(changes)
    if a.client is None or b.client is None or a.key != b.key:
        yield from found
        return
    if a.client.module != b.client.module:
        sentence = f"in the client, {a.client.module} is now {b.client.module}"
        found = [_breaking(c, [sentence]) if c.kind == "connector-alias-changed" else c for c in found]
    yield from _with_breaks(found, _breaks(a, b, found), b.key, a.location, b.location)


def with_common_client(changes: Iterable[Change], a: Platform, b: Platform) -> Iterator[Change]:
    """Yield the changes of the values that every connector takes, those that break programs as such."""
    pairs = zip(common_classes(a), common_classes(b), strict=True)
    breaks = (replace(broken, where=now.role) for was, now in pairs for broken in _class_breaks(was, now, common=True))
    yield from _with_breaks(list(changes), breaks, CONNECTOR, a.location, b.location)


def _with_breaks(
    changes: list[Change], breaks: Iterable[_Break], connector: str, was: Location, now: Location
) -> Iterator[Change]:
    """Yield changes, each with what it breaks in programs, and a change of its own for each other break.

    A break that a change explains which is breaking by itself, as that of a value that was removed, is not told again.
    """
    sentences: dict[int, list[str]] = {}
    others: list[Change] = []
    for broken in breaks:
        causes = [number for number, change in enumerate(changes) if _is_cause(change, broken)]
        if any(changes[number].effect == "narrower" for number in causes):
            continue
        if causes:
            sentences.setdefault(causes[0], []).append(broken.sentence)
        else:
            others.append(_change(broken, connector, was, now))
    for number, change in enumerate(changes):
        yield _breaking(change, list(dict.fromkeys(sentences.get(number, ()))))
    yield from others


def _change(broken: _Break, connector: str, was: Location, now: Location) -> Change:
    where = broken.where or (f"authentication.{broken.method}" if broken.causes else "authentication")
    sentence = broken.sentence
    return Change(
        "client-changed", connector, where, broken.of[0], "narrower", after=sentence, remark=sentence, was=was, now=now
    )


def _breaking(change: Change, sentences: Sequence[str]) -> Change:
    return replace(change, effect="narrower", remark="; ".join(sentences)) if sentences else change


def _is_about(change: Change, broken: _Break) -> bool:
    if not {change.key, change.to}.intersection(broken.of):
        return False
    if broken.where:
        return change.where == broken.where
    if not broken.causes:
        return change.where == "authentication"
    return change.where == "configuration" or change.where.startswith(f"authentication.{broken.method}.")


def _is_cause(change: Change, broken: _Break) -> bool:
    aspects = [f"-{aspect}-changed" for aspect in broken.causes]
    kinds = (*aspects, "-added", "-removed", "-renamed") if broken.causes else ("method-renamed",)
    return _is_about(change, broken) and change.kind.endswith(kinds)


def _breaks(a: ConnectorFacts, b: ConnectorFacts, changes: Iterable[Change]) -> Iterator[_Break]:
    """Yield what breaks programs; classes belong together by method and role, attributes by their value."""
    assert a.client is not None and b.client is not None
    renamed = {change.to: change.key for change in changes if change.kind == "method-renamed"}
    now_called = {before: after for after, before in renamed.items()}
    old = {(c.method, c.role): c for c in a.client.classes}
    new = {(renamed.get(c.method, c.method), c.role): c for c in b.client.classes}
    methods = {method for method, _ in new}
    for place, was in old.items():
        now = new.get(place)
        if now is not None:
            yield from _class_breaks(was, now)
        elif was.role == "UrlQuery" and was.method in methods:
            method, sentence = now_called.get(was.method, was.method), f"the client has no {was.name} any more"
            yield from (_Break(method, (v.value, v.source), sentence, _NEED) for v in was.attributes)
    for (method, role), now in new.items():
        if role == "UrlQuery" and (method, role) not in old and (method, "Configuration") in old:
            for attribute in now.attributes:
                yield from _attribute_breaks(None, attribute, now)


def _class_breaks(was: ClientClass, now: ClientClass, *, common: bool = False) -> Iterator[_Break]:
    """Yield what breaks programs that use a class; ``common`` tells whether it is one that all connectors share."""
    if was.name != now.name:
        yield _Break(now.method, (now.method,), f"in the client, {was.name} is now {now.name}")
    had = {attribute.value: attribute for attribute in was.attributes}
    for attribute in now.attributes:
        before = had.pop(attribute.value, None)
        if common or not (attribute.common and (before is None or before.common)):
            yield from _attribute_breaks(before, attribute, now)
    for gone in had.values():
        if common or not gone.common:
            sentence = f"in the client, {now.name} has no {gone.name} any more"
            yield _Break(now.method, (gone.value, gone.source), sentence, _NEED)


def _attribute_breaks(was: ClientAttribute | None, now: ClientAttribute, owner: ClientClass) -> Iterator[_Break]:
    def broken(sentence: str, causes: tuple[str, ...]) -> _Break:
        return _Break(owner.method, (now.value, now.source), f"in the client, {sentence}", causes)

    if now.required and (was is None or not was.required):
        yield broken(f"{owner.name} asks for {now.name}", _NEED)
    if was is None:
        return
    if was.name != now.name:
        yield broken(f"{owner.name}.{was.name} is now {owner.name}.{now.name}", _NAME)
    if was.secret != now.secret:
        words = ("a Secret", "a text") if was.secret else ("a text", "a Secret")
        yield broken(f"{owner.name}.{now.name} was {words[0]} and is {words[1]}", _SECRECY)
    elif was.type != now.type and not now.secret and (was.type, now.type) not in _TAKES:
        yield broken(f"{owner.name}.{now.name} was of type {was.type} and is of type {now.type}", _TYPE)
