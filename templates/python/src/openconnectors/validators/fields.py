"""What is wrong, in words: a table of fields for each body, made when something is wrong for the first time.

A field is known by the JSON Pointer (RFC 6901) to where its value is.
"""

from re import compile as compiled

from openconnectors.validators import Violation

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST_NAME = 80


class Field:
    """One member: where it is, its label, and where to find its value."""

    __slots__ = ("empty", "missing", "name", "pointer", "title")

    def __init__(self, pointer: str, *, label: str = "", find: str = "") -> None:
        self.pointer = pointer
        self.name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        self.title = f"{label} ({self.name})" if label else self.name
        where = f"; where to find it: {find}" if find else ""
        self.missing = Violation(pointer, "required", f"{self.title} is missing{where}")
        self.empty = Violation(pointer, "empty", f"{self.title} is empty{where}")

    @property
    def refuses_empty(self) -> bool:
        """Whether an empty string is not accepted, conditions apart."""
        return True

    def complain(self, value: object) -> list[Violation]:
        """Say why a value was not accepted."""
        raise NotImplementedError

    def wrong_type(self, value: object, accepted: str) -> list[Violation]:
        """Say that a value is not of a type that is accepted."""
        return [Violation(self.pointer, "type", f"{self.title} must be {accepted}, not {_kind(value)}")]


class Text(Field):
    """A string, which a pattern may bind; ``accepts`` is the pattern in words."""

    __slots__ = ("mismatch", "search")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        filled: bool = False,
        pattern: str = "",
        accepts: str = "",
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.search = compiled(pattern or (r"(?s)." if filled else "")).search
        accepted = f"be {accepts}" if accepts else f"match the pattern {pattern}"
        self.mismatch = Violation(pointer, "pattern", f"{self.title} must {accepted}")

    @property
    def refuses_empty(self) -> bool:
        return self.search("") is None

    def complain(self, value: object) -> list[Violation]:
        if not isinstance(value, str):
            return self.wrong_type(value, "a string")
        return [self.mismatch if value else self.empty]


class Number(Text):
    """A number, whole or not; with ``strings`` also one that is written in a string."""

    __slots__ = ("accepted", "strings")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        pattern: str = "",
        accepts: str = "",
        whole: bool = False,
        strings: bool = False,
    ) -> None:
        super().__init__(pointer, label=label, find=find, pattern=pattern, accepts=accepts)
        self.strings = strings
        self.accepted = ("a whole number" if whole else "a number") + (" or a string" if strings else "")

    def complain(self, value: object) -> list[Violation]:
        return (
            super().complain(value)
            if self.strings and isinstance(value, str)
            else self.wrong_type(value, self.accepted)
        )


class Choice(Field):
    """One of some strings, or of the native values that say the same; messages name the strings."""

    __slots__ = ("choices", "message")

    def __init__(
        self,
        pointer: str,
        *,
        choices: tuple[str, ...],
        label: str = "",
        find: str = "",
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.choices = choices
        self.message = f"{self.title} must be {_either(choices)}"

    def complain(self, value: object) -> list[Violation]:
        return [Violation(self.pointer, "enum", _suggesting(self.message, value, self.choices))]


class Constant(Field):
    """One value that is sent as it is. ``others`` are the constants of the other ways to sign in."""

    __slots__ = ("known", "message")

    def __init__(
        self,
        pointer: str,
        *,
        const: str,
        others: tuple[str, ...] = (),
        label: str = "",
        find: str = "",
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.known = (const, *others)
        self.message = f"{self.title} must be {_either(self.known)}"

    def complain(self, value: object) -> list[Violation]:
        return [Violation(self.pointer, "const", _suggesting(self.message, value, self.known))]


class Flag(Field):
    """A native true or false."""

    __slots__ = ()

    def complain(self, value: object) -> list[Violation]:
        return self.wrong_type(value, "true or false")


class Listing(Field):
    """A JSON list, of strings or of anything."""

    __slots__ = ()

    def complain(self, value: object) -> list[Violation]:
        if not isinstance(value, list):
            return self.wrong_type(value, "a list")
        message = f"{self.title} must be a list of strings"
        wrong = (index for index, item in enumerate(value) if not isinstance(item, str))
        return [Violation(f"{self.pointer}/{index}", "type", message) for index in wrong]


class Group(Field):
    """An object."""

    __slots__ = ()

    def complain(self, value: object) -> list[Violation]:
        return self.wrong_type(value, "an object")


class Table:
    """The fields of a body, by their pointers. ``title`` is what messages call the body."""

    __slots__ = ("fields", "names", "title")

    def __init__(self, title: str, *fields: Field) -> None:
        self.title = title
        self.fields = {field.pointer: field for field in fields}
        self.names: dict[str, list[str]] = {}  # pointer of an object -> names of its members
        for field in fields:
            self.names.setdefault(field.pointer.rpartition("/")[0], []).append(field.name)

    def not_an_object(self, value: object) -> list[Violation]:
        """Say that the body is no object."""
        return [Violation("", "type", f"{self.title} must be an object, not {_kind(value)}")]

    def wrong(self, pointer: str, beside: dict[str, object]) -> list[Violation]:
        """Say what is wrong with a member of an object: it is missing, or its value is not accepted."""
        field = self.fields[pointer]
        return field.complain(beside[field.name]) if field.name in beside else [field.missing]

    def needed(self, pointer: str, beside: dict[str, object]) -> list[Violation]:
        """Say that a member is missing or empty which others make necessary."""
        field = self.fields[pointer]
        if field.name not in beside:
            return [field.missing]
        # What refuses an empty value anyway has said so.
        return [] if field.refuses_empty else [field.empty]

    def unknown(self, pointer: str, holder: dict[str, object], found: list[Violation]) -> None:
        """Add which members of an object are not known. A slip in the name of a missing one is one violation, not two."""
        known = self.names.get(pointer, [])
        for name in holder:
            if name in known:
                continue
            text = str(name)
            missing = (v for v in found if v.code == "required" and v.pointer in self.fields)
            slips = (v for v in missing if _is_slip(text, self.fields[v.pointer].name))
            meant = next((v for v in slips if v.pointer.rpartition("/")[0] == pointer), None)
            if meant is not None:
                found.remove(meant)
            near = [self.fields[meant.pointer].name] if meant else known
            found.append(Violation(f"{pointer}/{_part(text)}", "unknown", _unknown(text, near)))


def _part(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _unknown(name: str, known: "Sequence[str]") -> "Callable[[], str]":
    def message() -> str:
        shown = repr(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}...")
        hint = _hint(name, known) or f"; known are {', '.join(known) or 'none'}"
        return f"{shown} is not known here{hint}"

    return message


def _either(texts: "Sequence[str]") -> str:
    return " or ".join(f'"{text}"' for text in texts)


def _suggesting(message: str, value: object, known: "Sequence[str]") -> "str | Callable[[], str]":
    """Return the message with the nearest of ``known``; the search waits until somebody reads it."""
    return (lambda: message + _hint(value, known)) if isinstance(value, str) else message


def _hint(text: str, known: "Sequence[str]") -> str:
    from difflib import get_close_matches

    plain = {_plain(name): name for name in reversed(known)}
    near = get_close_matches(_plain(text[:_LONGEST_NAME]), plain, 1, 0.7)
    return f'; did you mean "{plain[near[0]]}"?' if near else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _is_slip(name: str, meant: str) -> bool:
    """Whether two names differ by case, the signs between words, or two letters in one place."""
    if name[:1].lower() != meant[:1].lower() and name[-1:].lower() != meant[-1:].lower():
        return False  # a slip leaves one end as it is; this clears nearly all pairs
    if abs(len(name) - len(meant)) > 2:
        return _plain(name) == _plain(meant)
    shorter = min(len(name), len(meant))
    start = next((i for i in range(shorter) if name[i] != meant[i]), shorter)
    end = next((i for i in range(shorter - start) if name[-1 - i] != meant[-1 - i]), shorter - start)
    return max(len(name), len(meant)) - start - end <= 2 or _plain(name) == _plain(meant)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "such a value"
