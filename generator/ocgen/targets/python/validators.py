"""Connectors -> Python validators: one pass of tests, and a table of messages for what they refuse.

The shared module (`shared.py`) holds what every connector has; a connector's module only its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ocgen import shapes
from ocgen.model import Connector
from ocgen.shapes import CallShape, Leaf, Member, Object, Variant
from ocgen.targets.python.checks import short_identifier, statements
from ocgen.targets.python.literal import docstring, literal, literals, sequence, source_of
from ocgen.targets.python.shared import SharedChecks, shared_checks
from ocgen.targets.python.source import exports, module_source
from ocgen.targets.python.tables import FIELDS, Tables, table
from ocgen.targets.python.validator_module import (
    TESTS,
    TYPES,
    ValidatorModule,
    format_names,
    public,
)


def validators(connector: Connector) -> str:
    """Return the source of a connector's module."""
    shared = shared_checks(connector.platform)
    verdicts = ("accepts", "nearest", "no_such")
    names = sorted((*format_names(connector.platform), *shared.names))
    module = ValidatorModule(connector.platform, shared.groups, {*names, *TESTS, *verdicts})
    blocks = [block for call in shapes.calls(connector) for block in _call(module, shared, connector, call)]
    title = docstring(f"Checks what is sent to {connector.name} ({connector.key}), and what comes back.")
    imports = {
        "functools": ("cache",),
        "re": ("compile as compiled",),
        ".": ("Violation",),
        "._platform": names,
        "._values": TESTS,
        "._variants": verdicts,
    }
    types = TYPES.format(FIELDS, "Table") if any('-> "Table":' in block for block in blocks) else ""
    head = [exports(public(blocks)), *([types] if types else []), *module.definitions()]
    return module_source(connector.file, title, imports, [*head, *blocks])


def _call(module: ValidatorModule, shared: SharedChecks, connector: Connector, call: CallShape) -> Iterator[str]:
    """Return the functions of a call, with the tables that they use."""
    name = call.name.replace("-", "_")
    phrase = call.title if call.title.startswith("OAuth") else call.title[0].lower() + call.title[1:]
    article = "an" if phrase[0] in "iO" else "a"
    doc = f'    """Return what is wrong with {article} {phrase}, for one way to sign in or for any."""\n'
    head = f'def validate_{name}(value: object, method: str = "") -> list[Violation]:\n{doc}'
    if call.like:
        yield f"{head}{_like(call)}"
    else:
        writer = _CallWriter(module, shared, connector, call, f"the {phrase}")
        body = writer.body()
        yield from writer.blocks
        yield f"{head}{body}"
    yield f"is_{name} = accepts(validate_{name})"


def _like(call: CallShape) -> str:
    """Return the body of a validator that leaves the work to another, once the value has the members that are given."""
    body = "value"
    for member, value in call.given:
        body = f"with_member({body}, {literal(member)}, {source_of(value)})"
    return f"    return validate_{(call.like or '').replace('-', '_')}({body}, method)"


class _CallWriter:
    """Writes the validator of a call: ``blocks`` are the functions and tables that its body turned out to need."""

    def __init__(
        self, module: ValidatorModule, shared: SharedChecks, connector: Connector, call: CallShape, title: str
    ) -> None:
        self.module = module
        self.shared = shared
        self.connector = connector
        self.call = call
        self.title = title
        self.blocks: list[str] = []
        self.constants = _constants(call)

    def body(self) -> str:
        """Return the statements of the validator."""
        selected = "".join(self._selection(value) for value in self.call.selections)
        plain = self.call.selected()
        if len(plain) > 1:
            return f"{selected}    return nearest(value, {self._pairs(plain)}, method)"
        methods = literals(plain[0].methods)
        known = f"    if method and method not in {methods}:\n        raise no_such(method)\n"
        return selected + known + self._statements(plain[0], self.call.name.replace("-", "_"))

    def _selection(self, value: str) -> str:
        """Return the statement that takes the variants for a value of the selector, where body or method asks."""
        chosen, plain = self.call.selected(value), {n for v in self.call.selected() for n in v.methods}
        methods = dict.fromkeys(name for variant in chosen for name in variant.methods)
        selector = literal(self.call.selector)
        asks = (
            f"isinstance(value, dict) and {selector} in value and value[{selector}] == {literal(value)} "
            f"and (not method or method in {literals(methods)})"
        )
        only = [name for name in methods if name not in plain]
        test = f"method in {literals(only)} or ({asks})" if only else asks
        if len(chosen) == 1:
            return f"    if {test}:\n        return {self._function(chosen[0])}(value)\n"
        return f"    if {test}:\n        return nearest(value, {self._pairs(chosen)}, method)\n"

    def _pairs(self, variants: Iterable[Variant]) -> str:
        """Return the tuple of variants for `nearest`."""
        return sequence(f"({literals(v.methods)}, {self._function(v)}, {literal(v.sign)})" for v in variants)

    def _function(self, variant: Variant) -> str:
        """Return the name of the function that tells what is wrong with a value for a variant."""
        if shared := self.shared.callback(self.call, variant):
            return shared
        name = f"{_label(self.call, variant)}_{self.call.name.replace('-', '_')}"
        function = self.module.names.unique(f"_{name}")
        body = self._statements(variant, function.removeprefix("_"))
        self.blocks.append(f"def {function}(value: object) -> list[Violation]:\n{body}")
        return function

    def _statements(self, variant: Variant, name: str) -> str:
        """Return the statements that tell what is wrong with a value for a variant; its table is named after them."""
        if shared := self.shared.callback(self.call, variant):
            return f"    return {shared}(value)"
        if shared := self.shared.response(variant, self.connector):
            return f"    return {shared}(value, {literal(self.connector.key)})"
        table_name = self.module.names.unique(f"_{name}_table")
        scope = self.module.scope(f"{table_name}()")
        self.blocks.append(table(table_name, self.title, Tables(scope, self.constants).rows(variant.shape)))
        return statements(variant.shape, scope)


def _label(call: CallShape, variant: Variant) -> str:
    """Return the words that tell a variant from the others of its call: its form, its methods where that needs them."""
    same_form = [v for v in call.variants if v.form == variant.form]
    methods = "_or_".join(map(short_identifier, variant.methods)) if len(same_form) > 1 or not variant.form else ""
    return short_identifier("_".join(filter(None, (methods, variant.form))))


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
