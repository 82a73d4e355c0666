"""What a change of a spec does to programs that use the generated client.

A change that no request notices can still break them: another name, a type that no longer takes what was given, an
argument that has become required. Where that is so, the change of the spec that it comes from counts as breaking and
says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ocgen.changes.change import Change
from ocgen.facts.client import ClientAttribute, ClientClass
from ocgen.facts.connector import ConnectorFacts

# Types of values whose attributes take all that those of another type take, and give nothing else when they are read.
_TAKES = {("string", "list"), ("string", "json"), ("integer", "number"), ("list", "json")}

_NAME, _TYPE, _SECRECY = ("alias",), ("type", "values"), ("secret",)
_NEED = ("required", "default", "source", "enum", "values", "pattern", "type")


@dataclass(frozen=True, slots=True)
class _Break:
    """``of`` are the names of what it comes from: a value and the field that it is taken from, or a way to sign in.

    ``causes`` are the aspects of the value whose change can break a program; without any, it is about the method.
    """

    method: str
    of: tuple[str, ...]
    sentence: str
    causes: tuple[str, ...] = ()


def with_client(changes: Iterable[Change], a: ConnectorFacts, b: ConnectorFacts) -> Iterator[Change]:
    """Yield the changes of a connector, those that break programs as such; both sides are specs."""
    found = list(changes)
    if a.client is None or b.client is None or a.key != b.key:
        yield from found
        return
    if a.client.module != b.client.module:
        sentence = f"in the client, {a.client.module} is now {b.client.module}"
        found = [_breaking(c, sentence) if c.kind == "connector-alias-changed" else c for c in found]
    for broken in _breaks(a, b, found):
        causes = [number for number, change in enumerate(found) if _is_cause(change, broken)]
        if any(_is_about(change, broken) and change.effect == "narrower" for change in found):
            continue
        if causes:
            found[causes[0]] = _breaking(found[causes[0]], broken.sentence)
        else:
            found.append(_change(broken, a, b))
    yield from found


def _change(broken: _Break, a: ConnectorFacts, b: ConnectorFacts) -> Change:
    where = f"authentication.{broken.method}" if broken.causes else "authentication"
    key, sentence = broken.of[0], broken.sentence
    return Change("client-changed", b.key, where, key, "narrower", remark=sentence, was=a.location, now=b.location)


def _breaking(change: Change, sentence: str) -> Change:
    return change if change.effect == "narrower" else replace(change, effect="narrower", remark=sentence)


def _is_about(change: Change, broken: _Break) -> bool:
    if not {change.key, change.to}.intersection(broken.of):
        return False
    if not broken.causes:
        return change.where == "authentication"
    return change.where == "configuration" or change.where.startswith(f"authentication.{broken.method}.")


def _is_cause(change: Change, broken: _Break) -> bool:
    aspects = [f"-{aspect}-changed" for aspect in broken.causes]
    kinds = (*aspects, "-added", "-removed") if broken.causes else ("method-renamed",)
    return _is_about(change, broken) and change.kind.endswith(kinds)


def _breaks(a: ConnectorFacts, b: ConnectorFacts, changes: Iterable[Change]) -> Iterator[_Break]:
    """Yield what breaks programs; classes belong together by method and role, attributes by their value."""
    assert a.client is not None and b.client is not None
    renamed = {change.to: change.key for change in changes if change.kind == "method-renamed"}
    common = {value.name for value in a.everywhere_query}
    old = {(c.method, c.role): c for c in a.client.classes}
    new = {(renamed.get(c.method, c.method), c.role): c for c in b.client.classes}
    methods = {method for method, _ in new}
    for place, was in old.items():
        now = new.get(place)
        if now is not None:
            yield from _class_breaks(was, now)
        elif was.role == "UrlQuery" and was.method in methods:
            own = (attribute for attribute in was.attributes if attribute.value not in common)
            sentence = f"the client has no {was.name} any more"
            yield from (_Break(was.method, (a.value, a.source), sentence, _NEED) for a in own)
    for (method, role), now in new.items():
        if role == "UrlQuery" and (method, role) not in old and (method, "Configuration") in old:
            for attribute in now.attributes:
                yield from _attribute_breaks(None, attribute, now)


def _class_breaks(was: ClientClass, now: ClientClass) -> Iterator[_Break]:
    if was.name != now.name:
        yield _Break(now.method, (now.method,), f"in the client, {was.name} is now {now.name}")
    had = {attribute.value: attribute for attribute in was.attributes}
    for attribute in now.attributes:
        yield from _attribute_breaks(had.pop(attribute.value, None), attribute, now)
    for gone in had.values():
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
