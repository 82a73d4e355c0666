"""Connectors -> Python validators: one pass of tests, and a table of messages for what they refuse.

The shared module holds what every connector has; a connector's module only its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import indent

from ocgen import shapes
from ocgen.model import Connector, Format, Platform
from ocgen.patterns.python import python_pattern
from ocgen.shapes import CallShape, Leaf, Member, Object, Variant
from ocgen.targets.python.checks import FEW, CheckScope, SharedGroup, group_statements, statements
from ocgen.targets.python.folding import WIDTH
from ocgen.targets.python.literal import docstring, literal, literals, source_of
from ocgen.targets.python.source import exports, import_lines, module_source
from ocgen.targets.python.tables import Tables

PACKAGE = "openconnectors.validators"

_PUBLIC = re.compile(r"(?:@\w+\n)?(?:def )?([A-Za-z]\w*)(?:\(| = )")
_CLASSES = ("Choice", "Constant", "Flag", "Group", "Json", "Listing", "Number", "Text")
_TESTS = ("are_texts", "is_json", "is_number", "is_same", "is_whole", "with_member")

# Importing `typing` for it would cost more than all the rest.
_TYPES = "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from openconnectors.validators._fields import {}\n"


def validators(connector: Connector) -> str:
    """Return the source of a connector's module."""
    module = _Module(connector.platform, _groups(connector.platform))
    blocks = [block for call in shapes.calls(connector) for block in _call(module, call)]
    title = docstring(f"Checks what is sent to {connector.name} ({connector.key}), and what comes back.")
    formats = connector.platform.formats
    names = sorted((*(f.name.upper() for f in formats), *map(_reasons_name, formats), "INTEGER", "NUMBER"))
    functions = sorted(n for g in module.groups for n in (g.function, f"{g.function}_fields"))
    imports = {
        "functools": ("cache",),
        "re": ("compile as compiled",),
        PACKAGE: ("Violation",),
        f"{PACKAGE}._platform": (*names, *functions),
        f"{PACKAGE}._values": _TESTS,
        f"{PACKAGE}._variants": ("nearest", "no_such"),
    }
    return module_source(
        connector.file,
        title,
        imports,
        [exports(_public(blocks)), _TYPES.format("Table"), *module.definitions(), *blocks],
    )


def shared_validators(platform: Platform) -> str:
    """Return the source of the module of what all connectors share."""
    module = _Module(platform, compiled=False)
    blocks = [block for group in _groups(platform) for block in _shared(module, group)]
    patterns = {f.name.upper(): f.pattern for f in platform.formats} | {"INTEGER": shapes.INTEGER}
    constants = [f"{n} = {literal(python_pattern(p))}" for n, p in {**patterns, "NUMBER": shapes.NUMBER}.items()]
    constants += [_reasons(f) for f in platform.formats if f.reasons]
    imports = {
        "functools": ("cache",),
        "re": ("search",),
        PACKAGE: ("Violation",),
        f"{PACKAGE}._values": _TESTS,
    }
    title = "What the validators of all connectors share."
    head = [exports(_public([*constants, *blocks])), _TYPES.format("Field, Table"), *constants]
    return module_source("specs/platform.yaml", title, imports, [*head, *module.definitions(), *blocks])


def _public(blocks: Iterable[str]) -> list[str]:
    """Return the names that blocks define for others: functions and constants."""
    return [found[1] for block in blocks if (found := _PUBLIC.match(block))]


@dataclass
class _Module:
    """Collects what the parts of one module need above them."""

    platform: Platform
    groups: tuple[SharedGroup, ...] = ()
    patterns: dict[str, str] = field(default_factory=dict)  # pattern -> name of its constant
    compiled: bool = True  # whether patterns are compiled on import, for those who use the module will use them
    searches: dict[str, str] = field(default_factory=dict)  # name of a pattern's constant -> name of its search

    @property
    def scope(self) -> CheckScope:
        return CheckScope(self._pattern, self._search, self._reasons, self.groups)

    def definitions(self) -> Iterator[str]:
        """Return the constants, of whatever was asked for so far."""
        for pattern, name in self.patterns.items():
            if name.startswith("_"):
                yield f"{name} = {literal(python_pattern(pattern))}"
        for constant, search in self.searches.items():
            yield f"{search} = compiled({constant}).search"

    def _pattern(self, pattern: str) -> str:
        if pattern not in self.patterns:
            named = {f.pattern: f.name.upper() for f in self.platform.formats}
            named |= {shapes.INTEGER: "INTEGER", shapes.NUMBER: "NUMBER"}
            own = sum(name.startswith("_") for name in self.patterns.values()) + 1
            self.patterns[pattern] = named.get(pattern, f"_PATTERN_{own}")
        return self.patterns[pattern]

    def _reasons(self, pattern: str) -> str:
        return next((_reasons_name(f) for f in self.platform.formats if f.pattern == pattern and f.reasons), "")

    def _search(self, pattern: str) -> str:
        constant = self._pattern(pattern)
        if not self.compiled:
            return f"search({constant}, x)"
        return f"{self.searches.setdefault(constant, '_' + constant.lower().removeprefix('_'))}(x)"


def _reasons_name(known: Format) -> str:
    return f"{known.name.upper()}_REASONS"


def _reasons(known: Format) -> str:
    """Return the constant of what can be wrong with a value of a format: pairs of patterns, and what they tell."""
    rows = (literals((python_pattern(r.found), python_pattern(r.lacks), r.says)) for r in known.reasons)
    return f"{_reasons_name(known)} = (\n{''.join(f'    {row},' + chr(10) for row in rows)})"


def _groups(platform: Platform) -> tuple[SharedGroup, ...]:
    """Return the groups of optional members that all connectors share; a few are tested where they stand."""
    groups = (
        SharedGroup("/configuration", _optional(shapes.everywhere(platform)), "everywhere", True),
        SharedGroup("", _optional(shapes.request_options(platform)), "request_options", True),
        SharedGroup("", _optional(shapes.response_members(platform)), "response_members", False),
    )
    return tuple(group for group in groups if len(group.members) > FEW)


def _optional(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(member for member in members if not member.required)


def _shared(module: _Module, group: SharedGroup) -> Iterator[str]:
    """Return the test and the fields of a group."""
    scope = replace(module.scope, table=f"_{group.function}")
    adds = "Add what is wrong with those of these members that are there"
    returns, doc = ("int", f"{adds}; return how many are.") if group.closed else ("None", f"{adds}.")
    yield (
        f"def {group.function}(value: dict[str, object], found: list[Violation]) -> {returns}:\n"
        f'    """{doc}"""\n{group_statements(group, scope)}'
    )
    rows = list(Tables(scope, {}).rows(Object(group.members), group.pointer))
    inner = "".join(indent(f"{row},\n", " " * 8) for row in rows)
    yield (
        f'@cache\ndef {group.function}_fields() -> "tuple[Field, ...]":\n'
        f'    """Return the fields of `{group.function}`."""\n{_field_imports(rows)}\n    return (\n{inner}    )'
    )
    yield _table(f"_{group.function}", "the body", [f"*{group.function}_fields()"])


def _call(module: _Module, call: CallShape) -> Iterator[str]:
    """Return the functions of a call, with the tables that they use."""
    name = call.name.replace("-", "_")
    phrase = call.title if call.title.startswith("OAuth") else call.title[0].lower() + call.title[1:]
    article = "an" if phrase[0] in "iO" else "a"
    doc = f'    """Return what is wrong with {article} {phrase}, for one way to sign in or for any."""\n'
    head = f'def validate_{name}(value: object, method: str = "") -> list[Violation]:\n{doc}'
    yield from _validator(module, call, head, f"the {phrase}")
    yield (
        f"def is_{name}(value: object) -> bool:\n"
        f'    """Whether a value is {article} {phrase}, for any way to sign in."""\n'
        f"    return not validate_{name}(value)"
    )


def _validator(module: _Module, call: CallShape, head: str, title: str) -> Iterator[str]:
    """Return the function that begins with ``head``, and what it calls."""
    name = call.name.replace("-", "_")
    if call.like:
        body = "value"
        for member, value in call.given:
            body = f"with_member({body}, {literal(member)}, {source_of(value)})"
        yield f"{head}    return validate_{call.like.replace('-', '_')}({body}, method)"
        return
    made = _Variants(module, call, name, title)
    plain = call.selected()
    if len(plain) == 1:
        scope, methods = replace(module.scope, table=f"_{name}"), literals(("", *plain[0].methods))
        checked = f"    if method not in {methods}:\n        raise no_such(method)\n"
        checked += statements(plain[0].shape, scope)
        yield _table(scope.table, made.title, Tables(scope, made.constants).rows(plain[0].shape))
    else:
        checked = f"    variants = (\n{made.pairs(plain)}    )\n    return nearest(value, variants, method)"
    yield from made.functions(call.variants if len(plain) > 1 else [v for v in call.variants if v.selects])
    yield f"{head}{''.join(_selection(made, value) for value in call.selections)}{checked}"


@dataclass(frozen=True, slots=True)
class _Variants:
    """The variants of a call that have functions of their own; ``name`` is the call's, ``title`` for messages."""

    module: _Module
    call: CallShape
    name: str
    title: str

    @property
    def constants(self) -> dict[str, list[str]]:
        return _constants(self.call)

    def functions(self, variants: Iterable[Variant]) -> Iterator[str]:
        """Return a function for each, with its table."""
        for variant in variants:
            scope = replace(self.module.scope, table=f"{self._function(variant)}_table")
            body = statements(variant.shape, scope)
            yield f"def {self._function(variant)}(value: object) -> list[Violation]:\n{body}"
            yield _table(scope.table, self.title, Tables(scope, self.constants).rows(variant.shape))

    def pairs(self, variants: Iterable[Variant]) -> str:
        """Return the items of a tuple for `nearest`."""
        return "".join(f"        ({literals(v.methods)}, {self._function(v)}, {literal(v.sign)}),\n" for v in variants)

    def _function(self, variant: Variant) -> str:
        return f"_{self.name}_{next(n for n, v in enumerate(self.call.variants, 1) if v is variant)}"


def _selection(made: _Variants, value: str) -> str:
    """Return the statement that takes the variants for a value of the selector, where the body or the method asks."""
    chosen, plain = made.call.selected(value), {n for v in made.call.selected() for n in v.methods}
    methods = dict.fromkeys(name for variant in chosen for name in variant.methods)
    asks = [
        "isinstance(value, dict)",
        f"value.get({literal(made.call.selector)}) == {literal(value)}",
        f"method in {literals(('', *methods))}",
    ]
    only = [name for name in methods if name not in plain]
    head, asked = f"    if {_either(only, asks)}:\n", indent(made.pairs(chosen), "    ")
    return f"{head}        asked = (\n{asked}        )\n        return nearest(value, asked, method)\n"


def _either(only: Sequence[str], asks: Sequence[str]) -> str:
    """Return the test of whether the method is one of ``only``, if there are such, or all that is asked holds."""
    both = " and ".join(asks)
    if only:
        return f"method in {literals(only)} or (\n        {both}\n    )"
    return both if len(both) < WIDTH - 8 else "(\n        " + "\n        and ".join(asks) + "\n    )"


def _table(name: str, title: str, rows: Iterable[str]) -> str:
    """Return a function that makes a table when it is first asked for, so that importing a validator makes none."""
    found = list(rows)
    inner = "".join(indent(f"{row},\n", " " * 8) for row in found)
    return (
        f'@cache\ndef {name}() -> "Table":\n{_field_imports(found, "Table")}\n'
        f"    return Table(\n        {literal(title)},\n{inner}    )"
    )


def _field_imports(rows: Iterable[str], *more: str) -> str:
    used = {row.partition("(")[0] for row in rows}
    return f"    {import_lines({f'{PACKAGE}._fields': sorted({*more, *(c for c in _CLASSES if c in used)})})}"


def _constants(call: CallShape) -> dict[str, list[str]]:
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
