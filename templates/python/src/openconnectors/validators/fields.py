"""Collects what is wrong with a body: the slow way, taken only when a module's quick test has said no.

A `Group` describes an object by its fields, in the order in which they are reported.
"""

from re import compile as compiled

from openconnectors.validators import Violation

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    When: TypeAlias = tuple[tuple[str, tuple[object, ...], bool], ...]
    """Conditions that all have to hold: a field beside it, its values, and whether it may be absent."""

    Test: TypeAlias = Callable[[object], bool]

_LONGEST_NAME = 80


def is_whole(value: object) -> bool:
    """Whether a value is a whole number as JSON has it: 1 and 1.0, but not true."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def is_number(value: object) -> bool:
    """Whether a value is a number as JSON has it."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_same(value: object, accepted: "Sequence[object]") -> bool:
    """Whether a value is one of the accepted ones as JSON compares: 1 is 1.0, but not true."""
    flag = isinstance(value, bool)
    return any(isinstance(item, bool) == flag and value == item for item in accepted)


def are_texts(value: object) -> bool:
    """Whether a value is a list of strings."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def holds(when: "When", beside: "dict[str, object]") -> bool:
    """Whether conditions on the fields beside hold."""
    for name, values, absent in when:
        if not (is_same(beside[name], values) if name in beside else absent):
            return False
    return True


class Field:
    """One member: its name on the wire, its label, when it is required, and where to find its value."""

    __slots__ = ("find", "name", "part", "required", "title", "when")

    def __init__(self, name: str, label: str = "", *, required: bool = False, when: "When" = (), find: str = "") -> None:
        self.name = name
        self.part = name.replace("~", "~0").replace("/", "~1")
        self.title = f"{label} ({name})" if label else name
        self.required = required
        self.when = when
        self.find = find

    def needed(self, beside: "dict[str, object]") -> bool:
        """Whether the field must be there, given the fields beside it."""
        return self.required or (bool(self.when) and holds(self.when, beside))

    def missing(self, pointer: str) -> Violation:
        """Say that the field is not there."""
        return Violation(pointer, "required", self._with_find(f"{self.title} is missing"))

    def empty(self, pointer: str) -> Violation:
        """Say that the field is there and holds nothing."""
        return Violation(pointer, "empty", self._with_find(f"{self.title} is empty"))

    def check(self, value: object, pointer: str) -> "list[Violation]":
        """Return what is wrong with a value of the field."""
        raise NotImplementedError

    def wrong_type(self, value: object, pointer: str, accepted: str) -> "list[Violation]":
        """Say that a value is not of a type that is accepted."""
        return [Violation(pointer, "type", f"{self.title} must be {accepted}, not {_kind(value)}")]

    def _with_find(self, message: str) -> str:
        return f"{message}; where to find it: {self.find}" if self.find else message


class Text(Field):
    """A string, which a pattern may bind; ``accepts`` is the pattern in words."""

    __slots__ = ("accepts", "filled", "pattern")

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        required: bool = False,
        when: "When" = (),
        find: str = "",
        filled: bool = False,
        pattern: str = "",
        accepts: str = "",
    ) -> None:
        super().__init__(name, label, required=required, when=when, find=find)
        self.filled = filled
        self.pattern = pattern
        self.accepts = accepts

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if not isinstance(value, str):
            return self.wrong_type(value, pointer, "a string")
        if self.pattern:
            if compiled(self.pattern).search(value):
                return []
            if not value:
                return [self.empty(pointer)]
            accepted = f"be {self.accepts}" if self.accepts else f"match the pattern {self.pattern}"
            return [Violation(pointer, "pattern", f"{self.title} must {accepted}")]
        return [self.empty(pointer)] if self.filled and not value else []


class Number(Text):
    """A number, whole or not; with ``strings`` also one that is written in a string."""

    __slots__ = ("strings", "whole")

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        required: bool = False,
        when: "When" = (),
        find: str = "",
        pattern: str = "",
        accepts: str = "",
        whole: bool = False,
        strings: bool = False,
    ) -> None:
        super().__init__(name, label, required=required, when=when, find=find, pattern=pattern, accepts=accepts)
        self.whole = whole
        self.strings = strings

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if self.strings and isinstance(value, str):
            return super().check(value, pointer)
        if is_whole(value) if self.whole else is_number(value):
            return []
        accepted = "a whole number" if self.whole else "a number"
        return self.wrong_type(value, pointer, f"{accepted} or a string" if self.strings else accepted)


class Choice(Field):
    """One of some strings, or of the native values that say the same."""

    __slots__ = ("choices", "natives")

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        choices: "tuple[str, ...]",
        natives: "tuple[object, ...]" = (),
        required: bool = False,
        when: "When" = (),
        find: str = "",
    ) -> None:
        super().__init__(name, label, required=required, when=when, find=find)
        self.choices = choices
        self.natives = natives

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if is_same(value, (*self.choices, *self.natives)):
            return []
        accepted = " or ".join(f'"{choice}"' for choice in self.choices)
        hint = _did_you_mean(value, self.choices) if isinstance(value, str) else ""
        return [Violation(pointer, "enum", f"{self.title} must be {accepted}{hint}")]


class Constant(Field):
    """One value that is sent as it is. ``others`` are the constants of the other ways to sign in."""

    __slots__ = ("accepted", "others")

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        accepted: "tuple[object, ...]",
        others: "tuple[str, ...]" = (),
        required: bool = False,
        when: "When" = (),
        find: str = "",
    ) -> None:
        super().__init__(name, label, required=required, when=when, find=find)
        self.accepted = accepted
        self.others = others

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if is_same(value, self.accepted):
            return []
        known = (str(self.accepted[0]), *self.others)
        hint = _did_you_mean(value, known) if isinstance(value, str) else ""
        said = " or ".join(f'"{text}"' for text in known)
        return [Violation(pointer, "const", f"{self.title} must be {said}{hint}")]


class Flag(Field):
    """A native true or false."""

    __slots__ = ()

    def check(self, value: object, pointer: str) -> "list[Violation]":
        return [] if isinstance(value, bool) else self.wrong_type(value, pointer, "true or false")


class Listing(Field):
    """A JSON list, of strings or of anything."""

    __slots__ = ("texts",)

    def __init__(self, name: str, label: str = "", *, texts: bool = False, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self.texts = texts

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if not isinstance(value, list):
            return self.wrong_type(value, pointer, "a list")
        if not self.texts:
            return []
        wrong = ((index, item) for index, item in enumerate(value) if not isinstance(item, str))
        return [v for index, item in wrong for v in self.wrong_type(item, f"{pointer}/{index}", "a list of strings")]


class Group(Field):
    """An object. A closed one has no fields but those that are named."""

    __slots__ = ("closed", "fields")

    def __init__(
        self, name: str, fields: "tuple[Field, ...]", *, label: str = "", closed: bool = False, required: bool = False
    ) -> None:
        super().__init__(name, label, required=required)
        self.fields = fields
        self.closed = closed

    def check(self, value: object, pointer: str) -> "list[Violation]":
        if not isinstance(value, dict):
            return self.wrong_type(value, pointer, "an object")
        found: list[Violation] = []
        missing: dict[str, Violation] = {}
        for field in self.fields:
            place = f"{pointer}/{field.part}"
            if field.name in value:
                wrong = field.check(value[field.name], place)
                if not wrong and value[field.name] == "" and field.when and field.needed(value):
                    wrong = [field.empty(place)]
                found += wrong
            elif field.needed(value):
                missing[field.name] = field.missing(place)
        unknown = self._unknown(value, pointer, missing) if self.closed else []
        return [*missing.values(), *found, *unknown]

    def _unknown(self, value: "dict[str, object]", pointer: str, missing: "dict[str, Violation]") -> "list[Violation]":
        """Say which fields are not known; a misspelt one that is missing for it is one violation, not two."""
        known = [field.name for field in self.fields]
        found: list[Violation] = []
        for name in value:
            if name in known:
                continue
            meant = _nearest(str(name), known)
            missing.pop(meant, None)
            hint = f'; did you mean "{meant}"?' if meant else f"; known are {', '.join(known) or 'none'}"
            shown = repr(name if len(str(name)) <= _LONGEST_NAME else f"{str(name)[:_LONGEST_NAME]}...")
            part = str(name).replace("~", "~0").replace("/", "~1")
            found.append(Violation(f"{pointer}/{part}", "unknown", f"{shown} is not known here{hint}"))
        return found


class Variant:
    """What a call is made of for the named methods: a quick test, and what tells all that is wrong."""

    __slots__ = ("group", "methods", "test")

    def __init__(self, methods: "tuple[str, ...]", test: "Test", group: Group) -> None:
        self.methods = methods
        self.test = test
        self.group = group


def collect(value: object, variants: "Sequence[Variant]", method: str = "") -> "list[Violation]":
    """Return what is wrong with a value: nothing when it fits any variant, else what keeps it from fitting the nearest.

    The nearest is one whose constants are met, and then the one with the fewest violations. ``method`` leaves only the
    variants of that method; raises ValueError when there is none.
    """
    chosen = [variant for variant in variants if not method or method in variant.methods]
    if not chosen:
        raise ValueError(f"no way to sign in is named {method!r}")
    found: list[list[Violation]] = []
    for variant in chosen:
        if variant.test(value):
            return []
        found.append(variant.group.check(value, ""))
    return min(found, key=lambda violations: (sum(v.code == "const" for v in violations), len(violations)))


def _did_you_mean(text: str, known: "Sequence[str]") -> str:
    meant = _nearest(text, known)
    return f'; did you mean "{meant}"?' if meant else ""


def _nearest(text: str, known: "Sequence[str]") -> str:
    from difflib import get_close_matches

    plain = {_plain(name): name for name in reversed(known)}
    near = get_close_matches(_plain(text[:_LONGEST_NAME]), plain, 1, 0.7)
    return plain[near[0]] if near else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list | tuple) else "an object" if isinstance(value, dict) else "such a value"
