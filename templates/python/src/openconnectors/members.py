"""JSON objects that the platform sent, kept whole without being shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn, SupportsIndex, TypeAlias, final

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


@final
class Members(Mapping[str, JsonValue]):
    """A JSON object, read-only. Its repr shows the names alone, since any value may be a secret.

    ``members["name"]`` and ``dict(members)`` give the values as they came; JSON and pickle refuse the object itself.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, JsonValue] | None = None) -> None:
        self._values: Mapping[str, JsonValue] = values or {}

    def __getitem__(self, name: str) -> JsonValue:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def without(self, *names: str) -> Members:
        """Return the members but those."""
        return Members({name: value for name, value in self._values.items() if name not in names})

    def __repr__(self) -> str:
        return f"Members({', '.join(map(repr, self._values))})"

    def __copy__(self) -> Members:
        return self

    def __deepcopy__(self, memo: object) -> Members:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("Members cannot be pickled, for they may hold secrets; store the values that you need")
