"""Checks of what is sent and received: one module a connector, named after its key, without any third-party package.

Each ``validate_*`` function returns all violations, an empty list when there is none; each ``is_*`` function only
whether there is none. Neither raises, and no violation holds a value: only names, and what is accepted.
"""


class Violation:
    """One thing that is wrong.

    ``pointer`` is a JSON Pointer (RFC 6901) to where the value is or is missing, ``code`` one of ``required``,
    ``empty``, ``type``, ``const``, ``enum``, ``pattern``, ``unknown``, and ``message`` says it in words.
    """

    __slots__ = ("code", "message", "pointer")

    def __init__(self, pointer: str, code: str, message: str) -> None:
        self.pointer = pointer
        self.code = code
        self.message = message

    def __repr__(self) -> str:
        return f"Violation({self.pointer!r}, {self.code!r}, {self.message!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Violation):
            return NotImplemented
        return (self.pointer, self.code, self.message) == (other.pointer, other.code, other.message)

    def __hash__(self) -> int:
        return hash((self.pointer, self.code, self.message))
