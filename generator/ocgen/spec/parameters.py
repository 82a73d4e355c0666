"""Located tree -> Parameter: bare names resolved, texts filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping as Dict
from dataclasses import replace
from typing import Any, cast

from ocgen.findings.finding import Finding
from ocgen.model import ATTRIBUTES, Choice, Condition, Format, Parameter, Requirement
from ocgen.model.parameter import Form
from ocgen.spec.merge import name_of, overlay_item
from ocgen.spec.tree import Mapping, Node, Scalar, Sequence
from ocgen.text.paragraphs import paragraphs
from ocgen.text.phrases import stopped
from ocgen.text.suggest import did_you_mean

_PLACEHOLDER = re.compile(r"\{(provider|name|key)\}(\.(?!\S))?")  # with the full stop of a sentence that it ends


class ParameterReader:
    """Reads lists of parameters of one connector; collects unknown references and formats."""

    def __init__(self, formats: Dict[str, Format], words: Dict[str, str]) -> None:
        self.formats = formats
        self.words = words  # what {provider}, {name} and {key} stand for
        self.findings: list[Finding] = []

    def resolve(self, items: Iterable[Node], definitions: Dict[str, Mapping], where: str) -> Iterator[Mapping]:
        """Yield each entry laid over its definition; a bare name without a definition is a finding."""
        for item in items:
            name = name_of(item)
            if name in definitions:
                definition = definitions[name]
                resolved = overlay_item(definition, item)
                yield cast(Mapping, resolved)
            elif isinstance(item, Mapping):
                yield item
            else:
                remedy = did_you_mean(name, definitions) or "define it here, as a mapping with a description"
                self._report("unknown-reference", f'no standard {where} is named "{name}"', item, remedy)

    def parameter(self, node: Mapping) -> Parameter:
        """Return the parameter of a resolved entry."""
        format_name, pattern, accepts = node.text("format"), node.text("pattern"), self.text(node, "accepts")
        if format_name:
            known = self.formats.get(format_name)
            if known is None:
                at = node.get("format") or node
                remedy = did_you_mean(format_name, self.formats) or f"known: {', '.join(sorted(self.formats))}"
                self._report("unknown-reference", f'no format is named "{format_name}"', at, remedy)
            else:
                pattern, accepts = pattern or known.pattern, accepts or known.accepts
        said = {row.name: _READERS[row.form](self, node, row.name) for row in ATTRIBUTES}
        said |= {"type": said["type"] or "string", "pattern": pattern, "accepts": accepts}
        if said["const"] is not None:  # it is its own example, and comes from nowhere
            said |= {"example": None, "value_from": ""}
            if node.get("required") is None:
                said["required"] = Requirement(always=True)
        stated = node.get("secret") is not None
        return Parameter(name=name_of(node), secret_stated=stated, location=node.location, **said)

    def text(self, node: Mapping, key: str) -> str:
        """Return a text of one line with its placeholders filled in and white space folded."""
        return " ".join(self.prose(node, key).split())

    def prose(self, node: Mapping, key: str) -> str:
        """Return a text with its placeholders filled in; its line breaks are kept, other white space is folded."""
        text = node.text(key)
        if not text:  # asked of every node, and few have one
            return ""
        if "{" in text:
            text = _PLACEHOLDER.sub(self._put, text)
        return "\n".join(paragraphs(text))

    def _put(self, match: re.Match[str]) -> str:
        if match[1] not in self.words:
            return match[0]
        return stopped(self.words[match[1]]) if match[2] else self.words[match[1]]

    def choices(self, node: Mapping, key: str) -> tuple[Choice, ...]:
        """Return the accepted values of an enum, with what each means."""
        return tuple(self._choice(item) for item in node.items(key))

    def _choice(self, node: Node) -> Choice:
        if isinstance(node, Mapping):
            value = node.get("value")
            return Choice(value.wire if isinstance(value, Scalar) else "", self.text(node, "description"))
        return Choice(node.wire if isinstance(node, Scalar) else "")

    def _report(self, rule: str, message: str, node: Node, remedy: str) -> None:
        self.findings.append(Finding(rule, "error", message, node.location, remedy))


def required(uses: list[tuple[str, Parameter]], methods: int) -> Requirement:
    """Return when a field is required over all ``methods``; where only some of those that use it do, it names them."""
    found = [field.required for _, field in uses]
    if len(uses) == methods and all(one == found[0] for one in found):
        return found[0]
    if len(uses) == methods and all(one.always for one in found):
        return Requirement(always=True)
    needing = tuple(name for name, field in uses if field.required.always)
    if needing:
        return Requirement(methods=needing)
    return next((one for one in found if one.conditional), Requirement())


def merged(uses: list[Parameter], required: Requirement, methods: Dict[str, str]) -> Parameter:
    """Return one parameter for the same field as several methods use it: constants that differ become its values.

    ``methods`` tells what a value means that says nothing itself: the description of the method that sends it.
    """
    first = replace(uses[0], required=required)
    constants = dict.fromkeys(use.const for use in uses if use.const is not None)
    if len(uses) == 1 or not constants:
        return first
    meanings = {choice.value: choice for use in uses for choice in use.enum}
    default = next((use.const for use in uses if use.const is not None and not use.required.always), first.default)
    if len(constants) == 1 and all(use.const is not None for use in uses):
        return first
    values = tuple(meanings.get(c) or Choice(c, methods.get(c, "")) for c in constants)
    return replace(first, const=None, enum=values, default=default, example=default or values[0].value)


def _wire(node: Mapping, key: str) -> str | None:
    value = node.get(key)
    return value.wire if isinstance(value, Scalar) else None


def _requirement(node: Node | None) -> Requirement:
    if isinstance(node, Scalar):
        return Requirement(always=node.value is True)
    if not isinstance(node, Mapping):
        return Requirement()
    conditions = tuple(Condition(entry.key, tuple(_values(entry.node))) for entry in node.mapping("when"))
    unless = tuple(item.text for item in node.items("unless") if isinstance(item, Scalar))
    return Requirement(when=conditions, note=" ".join(node.text("note").split()), unless=unless)


def _values(node: Node) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar):
            yield item.wire


_READERS: Dict[Form, Callable[[ParameterReader, Mapping, str], Any]] = {
    "line": ParameterReader.text,
    "prose": ParameterReader.prose,
    "word": lambda _, node, key: node.text(key),
    "flag": lambda _, node, key: node.flag(key),
    "wire": lambda _, node, key: _wire(node, key),
    "count": lambda _, node, key: node.whole(key),
    "choices": ParameterReader.choices,
    "requirement": lambda _, node, key: _requirement(node.get(key)),
}
