"""Connectors -> Python validators: quick tests first, tables of fields for what they refuse.

The shared module holds what every connector has; a connector's module only its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ocgen import shapes
from ocgen.model import Connector, Platform
from ocgen.shapes import Call, Leaf, Member, Object, Variant
from ocgen.targets.python.layout import returned
from ocgen.targets.python.literal import docstring, literal, literals, name_set
from ocgen.targets.python.quick import Scope, SharedGroup, quick_test
from ocgen.targets.python.source import module_source
from ocgen.targets.python.tables import Tables

PACKAGE = "openconnectors.validators"

_END = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_CLASSES = ("Choice", "Constant", "Flag", "Group", "Listing", "Number", "Text", "Variant")
_TESTS = ("are_texts", "collect", "is_number", "is_same", "is_whole")
_SHARED = ("EVERYWHERE", "EVERYWHERE_FIELDS", "REQUEST", "REQUEST_FIELDS", "RESPONSE", "RESPONSE_FIELDS")
_SHARED_TESTS = ("has_everywhere", "has_request", "has_response")


def validators(connector: Connector) -> str:
    """Return the source of a connector's module."""
    module = _Module(connector.platform, _groups(connector.platform))
    blocks = [block for call in shapes.calls(connector) for block in _call(module, call)]
    title = docstring(f"Checks what is sent to {connector.name} ({connector.key}), and what comes back.")
    formats = tuple(f.name.upper() for f in connector.platform.formats)
    shared = sorted((*_SHARED, *formats, "INTEGER", "NUMBER")) + sorted(_SHARED_TESTS)
    imports = {
        "re": ("compile as compiled",),
        PACKAGE: ("Violation",),
        f"{PACKAGE}._platform": shared,
        f"{PACKAGE}.fields": (*_CLASSES, *_TESTS),
    }
    return module_source(connector.file, title, imports, [*module.definitions(), *blocks])


def shared_validators(platform: Platform) -> str:
    """Return the source of the module of what all connectors share."""
    module = _Module(platform)
    tables = Tables(module.scope, {})
    blocks: list[str] = []
    for group in _groups(platform):
        optional = Object(tuple(m for m in group.members if not m.required))
        rows = "".join(f"    {tables.field(m, 1)},\n" for m in group.members)
        blocks += [
            f"{group.names} = frozenset({name_set(m.name for m in group.members)})",
            f"{group.fields} = (\n{rows})",
            f"def {group.test}(v: object) -> bool:\n"
            f'    """Whether those of {group.names} are right that may be absent."""\n'
            f"{returned(quick_test(optional, module.scope))}",
        ]
    patterns = {f.name.upper(): f.pattern for f in platform.formats} | {"INTEGER": shapes.INTEGER}
    constants = [f"{n} = {literal(python_pattern(p))}" for n, p in {**patterns, "NUMBER": shapes.NUMBER}.items()]
    imports = {"re": ("compile as compiled",), f"{PACKAGE}.fields": (*_CLASSES, *_TESTS)}
    title = "What the validators of all connectors share."
    return module_source("specs/platform.yaml", title, imports, [*constants, *module.definitions(), *blocks])


def python_pattern(pattern: str) -> str:
    """Return a pattern of the specs as Python's `re` has to see it: its ``$`` is the very end, which is ``\\Z`` there.

    Python's own ``$`` also matches before a line break at the end: https://docs.python.org/3/library/re.html
    """
    return _END.sub(lambda match: r"\Z" if match[0] == "$" else match[0], pattern)


@dataclass
class _Module:
    """Collects what the parts of one module need above them."""

    platform: Platform
    groups: tuple[SharedGroup, ...] = ()
    patterns: dict[str, str] = field(default_factory=dict)  # pattern -> name of its constant
    searches: set[str] = field(default_factory=set)  # the patterns that a quick test searches for
    names: dict[str, str] = field(default_factory=dict)  # source of a set of names -> name of its constant

    @property
    def scope(self) -> Scope:
        return Scope(self._pattern, self._search, self._names, self.groups)

    def definitions(self) -> Iterator[str]:
        """Return the constants, of whatever was asked for so far."""
        for pattern, name in self.patterns.items():
            if name.startswith("_"):
                yield f"{name} = {literal(python_pattern(pattern))}"
        for pattern in (p for p in self.patterns if p in self.searches):
            yield f"{self._search(pattern)} = compiled({self.patterns[pattern]}).search"
        for source, name in self.names.items():
            yield f"{name} = {source}"

    def _pattern(self, pattern: str) -> str:
        if pattern not in self.patterns:
            named = {f.pattern: f.name.upper() for f in self.platform.formats}
            named |= {shapes.INTEGER: "INTEGER", shapes.NUMBER: "NUMBER"}
            own = sum(name.startswith("_") for name in self.patterns.values()) + 1
            self.patterns[pattern] = named.get(pattern, f"_PATTERN_{own}")
        return self.patterns[pattern]

    def _search(self, pattern: str) -> str:
        self.searches.add(pattern)
        return "_" + self._pattern(pattern).lower().removeprefix("_")

    def _names(self, source: str) -> str:
        return self.names.setdefault(source, f"_NAMES_{len(self.names) + 1}")


def _groups(platform: Platform) -> tuple[SharedGroup, ...]:
    return (
        SharedGroup(shapes.everywhere(platform), "has_everywhere", "EVERYWHERE", "EVERYWHERE_FIELDS"),
        SharedGroup(shapes.request_options(platform), "has_request", "REQUEST", "REQUEST_FIELDS"),
        SharedGroup(shapes.response_members(platform), "has_response", "RESPONSE", "RESPONSE_FIELDS"),
    )


def _call(module: _Module, call: Call) -> Iterator[str]:
    """Return the functions of a call, and its table before them."""
    name = call.name.replace("-", "_")
    phrase = call.title if call.title.startswith("OAuth") else call.title[0].lower() + call.title[1:]
    article = "an" if phrase[0] in "iO" else "a"
    several = len(call.variants) > 1
    doc = f'    """Whether a value is {article} {phrase}, for any way to sign in."""\n'
    quick = [f"_is_{name}_{n}" if several else f"is_{name}" for n, _ in enumerate(call.variants, 1)]
    for function, variant in zip(quick, call.variants, strict=True):
        test = returned(quick_test(variant.shape, module.scope))
        yield f"def {function}(v: object) -> bool:\n{'' if several else doc}{test}"
    if several:
        tests = " or ".join(f"{function}(v)" for function in quick)
        yield f"def is_{name}(v: object) -> bool:\n{doc}    return {tests}"
    table = f"_{name.upper()}"
    tables = Tables(module.scope, _constants(call))
    yield f"{table} = (\n{''.join(_variant(*row, phrase, tables) for row in zip(call.variants, quick, strict=True))})"
    yield (
        f'def validate_{name}(value: object, method: str = "") -> "list[Violation]":\n'
        f'    """Return what is wrong with {article} {phrase}, for one way to sign in or for any."""\n'
        f"    return collect(value, {table}, method)"
    )


def _variant(variant: Variant, function: str, phrase: str, tables: Tables) -> str:
    group = tables.group(variant.shape, f"the {phrase}", 2)
    return f"    Variant(\n        {literals(variant.methods)},\n        {function},\n        {group},\n    ),\n"


def _constants(call: Call) -> dict[str, list[str]]:
    """Return, for each member, the constants of all ways to sign in."""
    found: dict[str, list[str]] = {}
    for member in (m for variant in call.variants for m in _members(variant.shape)):
        if isinstance(member.shape, Leaf) and member.shape.const is not None:
            known = found.setdefault(member.name, [])
            known += [] if member.shape.const in known else [member.shape.const]
    return found


def _members(shape: Object) -> Iterator[Member]:
    for member in shape.members:
        yield member
        if isinstance(member.shape, Object):
            yield from _members(member.shape)
