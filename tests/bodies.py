"""Bodies that are nearly right: an example of a connector's own, changed in a few places."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from ocgen.shapes import CallShape, Leaf, Member, Object, natives

POOL: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, 22, 99999, 10**20, "", " ", "0", "1", "1.0", "-7", "٣", "true", "false",
    "True", "yes", "x", "x\n", "\n", "a,b", "{}", "none", "initial", "polling", "webhook", "22", "70000", "é", "\u2028",
    "😀",
    "https://a.example/b", "https://a.example/b\n", "https;//a.example", "http://[::1]/", "https://a.example/%zz",
    "https://a_b.example", "HTTPS://A.EXAMPLE", "a.example", "a..example", "-a.example", "a@b.example", "a@b",
    "@", "/", "/x\r",
    "dt123.infusionsoft.com", "evil.com/?infusionsoft.com", "fd00::1", "00000000-0000-0000-0000-000000000000",
    [], ["x"], [1], [None], ["x", True], {}, {"x": 1}, {"key": "x"}, [[]],
)  # fmt: skip
NAMES = (
    "x",
    "",
    "key",
    "code",
    "name",
    "Name",
    "oauth.api.key",
    "oauth_api_key",
    "state",
    "~",
    "a/b",
    "authentication.type",
)


def nearly_right(random: Random, call: CallShape) -> Any:
    """Return a body: right about as often as wrong."""
    variant = random.choice(call.variants)
    body = copy.deepcopy(variant.example)
    if isinstance(body, dict) and random.random() < 0.7:
        _fill(random, variant.shape, body)
    for _ in range(random.choice((0, 0, 1, 1, 1, 2, 3))):
        body = _changed(random, call, body)
    return body


def _fill(random: Random, shape: Object, body: dict[str, Any]) -> None:
    """Put in members that may be there, with values that should do."""
    for member in shape.members:
        if isinstance(member.shape, Object):
            if isinstance(body.get(member.name), dict):
                _fill(random, member.shape, body[member.name])
        elif random.random() < 0.25:
            good = list(_good(member))
            if good:
                body[member.name] = random.choice(good)


def _good(member: Member) -> Iterator[Any]:
    leaf = member.shape
    if member.example is not None:
        yield member.example
    if not isinstance(leaf, Leaf):
        yield ["a", "b"]
        return
    texts = [leaf.const] if leaf.const is not None else [c.value for c in leaf.choices]
    yield from texts
    yield from natives(leaf, texts)
    if "integer" in leaf.types or "number" in leaf.types:
        yield from (0, 7, 2.0)


def _changed(random: Random, call: CallShape, body: Any) -> Any:
    places = list(_objects(body))
    if not places or random.random() < 0.02:
        return _any(random)
    place = random.choice(places)
    names = [*place]
    action = random.random()
    if action < 0.25 and names:
        del place[random.choice(names)]
    elif action < 0.4:
        place[random.choice((*NAMES, *_known(call)))] = _any(random)
    elif action < 0.5 and names:
        name = random.choice(names)
        place[name + random.choice(("x", " ", "."))] = place.pop(name)
    elif names:
        name = random.choice(names)
        value = place[name]
        text_changes = [f"{value}\n", f" {value}", value.upper(), value[:-1]] if isinstance(value, str) else []
        place[name] = random.choice([*text_changes, *(_any(random) for _ in range(4))])
    return body


def _any(random: Random) -> Any:
    """A value of one's own: the next change may change it."""
    return copy.deepcopy(random.choice(POOL))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _objects(member)


def _known(call: CallShape) -> list[str]:
    names: list[str] = []
    for variant in call.variants:
        for member in variant.shape.members:
            names.append(member.name)
            if isinstance(member.shape, Object):
                names += [m.name for m in member.shape.members]
    return names
