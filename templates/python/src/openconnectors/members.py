"""JSON objects that the platform sent, kept whole without being shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, final

from .secret import NotStored

if TYPE_CHECKING:
    from .raw_response import RawResponse

__all__ = ["JsonValue", "Members"]

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


@final
class Members(NotStored, Mapping[str, JsonValue]):
    """A JSON object, read-only. Its repr shows the names alone, since any value may be a secret.

    ``members["name"]`` and ``dict(members)`` give the values as they came; JSON and pickle refuse the object itself.
    ``response`` is the answer that they came with, where they are all of its body.
    """

    __slots__ = ("_held", "response")

    REFUSAL = "Members cannot be pickled, for they may hold secrets; store the values that you need"

    # A function of C that returns the object itself: whoever lists the attributes sees no value.
    _held: Callable[[None], Mapping[str, JsonValue]]

    response: RawResponse | None

    def __init__(self, values: Mapping[str, JsonValue] | None = None) -> None:
        self._held = {None: values or {}}.__getitem__
        self.response = None

    @property
    def request_id(self) -> str:
        """What the platform's support asks for; empty where the members are not all of an answer."""
        return self.response.request_id if self.response else ""

    def __getitem__(self, name: str) -> JsonValue:
        return self._held(None)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held(None))

    def __len__(self) -> int:
        return len(self._held(None))

    def of(self, response: RawResponse) -> Members:
        """Return the members as those of all of a response."""
        members = Members(self._held(None))
        members.response = response
        return members

    def without(self, *names: str) -> Members:
        """Return the members but those."""
        return Members({name: self._held(None)[name] for name in self._held(None) if name not in names})

    def __repr__(self) -> str:
        return f"Members({', '.join(map(repr, self._held(None)))})"

    def __copy__(self) -> Members:
        return self

    def __deepcopy__(self, memo: object) -> Members:
        return self
