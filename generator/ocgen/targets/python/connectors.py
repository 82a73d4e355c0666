"""Connectors -> what their modules of the client hold, prepared for the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocgen.model import Connector, Method, Parameter, Platform
from ocgen.model.attributes import (
    asked_parameters,
    attribute,
    from_elsewhere,
    given_fields,
    given_type,
    is_optional,
    own_fields,
    source,
)
from ocgen.model.classes import configuration_class, instance_class, query_class
from ocgen.model.names import module_name
from ocgen.targets.python.docs import attribute_docs
from ocgen.targets.python.literal import literal, literals, sequence
from ocgen.targets.python.source import exports

_ANNOTATIONS: Mapping[str, str] = {
    "string": "str",
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "list": "Sequence[str] | str",
    "json": "Mapping[str, JsonValue] | Sequence[JsonValue] | str",
}

_SECRET = "Secret"

# What stands for the configurations of all ways to sign in; no class of a single one is called so.
_UNION = "AnyConfiguration"


@dataclass(frozen=True, slots=True)
class ClassAttribute:
    """A field of a dataclass: a value that the user gives; ``docs`` are the paragraphs of its docstring."""

    name: str
    annotation: str
    optional: bool
    docs: tuple[str, ...]

    @property
    def secret(self) -> bool:
        """Whether it holds a secret."""
        return self.annotation == _SECRET

    @property
    def taken(self) -> str:
        """The annotation of the argument that it is given by: a secret may come as a text too."""
        return f"{self.annotation} | str" if self.secret else self.annotation


@dataclass(frozen=True, slots=True)
class QueryClass:
    """What an OAuth URL call takes besides the configuration."""

    name: str
    attributes: tuple[ClassAttribute, ...]

    @property
    def optional(self) -> bool:
        """Whether it can be left out."""
        return all(attribute.optional for attribute in self.attributes)

    @property
    def secrets(self) -> str:
        """The names of the attributes that hold secrets, as a tuple; empty when there are none."""
        names = [a.name for a in self.attributes if a.secret]
        return literals(names) if names else ""


@dataclass(frozen=True, slots=True)
class MethodClass:
    """The Configuration class of one way to sign in; ``values`` are sources of `Value`, by the tuple they are in."""

    name: str
    method: Method
    oauth_connector: str
    values: Mapping[str, tuple[str, ...]]
    callback: str
    callback_signature: str  # empty when the provider signs nothing
    request: str
    attributes: tuple[ClassAttribute, ...]
    query: QueryClass | None


@dataclass(frozen=True, slots=True)
class Module:
    """A connector's module."""

    connector: Connector
    name: str
    classes: tuple[MethodClass, ...]
    own_tokens: tuple[MethodClass, ...]  # for users who hold tokens already
    client: str  # the class of calls through an instance; empty where no resources are known

    @property
    def all_classes(self) -> tuple[MethodClass, ...]:
        """The classes of every kind."""
        return (*self.classes, *self.own_tokens)

    @property
    def exports(self) -> str:
        """The statement that says which names are public."""
        queries = [class_.query.name for class_ in self.all_classes if class_.query]
        return exports({"KEY", _UNION, *(class_.name for class_ in self.all_classes), *queries, *self.clients})

    @property
    def clients(self) -> tuple[str, ...]:
        """The names of the classes of calls through an instance, in order; none where no resources are known."""
        return tuple(sorted((self.client, f"Async{self.client}"))) if self.client else ()

    @property
    def union(self) -> str:
        """The statement that names together the classes of all ways to sign in, for type checkers."""
        return f"{_UNION}: TypeAlias = {' | '.join(class_.name for class_ in self.classes)}"

    @property
    def union_at_run_time(self) -> str:
        """The statement that does the same in a program, where calling it says which class to take."""
        return f"{_UNION} = any_configuration({', '.join(class_.name for class_ in self.classes)})"


def module(connector: Connector) -> Module:
    """Return the module of a connector."""
    classes = (_class(connector, m) for m in connector.methods)
    own = (_class(connector, m.own_tokens) for m in connector.methods if m.own_tokens)
    client = instance_class(connector) if connector.resources else ""
    return Module(connector, module_name(connector.generated_name), tuple(classes), tuple(own), client)


def common_values(platform: Platform) -> tuple[str, ...]:
    """Return the values of the fields that every connector takes."""
    return tuple(value_source(f, given=True) for f in platform.everywhere)


def common_attributes(platform: Platform) -> tuple[ClassAttribute, ...]:
    """Return the attributes of the fields that every connector takes."""
    return tuple(_attribute(f, docs, optional=True) for f, docs in attribute_docs(platform.everywhere))


def proxy_values(platform: Platform) -> tuple[str, ...]:
    """Return the values of the query parameters that every OAuth URL call takes."""
    return tuple(value_source(p, given=True) for p in platform.everywhere_query)


def proxy_attributes(platform: Platform) -> tuple[ClassAttribute, ...]:
    """Return the attributes of the query parameters that every OAuth URL call takes."""
    return tuple(_attribute(p, docs, optional=True) for p, docs in attribute_docs(platform.everywhere_query))


def proxy_members(platform: Platform) -> str:
    """Return the members of the instance request that repeat some of them, and what each holds, as a tuple."""
    held = ((literal(name), literals(p.name for p in properties)) for name, properties in platform.passed_on)
    return sequence(map(sequence, held))


def value_source(parameter: Parameter, *, given: bool, from_: str = "") -> str:
    """Return the source of a `Value`; ``given`` tells whether the user gives it, ``from_`` where it is from if not."""
    arguments = [literal(parameter.name)]
    if parameter.const is not None:
        arguments.append(f"const={literal(parameter.const)}")
    elif given:
        arguments.append(f"attribute={literal(attribute(parameter))}")
        kind = given_type(parameter)
        arguments += [f"kind={literal(kind)}"] if kind != "string" else []
    elif from_:
        arguments.append(f"source={literal(from_)}")
    # What may be left out is left to the platform's own default.
    if parameter.const is None and parameter.default is not None and parameter.required.always:
        arguments.append(f"default={literal(parameter.default)}")
    if parameter.secret:
        arguments.append("secret=True")
    return f"Value({', '.join(arguments)})"


def uses(module: Module) -> str:
    """Return the annotations of a module, to tell what it has to import."""
    attributes = [a for c in module.all_classes for a in (*c.attributes, *(c.query.attributes if c.query else ()))]
    return " ".join(a.annotation for a in attributes)


def _class(connector: Connector, method: Method) -> MethodClass:
    own = own_fields(connector, method)
    asked = {p.name: p for p in asked_parameters(method)}
    return MethodClass(
        configuration_class(connector, method),
        method,
        method.oauth_connector or connector.key,
        {
            "oauth_token_query": _values(method.oauth_token_query, asked, method),
            "oauth_url_query": _values(method.oauth_url_query, asked, method),
            "provider_data": tuple(value_source(p, given=False, from_=p.value_from) for p in method.provider_data),
            "configuration": tuple(
                value_source(f, given=not from_elsewhere(f), from_=f.value_from if from_elsewhere(f) else "")
                for f in own
            ),
        },
        literals(p.name for p in method.callback),
        _callback_signature(method),
        "(" + "".join(f"({literal(n)}, {literal(c)}), " for n, c in method.request).strip() + ")",
        _attributes(connector, method, given_fields(connector, method)),
        _query_class(connector, method, asked.values()),
    )


def _callback_signature(method: Method) -> str:
    signature = method.callback_signature
    if signature is None:
        return ""
    arguments = [literal(signature.parameter), literals(signature.over), literal(signature.key)]
    arguments += [f"encoding={literal(signature.encoding)}"] if signature.encoding != "hex" else []
    return f"CallbackSignature({', '.join(arguments)})"


def _query_class(connector: Connector, method: Method, asked: Iterable[Parameter]) -> QueryClass | None:
    attributes = _attributes(connector, method, asked)
    return QueryClass(query_class(connector, method), attributes) if attributes else None


def _values(parameters: Sequence[Parameter], asked: Mapping[str, Parameter], method: Method) -> tuple[str, ...]:
    return tuple(value_source(p, given=p.name in asked, from_=source(p, method)) for p in parameters)


def _attributes(connector: Connector, method: Method, parameters: Iterable[Parameter]) -> tuple[ClassAttribute, ...]:
    described = attribute_docs(parameters, method, connector.provider)
    return tuple(_attribute(p, docs, optional=is_optional(p)) for p, docs in described)


def _attribute(parameter: Parameter, docs: tuple[str, ...], *, optional: bool) -> ClassAttribute:
    return ClassAttribute(attribute(parameter), _annotation(parameter), optional, docs)


def _annotation(parameter: Parameter) -> str:
    if parameter.secret:
        return _SECRET
    if parameter.enum and parameter.type != "boolean":
        return f"Literal[{', '.join(literal(choice.value) for choice in parameter.enum)}]"
    return _ANNOTATIONS[parameter.type]
