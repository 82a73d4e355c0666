"""Single values of a draft: bare where the platform defines them and the source does not differ, else what is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ocgen.draft.text import Item, Tree
from ocgen.facts.connector import ConnectorFacts, ValueFacts
from ocgen.linter.checks.unmarked_secret import secret_word
from ocgen.linter.values import wrong_type
from ocgen.model import SELECTOR, Parameter, Platform
from ocgen.model.names import words

TODO = "TODO"


class Drafter:
    """Drafts the values of one connector; a field of its own is written out once and bare after that."""

    def __init__(self, facts: ConnectorFacts, platform: Platform) -> None:
        self.fields = {field.name: field for field in facts.configuration}
        self.platform = platform
        self.standard = {parameter.name: parameter for parameter in platform.configuration}
        self.everywhere = {parameter.name for parameter in platform.everywhere}
        self.defined: set[str] = set()

    def field(self, name: str, single: bool, method: str = "") -> Item:
        """Draft a configuration field, as ``method`` wants it; ``single`` tells that there is only one method."""
        facts = self.fields.get(name, ValueFacts(name))
        if method and (facts.condition or "").startswith("when signing in by "):
            facts = replace(facts, required=True, condition=None)  # the place of the field says so
        if name == SELECTOR:
            spelt = {value.lower(): value for value in facts.enum or ()}
            constant = spelt.get(method.lower(), method) or (
                facts.enum[0] if single and facts.enum and len(facts.enum) == 1 else ""
            )
            return {"key": name, "const": constant} if constant else {"key": name, "where_to_find": TODO}
        if name in self.defined:
            return name
        self.defined.add(name)
        standard = self.standard.get(name)
        if standard is None:
            return self._own("key", facts, where_to_find=True)
        changed: dict[str, Tree] = {}
        if facts.label and facts.label != standard.label:
            changed["label"] = facts.label
            if secret_word(replace(standard, label=facts.label)):
                changed["secret"] = True
        changed |= _other_requirement(facts, standard)
        known = standard.where_to_find or standard.enum or standard.default or standard.value_from or standard.const
        if not known and changed.get("required", standard.required.always) is True:
            changed["where_to_find"] = TODO
        return {"key": name, **changed} if changed else name

    def event(self, name: str) -> Item:
        """Draft an event field."""
        if name in self.standard:
            return name
        return self._own("key", self.fields.get(name, ValueFacts(name, required=False)), where_to_find=False)

    def query(self, parameters: Sequence[ValueFacts], fields: Sequence[str]) -> list[Item]:
        """Draft the query parameters of an OAuth call; without its usual field the caller gives a value itself."""
        standard = {parameter.name: parameter for parameter in self.platform.query_parameters}
        drafted: list[Item] = []
        for parameter in parameters:
            value_from = standard[parameter.name].value_from if parameter.name in standard else ""
            kind, _, field = value_from.partition(":")
            if kind == "configuration" and field not in fields:
                drafted.append({"name": parameter.name, "value_from": ""})
            else:
                drafted.append(self._parameter(parameter, self.platform.query_parameters))
        return drafted

    def callback(self, parameters: Sequence[ValueFacts], data: Sequence[ValueFacts]) -> list[Item]:
        """Draft what the provider sends to the callback URL: what is told, and what the provider data is taken from."""
        passed = {value.name.lower(): value.name for value in data}
        told = {passed.get(p.name.lower(), p.name): p for p in parameters}
        standard = {parameter.name: parameter for parameter in self.platform.provider_data}
        for value in data:
            kind, _, name = standard[value.name].value_from.partition(":") if value.name in standard else ("", "", "")
            if kind == "callback":
                told.setdefault(name, ValueFacts(name))
        place = self.platform.callback_parameters
        return [self._parameter(replace(p, name=name), place) for name, p in told.items()]

    def provider_data(self, parameters: Sequence[ValueFacts], flow: str) -> list[Item]:
        """Draft provider data. Without a redirect no callback brings it: the caller sends a constant."""
        if flow == "none":
            return [{"name": p.name, "const": p.const or "", "required": True, "value_from": ""} for p in parameters]
        return [self._parameter(p, self.platform.provider_data) for p in parameters]

    def _parameter(self, facts: ValueFacts, place: Iterable[Parameter]) -> Item:
        standard = next((one for one in place if one.name == facts.name), None)
        if standard is None:
            return self._own("name", facts, where_to_find=False)
        changed = _other_requirement(facts, standard) if facts.required is False else {}
        return {"name": facts.name, **changed} if changed else facts.name

    def _own(self, name: str, facts: ValueFacts, *, where_to_find: bool) -> Item:
        """Write out a value of the connector's own."""
        type_ = facts.type or "string"
        enum = facts.enum if type_ == "string" else None
        label = facts.label or ""
        secret = bool(facts.secret) or bool(
            not enum and secret_word(Parameter(facts.name, label=label, type=type_))
        )  # fmt: skip
        default = facts.default if _fits(facts, enum, secret) else None
        own: dict[str, Tree] = {name: facts.name}
        if label:
            own["label"] = label
        own["description"] = TODO
        required = default is None and _requirement(facts)  # whoever leaves out what has a default gets that
        if where_to_find and required is True and not enum:
            own["where_to_find"] = TODO
        if type_ != "string":
            own["type"] = type_
        if enum:
            own["enum"] = list(enum)
        if default is not None:
            own["default"] = default
        if secret:
            own["secret"] = True
        if required:
            own["required"] = required
        if secret or not (enum or default is not None or type_ == "boolean"):
            own["example"] = f"fake_{'_'.join(words(facts.name))}" if secret else TODO
        return own


def _requirement(facts: ValueFacts) -> bool | dict[str, Tree]:
    if facts.required == "conditional":
        return {"note": facts.condition or TODO}
    return facts.required is not False


def _other_requirement(facts: ValueFacts, standard: Parameter) -> dict[str, Tree]:
    if facts.required is None or facts.required == standard.required.always:
        return {}
    return {"required": _requirement(facts)}


def _fits(facts: ValueFacts, enum: tuple[str, ...] | None, secret: bool) -> bool:
    """Whether a default can stand in a spec as it is."""
    default = facts.default
    if default is None or secret or wrong_type(facts.type or "string", default):
        return False
    return enum is None or default in enum
