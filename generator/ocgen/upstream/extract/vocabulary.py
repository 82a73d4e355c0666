"""The platform's own words: what tells a standard name from a connector's own."""

from __future__ import annotations

from dataclasses import dataclass

from ocgen.model import Platform, path_shape


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The standard names of each place, as the platform file has them."""

    query: frozenset[str]
    callback: frozenset[str]
    refusal: frozenset[str]
    provider_data: frozenset[str]
    configuration: frozenset[str]
    everywhere: frozenset[str]
    own_tokens: frozenset[str]  # fields of users who hold tokens already
    own_tokens_request: tuple[tuple[str, str], ...]  # what their requests say so by
    carried: frozenset[str]  # configuration fields whose values the calls of a sign-in carry
    members: frozenset[str]  # of the instance request, ``key`` and ``element.key`` included
    hub_calls: frozenset[tuple[str, str]]  # that every connector has: method and shape of the path below the hub
    headers: frozenset[str]  # of every request, in lower case

    @property
    def all(self) -> frozenset[str]:
        """Every name."""
        return self.query | self.callback | self.refusal | self.provider_data | self.configuration | self.members


def vocabulary(platform: Platform) -> Vocabulary:
    """Return the words of a platform."""
    inner = {f"{one.name}.{inner.name}" for one in platform.instance_request for inner in one.properties}
    callback = frozenset(p.name for p in platform.callback_parameters)
    last = {inner.name for one in platform.instance_request for inner in one.properties}
    return Vocabulary(
        query=frozenset(p.name for p in platform.query_parameters),
        callback=callback,
        refusal=frozenset(p.name for refusal in platform.refusals for p in refusal.parameters) - callback,
        provider_data=frozenset(p.name for p in platform.provider_data),
        configuration=frozenset(p.name for p in platform.configuration),
        everywhere=frozenset(p.name for p in platform.everywhere),
        own_tokens=frozenset(f.name for _, fields in platform.own_tokens.configuration for f in fields),
        own_tokens_request=platform.own_tokens.request,
        carried=frozenset(_carried(p.value_from) for p in platform.query_parameters) - {""},
        members=frozenset(p.name for p in platform.instance_request) | inner | last,
        hub_calls=frozenset((call.method, path_shape(call.path)) for call in platform.hub_api.calls),
        headers=frozenset(name.lower() for name in (platform.authorization_header, *dict(platform.headers))),
    )


def _carried(value_from: str) -> str:
    """Return the configuration field that a parameter takes its value from, or nothing."""
    kind, _, name = value_from.partition(":")
    return name if kind == "configuration" else ""
