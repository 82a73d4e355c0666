"""The platform -> the module of what the validators of all connectors share.

That is the patterns of formats, groups of optional members, usual callbacks and the instance response.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import indent

from ocgen import shapes
from ocgen.model import TYPE_PATTERNS, Connector, Format, Platform
from ocgen.model.names import UniqueNames
from ocgen.patterns.python import python_pattern
from ocgen.shapes import CallShape, Member, Object, Variant
from ocgen.targets.python.checks import SharedGroup, group_statements, short_identifier, statements
from ocgen.targets.python.literal import literal, literals
from ocgen.targets.python.source import exports, module_source
from ocgen.targets.python.tables import FIELDS, Tables, field_imports, table
from ocgen.targets.python.validator_module import (
    TESTS,
    TYPES,
    ValidatorModule,
    format_names,
    public,
    reasons_name,
)

_RESPONSE = "instance_response"
# The callbacks of a consent that most connectors have, nothing but the platform's own parameters, by their functions.
_CONSENTS = {
    "granted_callback_query": ("code", "state"),
    "verified_callback_query": ("oauth_token", "oauth_verifier", "state"),
}
_KEY = "\0key"  # stands for the key of any connector in a shape; no key is so


@dataclass(frozen=True, slots=True)
class SharedChecks:
    """What the shared module offers; ``callbacks`` are the names of its functions, by what they check."""

    platform: Platform
    groups: tuple[SharedGroup, ...]
    callbacks: dict[Object, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that other modules may import, besides constants."""
        fields = (f"{g.function}_fields" for g in self.groups if g.last)
        return (*(g.function for g in self.groups), *fields, *self.callbacks.values(), _RESPONSE)

    def callback(self, call: CallShape, variant: Variant) -> str:
        """Return the name of the function that tells what is wrong with a value for a variant; empty without one."""
        return self.callbacks.get(variant.shape, "") if call.name == "callback-query" else ""

    def response(self, variant: Variant, connector: Connector) -> str:
        """Return the name of the function that checks a value and the key in it for a variant; empty without one."""
        return _RESPONSE if variant.shape == shapes.instance_response(self.platform, connector.key) else ""


@lru_cache(maxsize=1)
def shared_checks(platform: Platform) -> SharedChecks:
    """Return what the shared module of a platform offers."""
    groups = (
        SharedGroup("/configuration", _optional(shapes.everywhere(platform)), "everywhere"),
        SharedGroup("", _request_options(platform), "request_options", last=False),
        SharedGroup("", _optional(shapes.everywhere_query(platform)), "everywhere_query"),
    )
    named = UniqueNames({_RESPONSE, *format_names(platform), *TESTS, *(g.function for g in groups)})
    callbacks: dict[Object, str] = {}
    for name, shape in _callbacks(platform):
        callbacks.setdefault(shape, named.unique(name))
    return SharedChecks(platform, tuple(group for group in groups if group.members), callbacks)


def _callbacks(platform: Platform) -> Iterator[tuple[str, Object]]:
    """Yield the callbacks that connectors share, each with what its function is to be called."""
    standard = {p.name: p for p in platform.callback_parameters}
    for name, parameters in _CONSENTS.items():
        if standard.keys() >= set(parameters):
            yield name, shapes.callback(platform, [standard[p] for p in parameters])
    for refusal in platform.refusals:
        if not refusal.missing:
            name = f"{short_identifier(refusal.name)}_callback_query"
            yield name, shapes.refused_callback(platform, refusal)


def _optional(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(member for member in members if not member.required)


def _request_options(platform: Platform) -> tuple[Member, ...]:
    """Return the options of an instance request but those that tell own tokens, which differ by method."""
    told = dict(platform.own_tokens.request)
    return tuple(m for m in _optional(shapes.request_options(platform)) if m.name not in told)


def shared_validators(platform: Platform) -> str:
    """Return the source of the shared module."""
    shared = shared_checks(platform)
    module = ValidatorModule(platform, taken={*format_names(platform), *shared.names, *TESTS, "search"}, compiled=False)
    blocks = [block for group in shared.groups for block in _group(module, group)]
    for shape, function in shared.callbacks.items():
        blocks += _callback(module, function, shape)
    blocks += _response(module, shapes.instance_response(platform, _KEY))
    patterns = {f.name.upper(): f.pattern for f in platform.formats}
    patterns |= {type_.upper(): pattern for type_, pattern in TYPE_PATTERNS.items()}
    constants = [f"{name} = {literal(python_pattern(pattern))}" for name, pattern in patterns.items()]
    constants += [_reasons(f) for f in platform.formats if f.reasons]
    imports = {
        "functools": ("cache",),
        "re": ("search",),
        ".": ("Violation",),
        "._values": TESTS,
    }
    title = "What the validators of all connectors share."
    head = [exports(public([*constants, *blocks])), TYPES.format(FIELDS, "Field, Table"), *constants]
    return module_source("specs/platform.yaml", title, imports, [*head, *module.definitions(), *blocks])


def _reasons(known: Format) -> str:
    """Return the constant of what can be wrong with a value of a format: pairs of patterns, and what they tell."""
    rows = (literals((python_pattern(r.found), python_pattern(r.lacks), r.says)) for r in known.reasons)
    return f"{reasons_name(known)} = (\n{''.join(f'    {row},' + chr(10) for row in rows)})"


def _group(module: ValidatorModule, group: SharedGroup) -> Iterator[str]:
    """Return the test and the fields of a group."""
    name = module.names.unique(f"_{group.function}_table")
    scope = module.scope(f"{name}()")
    yield (
        f"def {group.function}(value: dict[str, object], found: list[Violation]) -> int:\n"
        '    """Add what is wrong with those of these members that are there; return how many are."""\n'
        f"{group_statements(group, scope)}"
    )
    rows = list(Tables(scope, {}).rows(Object(group.members), group.pointer))
    if not group.last:
        yield table(name, "the body", rows)
        return
    inner = "".join(indent(f"{row},\n", " " * 8) for row in rows)
    yield (
        f'@cache\ndef {group.function}_fields() -> "tuple[Field, ...]":\n'
        f'    """Return the fields of `{group.function}`."""\n{field_imports(rows)}\n    return (\n{inner}    )'
    )
    yield table(name, "the body", [f"*{group.function}_fields()"])


def _callback(module: ValidatorModule, function: str, shape: Object) -> Iterator[str]:
    name = module.names.unique(f"_{function}_table")
    scope = module.scope(f"{name}()")
    yield (
        f"def {function}(value: object) -> list[Violation]:\n"
        '    """Return what is wrong with a callback of this form."""\n'
        f"{statements(shape, scope)}"
    )
    yield table(name, "the callback query", Tables(scope, {}).rows(shape))


def _response(module: ValidatorModule, shape: Object) -> Iterator[str]:
    name = module.names.unique(f"_{_RESPONSE}_table")
    scope = module.scope(f"{name}(key)", {_KEY: "key"})
    yield (
        f"def {_RESPONSE}(value: object, key: str) -> list[Violation]:\n"
        '    """Return what is wrong with an instance response of the connector with a key."""\n'
        f"{statements(shape, scope)}"
    )
    yield table(name, "the instance response", Tables(scope, {}).rows(shape), "key: str")
