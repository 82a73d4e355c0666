"""What the Configuration classes of all connectors have in common."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter, Signature, signature
from typing import ClassVar, TypeVar

from .errors import SettingsError
from .secret import Secret
from .shapes import Method, Value
from .wire import FieldValue, Wire, hidden_fields, read, render

__all__ = ["BaseConfiguration", "BaseProxy", "OAuthUrlQuery"]

T = TypeVar("T", bound="BaseConfiguration")


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


def _either(parameter: Parameter) -> Parameter:
    return parameter.replace(annotation=parameter.annotation.replace("Secret", "Secret | str"))


class _OwnFirst:
    """The signature of a class of configurations, the arguments of a connector's own before those of all."""

    def __get__(self, instance: object, owner: type[BaseConfiguration]) -> Signature:
        everywhere = {value.attribute for value in owner.COMMON} | {"oauth_proxy"}
        secret = {value.attribute for value in (*owner.METHOD.configuration, *owner.COMMON) if value.secret}
        taken = list(signature(owner.__init__).parameters.values())[1:]
        taken = [_either(p) if p.name in secret else p for p in taken]
        return Signature(sorted(taken, key=lambda parameter: parameter.name in everywhere), return_annotation=owner)


class BaseConfiguration:
    """The configuration of an instance, as one way to sign in wants it. Connectors' modules define the classes.

    A field that is None is not sent. Secret fields hold a `Secret`, whether they were given one or a str.
    """

    __slots__ = ()

    __signature__ = _OwnFirst()

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
        self._check()

    def _check(self) -> None:
        """Raise SettingsError for what belongs to another way to sign in, or is of no class that can be sent."""
        method, kind = self.METHOD, self.METHOD.query
        query: object = getattr(self, "oauth_url_query", None)
        if kind is not None and not isinstance(query, kind):
            said = f"oauth_url_query of {method.connector} is a {kind.__name__} when signing in by {method.name}"
            raise SettingsError(f"{said}, not a {type(query).__module__.rpartition('.')[2]}.{type(query).__name__}")
        proxy: object = getattr(self, "oauth_proxy", None)
        if proxy is not None and not isinstance(proxy, BaseProxy):
            raise SettingsError(f"oauth_proxy is an OAuthProxy, not a {type(proxy).__name__}")

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

    @classmethod
    def from_wire(
        cls: type[T],
        fields: Mapping[str, FieldValue],
        *,
        oauth_url_query: OAuthUrlQuery | None = None,
        oauth_proxy: BaseProxy | None = None,
    ) -> T:
        """Return the configuration whose fields are these, by their names on the wire: the inverse of `reveal`.

        Values are what is sent, or native ones; what comes with the callback is left out. Raises ValidationError for
        fields that this way to sign in does not take, and for values that it does not accept.
        """
        from .checks import check_fields  # which needs this module

        wire = hidden_fields(fields)
        del fields
        check_fields(cls.METHOD, wire)
        given = {v.attribute: read(v, wire[v.name]) for v in cls._values() if v.attribute and v.name in wire}
        besides = {"oauth_url_query": oauth_url_query, "oauth_proxy": oauth_proxy}
        return cls(**given, **{name: value for name, value in besides.items() if value is not None})

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
