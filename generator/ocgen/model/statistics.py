"""How complete the specs are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ocgen.model import Connector, Parameter


@dataclass(frozen=True, slots=True)
class Share:
    """``done`` of ``all`` things have a quality; ``missing`` names the others (``KEY`` or ``KEY: field``)."""

    what: str
    done: int
    all: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> float:
        """The share in percent; nothing to do is all done."""
        return 100 * self.done / self.all if self.all else 100.0


def counts(connectors: Sequence[Connector]) -> dict[str, int]:
    """Return how many connectors, fields and errata there are."""
    return {
        "connectors": len(connectors),
        "fields": sum(len(connector.configuration) for connector in connectors),
        "errata": sum(len(connector.errata) for connector in connectors),
    }


def sign_ins(connectors: Sequence[Connector]) -> Counter[str]:
    """Return how many ways to sign in there are of each kind."""
    return Counter(method.type for connector in connectors for method in connector.methods)


def shares(connectors: Sequence[Connector]) -> list[Share]:
    """Return how many of the specs' parts have what a reader needs."""
    return [
        _connectors("connectors with sources", connectors, lambda c: bool(c.sources)),
        _connectors("connectors with setup steps", connectors, lambda c: bool(c.setup)),
        _connectors("connectors with API documentation", connectors, lambda c: bool(c.documentation)),
        _connectors("connectors with errata", connectors, lambda c: bool(c.errata)),
        _fields("fields with a label", connectors, lambda f: True, lambda f: bool(f.label)),
        _fields("fields with a description", connectors, lambda f: True, lambda f: bool(f.description)),
        _fields("fields with an example", connectors, lambda f: f.const is None, lambda f: f.example is not None),
        _fields("text fields with a known shape", connectors, _is_text, _has_shape),
        _fields("required fields with where_to_find", connectors, _is_supplied, lambda f: bool(f.where_to_find)),
    ]


def _connectors(what: str, connectors: Iterable[Connector], good: Callable[[Connector], bool]) -> Share:
    return _share(what, [(connector.key, good(connector)) for connector in connectors])


def _fields(
    what: str,
    connectors: Iterable[Connector],
    counted: Callable[[Parameter], bool],
    good: Callable[[Parameter], bool],
) -> Share:
    fields = ((c.key, field) for c in connectors for field in c.configuration if counted(field))
    return _share(what, [(f"{key}: {field.name}", good(field)) for key, field in fields])


def _share(what: str, verdicts: list[tuple[str, bool]]) -> Share:
    missing = tuple(name for name, good in verdicts if not good)
    return Share(what, len(verdicts) - len(missing), len(verdicts), missing)


def _is_text(field: Parameter) -> bool:
    return field.type == "string" and field.const is None and not field.secret


def _has_shape(field: Parameter) -> bool:
    return bool(field.pattern or field.enum)


def _is_supplied(field: Parameter) -> bool:
    """Whether the user has to come up with the value."""
    needed = field.required.always or field.required.conditional
    return needed and field.const is None and not field.value_from and not field.enum and field.type != "boolean"
