"""What the Configuration classes of all connectors have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import ClassVar, NoReturn, TypeAlias

from .members import JsonValue, Members
from .secret import Secret
from .shapes import Method, Value

__all__ = ["BaseConfiguration", "BaseProxy", "FieldValue", "OAuthUrlQuery", "Wire", "any_configuration", "render"]

Wire: TypeAlias = "str | Secret"
FieldValue: TypeAlias = "bool | int | float | str | Secret | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


class OAuthUrlQuery:
    """What a connector's OAuth URL call takes besides the configuration; each that takes more has a class of its own.

    The attributes that ``SECRETS`` names hold a `Secret`, whether they were given one or a str.
    """

    __slots__ = ()

    SECRETS: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in self.SECRETS:
            given: Secret | str | None = getattr(self, name)
            object.__setattr__(self, name, Secret.of(given))


class BaseProxy:
    """An OAuth proxy. The class for it is generated, since the platform says what it takes; None is not sent."""

    __slots__ = ()

    QUERY: ClassVar[tuple[Value, ...]]
    MEMBERS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]]

    def query(self) -> dict[str, Wire]:
        """Return what the OAuth URL call says of it."""
        rendered = {value.name: render(getattr(self, value.attribute)) for value in self.QUERY}
        return {name: value for name, value in rendered.items() if value is not None}

    def members(self) -> dict[str, dict[str, bool | str]]:
        """Return the members of the instance request that say the same, in native values."""
        given = {v.name: getattr(self, v.attribute) for v in self.QUERY if getattr(self, v.attribute) is not None}
        held = {member: {name: given[name] for name in names if name in given} for member, names in self.MEMBERS}
        return {member: values for member, values in held.items() if values}


class BaseConfiguration:
    """The configuration of an instance, as one way to sign in wants it. Connectors' modules define the classes.

    A field that is None is not sent. Secret fields hold a `Secret`, whether they were given one or a str.
    """

    __slots__ = ()

    METHOD: ClassVar[Method]
    COMMON: ClassVar[tuple[Value, ...]] = ()

    @property
    def proxy(self) -> BaseProxy | None:
        """The OAuth proxy that the sign-in goes through, if any."""
        found: BaseProxy | None = getattr(self, "oauth_proxy", None)
        return found

    def __post_init__(self) -> None:
        for value in self._values():
            if value.secret and value.attribute:
                given: Secret | str | None = getattr(self, value.attribute)
                object.__setattr__(self, value.attribute, Secret.of(given))

    def wire(self) -> dict[str, Wire]:
        """Return the fields by their names on the wire, constants included; secrets are still secrets.

        Fields whose value comes with the callback are not among them.
        """
        wire: dict[str, Wire] = {}
        for value in self._values():
            rendered: Wire | None = value.const
            if rendered is None and value.attribute:
                rendered = render(getattr(self, value.attribute))
            if rendered is None and not value.source:
                rendered = value.default
            if rendered is not None:
                wire[value.name] = Secret.of(rendered) if value.secret else rendered
        return wire

    def reveal(self) -> dict[str, str]:
        """Return the fields as the platform gets them, secrets in plain text. Keep them where secrets may be kept."""
        return {name: value.reveal() if isinstance(value, Secret) else value for name, value in self.wire().items()}

    @classmethod
    def _values(cls) -> tuple[Value, ...]:
        own = {value.name for value in cls.METHOD.configuration}
        return (*cls.METHOD.configuration, *(value for value in cls.COMMON if value.name not in own))

    def __repr__(self) -> str:
        given = [value.attribute for value in self._values() if value.attribute]
        given += ["oauth_proxy"] if self.proxy else []
        shown = [f"{name}={getattr(self, name)!r}" for name in given if getattr(self, name) is not None]
        return f"{type(self).__module__.rpartition('.')[2]}.{type(self).__name__}({', '.join(shown)})"


class _AnyConfiguration(type):
    """The kind of what stands for several classes: its instances are theirs, and it makes none itself."""

    CLASSES: tuple[type[BaseConfiguration], ...]

    def __call__(cls, *_: object, **__: object) -> NoReturn:
        ways = " or ".join(f"{c.__name__} ({c.METHOD.name})" for c in cls.CLASSES)
        connector = cls.CLASSES[0].METHOD.connector
        raise TypeError(f"{cls.__name__} stands for any way to sign in to {connector}; call {ways}")

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.CLASSES)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.CLASSES)


def any_configuration(*classes: type[BaseConfiguration]) -> type:
    """Return what stands for the configurations of all ways to sign in to a connector: a type, not to be called."""
    module = classes[0].__module__
    return _AnyConfiguration("AnyConfiguration", (), {"CLASSES": classes, "__module__": module, "__slots__": ()})


def render(value: FieldValue) -> Wire | None:
    """Return a value as the platform wants it: ``true``, ``100``, ``a,b``, JSON in a string. None stays None.

    What no rule fits is left as it is, for the validator to refuse.
    """
    if value is None or isinstance(value, str | Secret):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Members):
        value = dict(value)
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return ",".join(map(str, value))
    try:
        return json.dumps(value, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return str(value)
