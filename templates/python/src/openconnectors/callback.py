"""What the provider sends to the callback URL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, final

from ._platform import REFUSALS
from .errors import CallbackError, ConsentRefused
from .masking import legible
from .parameters import Parameters, read_parameters
from .secret import NotStored, Secret
from .shapes import Method, Refusal

__all__ = ["Callback", "CallbackLike", "given_callback", "parse_callback"]

CallbackLike: TypeAlias = "Callback | Parameters"


@final
class Callback(NotStored):
    """The parameters of a callback, all of them kept, each as a `Secret`. Its repr shows the names alone.

    Nothing is refused while it is made; `check` does that.
    """

    __slots__ = ("_fault", "_parameters")

    REFUSAL = "a Callback cannot be pickled, for it holds secrets"

    def __init__(self, parameters: Mapping[str, Secret], fault: str = "") -> None:
        self._parameters = parameters
        self._fault = fault

    @staticmethod
    def of(callback: CallbackLike) -> Callback:
        """Return the callback of a URL (a str or an object), a query string, or what a web framework has parsed."""
        if isinstance(callback, Callback):
            return callback
        pairs, fault = read_parameters(callback)
        del callback  # whatever is raised from here on, its frame does not hold the values
        parameters: dict[str, Secret] = {}
        for name, value in pairs:
            # RFC 6749, 3.1: no parameter twice. Which of two codes or states is meant, a forger would decide.
            fault = fault or (f"{legible(name)} occurs twice" if name in parameters else "")
            parameters[name] = value
        return Callback(parameters, fault)

    @property
    def code(self) -> Secret | None:
        """The authorization grant code."""
        return self.get("code")

    @property
    def state(self) -> Secret | None:
        """The state of the OAuth URL call, as it came back."""
        return self.get("state")

    @property
    def readable(self) -> bool:
        """Whether the parameters are those that were sent: none occurs twice, and none is broken."""
        return not self._fault

    def get(self, name: str) -> Secret | None:
        """Return a parameter, or None when it is absent."""
        return self._parameters.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def check(self, method: Method | None = None) -> None:
        """Raise CallbackError when the callback cannot be read, ConsentRefused when it says that the user refused.

        ``method`` is the way to sign in that it belongs to; without one, it is refused by the signs of any flow.
        """
        if self._fault:
            raise CallbackError(f"the callback is not one to trust: {self._fault}")
        for refusal in REFUSALS:
            if (method is None or method.flow in refusal.flows) and self._refuses(refusal, method):
                raise self._refused(refusal)

    def _refuses(self, refusal: Refusal, method: Method | None) -> bool:
        found = self.get(refusal.parameter)
        if refusal.missing:
            return method is not None and refusal.parameter in method.callback and not found
        if found is None or refusal.value is None:
            return found is not None
        return found.reveal().casefold() == refusal.value

    def _refused(self, refusal: Refusal) -> ConsentRefused:
        if refusal.missing:
            return ConsentRefused("", f"the callback brings no {refusal.parameter}")
        if refusal.secret:
            return ConsentRefused(refusal.parameter)
        said, more = self.get(refusal.parameter), self.get(refusal.description)
        return ConsentRefused(*(legible(text.reveal()) if text else "" for text in (said, more)))

    def __repr__(self) -> str:
        return f"Callback({', '.join(map(repr, self._parameters))})"


def given_callback(callback: CallbackLike | None) -> Callback | None:
    """Return the callback of an argument that may be left out; None stays None."""
    return None if callback is None else Callback.of(callback)


def parse_callback(callback: CallbackLike) -> Callback:
    """Return what the provider sent to the callback URL: a URL, a query string, or parsed parameters.

    Raises ConsentRefused when the callback says that the user refused, CallbackError when a parameter occurs twice.
    The state is not compared here, nor is anything missed; `Client.finish` does that.
    """
    callback = Callback.of(callback)
    callback.check()
    return callback
