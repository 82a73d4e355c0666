"""What is wrong, in words: a table of fields for each body, made when something is wrong for the first time.

A field is known by the JSON Pointer (RFC 6901) to where its value is.
"""

from re import compile as compiled, search

from openconnectors.validators import Violation
from openconnectors.validators._values import json_fault

__all__ = ["Choice", "Constant", "Field", "Flag", "Group", "Json", "Listing", "Number", "Table", "Text"]

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_LONGEST_NAME = 80


class Field:
    """One member: where it is, its label, and where to find its value."""

    __slots__ = ("empty", "end", "missing", "name", "place", "pointer", "start", "title", "types")

    def __init__(self, pointer: str, *, label: str = "", find: str = "") -> None:
        self.pointer = pointer
        self.place, _, name = pointer.rpartition("/")
        self.name = name.replace("~1", "/").replace("~0", "~")
        self.start, self.end = self.name[:1].lower(), self.name[-1:].lower()
        self.title = f"{label} ({self.name})" if label else self.name
        where = f"; where to find it: {find}" if find else ""
        self.missing = Violation(pointer, "required", f"{self.title} is missing{where}")
        self.empty = Violation(pointer, "empty", f"{self.title} is empty{where}")
        self.types: dict[str, Violation] = {}  # what was found in place of an accepted type -> its violation

    @property
    def refuses_empty(self) -> bool:
        """Whether an empty string is not accepted, conditions apart."""
        return True

    def complain(self, value: object, found: list[Violation]) -> None:
        """Add why a value was not accepted."""
        raise NotImplementedError

    def wrong_type(self, value: object, accepted: str, found: list[Violation]) -> None:
        """Add that a value is not of a type that is accepted."""
        kind = _kind(value)
        if kind not in self.types:
            self.types[kind] = Violation(self.pointer, "type", f"{self.title} must be {accepted}, not {kind}")
        found.append(self.types[kind])


class Text(Field):
    """A string, which a pattern may bind; ``accepts`` is the pattern in words.

    ``reasons`` are what can be wrong with a refused value, the first that applies first: a pattern that matches it, one
    that does not, and what to say. Each may be empty but the last.
    """

    __slots__ = ("accepted", "reasons", "search")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        filled: bool = False,
        pattern: str = "",
        accepts: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
    ) -> None:
        super().__init__(pointer, label=label, find=find)
        self.search = compiled(pattern or (r"(?s)." if filled else "")).search
        self.accepted = f"be {accepts}" if accepts else f"match the pattern {pattern}"
        self.reasons = reasons

    @property
    def refuses_empty(self) -> bool:
        return self.search("") is None

    def complain(self, value: object, found: list[Violation]) -> None:
        if isinstance(value, str):
            mismatch = Violation(self.pointer, "pattern", f"{self.title} {self._reason(value)}")
            found.append(mismatch if value else self.empty)
        else:
            self.wrong_type(value, "a string", found)

    def _reason(self, value: str) -> str:
        """Return what is wrong with a refused value, true of it and without a part of it."""
        bare = value.strip()
        if bare != value and self.search(bare):
            return "has white space before or after it, such as a line break; leave it out"
        for finds, lacks, says in self.reasons:
            match = search(finds, value)
            if match and not (lacks and search(lacks, value)):
                return says.replace("{at}", str(match.start() + 1))
        return f"must {self.accepted}"


class Json(Field):
    """JSON in a string."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        if isinstance(value, str):
            found.append(Violation(self.pointer, "json", f"{self.title} {json_fault(value)}") if value else self.empty)
        else:
            self.wrong_type(value, "JSON in a string", found)


class Number(Text):
    """A number, whole or not; with ``strings`` also one that is written in a string."""

    __slots__ = ("strings", "wanted")

    def __init__(
        self,
        pointer: str,
        *,
        label: str = "",
        find: str = "",
        pattern: str = "",
        accepts: str = "",
        reasons: "tuple[tuple[str, str, str], ...]" = (),
        whole: bool = False,
        strings: bool = False,
    ) -> None:
        super().__init__(pointer, label=label, find=find, pattern=pattern, accepts=accepts, reasons=reasons)
        self.strings = strings
        self.wanted = ("a whole number" if whole else "a number") + (" or a string" if strings else "")

    def complain(self, value: object, found: list[Violation]) -> None:
        if self.strings and isinstance(value, str):
            super().complain(value, found)
        else:
            self.wrong_type(value, self.wanted, found)


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

    def complain(self, value: object, found: list[Violation]) -> None:
        found.append(Violation(self.pointer, "enum", _suggesting(self.message, value, self.choices)))


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

    def complain(self, value: object, found: list[Violation]) -> None:
        if isinstance(value, str) and value in self.known:  # it is another way's
            message: str | Callable[[], str] = f"{self.title} must be {_either(self.known[:1])} for this way to sign in"
        else:
            message = _suggesting(self.message, value, self.known)
        found.append(Violation(self.pointer, "const", message))


class Flag(Field):
    """A native true or false."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        self.wrong_type(value, "true or false", found)


class Listing(Field):
    """A JSON list, of strings or of anything."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        if not isinstance(value, list):
            return self.wrong_type(value, "a list", found)
        message = f"{self.title} must be a list of strings"
        wrong = (index for index, item in enumerate(value) if not isinstance(item, str))
        found += [Violation(f"{self.pointer}/{index}", "type", message) for index in wrong]
        return None


class Group(Field):
    """An object."""

    __slots__ = ()

    def complain(self, value: object, found: list[Violation]) -> None:
        self.wrong_type(value, "an object", found)


class Table:
    """The fields of a body, by their pointers. ``title`` is what messages call the body."""

    __slots__ = ("fields", "names", "title")

    def __init__(self, title: str, *fields: Field) -> None:
        self.title = title
        self.fields = {field.pointer: field for field in fields}
        self.names: dict[str, dict[str, None]] = {}  # pointer of an object -> names of its members, in order
        for field in fields:
            self.names.setdefault(field.place, {})[field.name] = None

    def not_an_object(self, value: object) -> list[Violation]:
        """Say that the body is no object."""
        return [Violation("", "type", f"{self.title} must be an object, not {_kind(value)}")]

    def wrong(self, pointer: str, beside: dict[str, object], found: list[Violation]) -> bool:
        """Add what is wrong with a member of an object: not accepted, or missing; then return true."""
        field = self.fields[pointer]
        if field.name in beside:
            field.complain(beside[field.name], found)
            return False
        found.append(field.missing)
        return True

    def needed(self, pointer: str, beside: dict[str, object], found: list[Violation], *instead: str) -> None:
        """Add that a member is missing or empty which others make necessary; ``instead`` would have done as well."""
        field = self.fields[pointer]
        if field.name not in beside:
            others = [self.fields[other].title for other in instead]
            missing = f"{' or '.join([field.title, *others])} is missing; one of them is needed"
            found.append(Violation(pointer, "required", missing) if others else field.missing)
        elif not field.refuses_empty:  # what refuses an empty value anyway has said so
            found.append(field.empty)

    def unknown(self, pointer: str, holder: dict[str, object], found: list[Violation]) -> None:
        """Add which members of an object are not known. A slip in a missing one's name is one violation."""
        known = self.names.get(pointer, {})
        for name in holder:
            if name in known:
                continue
            if not isinstance(name, str):  # JSON has no such member, and a dict of Python can
                message = f"a name must be a string, not {_kind(name)}"
                found.append(Violation(f"{pointer}/{_part(repr(name)[:_LONGEST_NAME])}", "unknown", message))
                continue
            meant = self._meant(name, pointer, found)
            if meant is not None:
                found.remove(meant)
            near = known if meant is None else (self.fields[meant.pointer].name,)
            found.append(Violation(f"{pointer}/{_part(name)}", "unknown", _unknown(name, near)))

    def _meant(self, name: str, pointer: str, found: list[Violation]) -> Violation | None:
        """Return the violation of a missing member of the object whose name is nearly this one."""
        start, end = name[:1].lower(), name[-1:].lower()
        for violation in found:
            if violation.code == "required":
                field = self.fields[violation.pointer]
                # A slip leaves one end as it is; this clears nearly all pairs.
                near = field.start == start or field.end == end
                if near and field.place == pointer and _is_slip(name, field.name):
                    return violation
        return None


def _part(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name


def _unknown(name: str, known: "Collection[str]") -> "Callable[[], str]":
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


def _hint(text: str, known: "Collection[str]") -> str:
    from difflib import get_close_matches

    plain = {_plain(name): name for name in reversed(tuple(known))}
    near = get_close_matches(_plain(text[:_LONGEST_NAME]), plain, 1, 0.7)
    return f'; did you mean "{plain[near[0]]}"?' if near else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _is_slip(name: str, meant: str) -> bool:
    """Whether two names differ by case, the signs between words, or two letters in one place."""
    if abs(len(name) - len(meant)) > 2:
        return _plain(name) == _plain(meant)
    shorter = min(len(name), len(meant))
    start = next((i for i in range(shorter) if name[i] != meant[i]), shorter)
    end = next((i for i in range(shorter - start) if name[-1 - i] != meant[-1 - i]), shorter - start)
    return max(len(name), len(meant)) - start - end <= 2 or _plain(name) == _plain(meant)


_KINDS = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
}


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "such a value")
