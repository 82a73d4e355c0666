"""Tests of single values, as JSON Schema has them."""

__all__ = ["MAX_DEPTH", "are_texts", "is_json", "is_number", "is_same", "is_whole", "json_fault", "with_member"]

MAX_DEPTH = 100  # of JSON in a string; readers of JSON differ in how deep they go


def is_whole(value: object) -> bool:
    """Whether a value is a whole number as JSON has it: 1 and 1.0, but not true."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def is_number(value: object) -> bool:
    """Whether a value is a number as JSON has it."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_same(value: object, accepted: tuple[object, ...]) -> bool:
    """Whether a value is one of the accepted ones as JSON compares: 1 is 1.0, but not true."""
    flag = isinstance(value, bool)
    return any(isinstance(item, bool) == flag and value == item for item in accepted)


def are_texts(value: object) -> bool:
    """Whether a value is a list of strings."""
    if not isinstance(value, list):
        return False
    for item in value:  # noqa: SIM110 - quicker than all() over a generator
        if not isinstance(item, str):
            return False
    return True


def with_member(value: object, name: str, default: object) -> object:
    """Return an object with a member that it lacks; any other value as it is."""
    return {**value, name: default} if isinstance(value, dict) and name not in value else value


def is_json(text: str) -> bool:
    """Whether a text is JSON and nothing else, lists and objects within each other at most `MAX_DEPTH` deep."""
    return json_fault(text) == ""


def json_fault(text: str) -> str:
    """Return what keeps a text from being JSON as RFC 8259 has it; nothing when it is."""
    from json import JSONDecodeError, loads  # costs more than all the rest, and few bodies hold such a text

    if _depth(text) > MAX_DEPTH:
        return f"must be JSON with lists and objects at most {MAX_DEPTH} deep"
    try:
        loads(text, parse_constant=_no_constant, parse_int=str, parse_float=str)  # numbers of any length are JSON
    except JSONDecodeError as error:
        return f"must be JSON, and is none from character {error.pos + 1} on"
    except ValueError:
        return "must be JSON, which knows no NaN and no Infinity"
    return ""


def _no_constant(name: str) -> object:
    raise ValueError(name)  # NaN and Infinity, which Python writes and JSON does not have


def _depth(text: str) -> int:
    """Return how deep lists and objects are within each other, at least in a text that is JSON."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return 0
    from re import compile as compiled

    depth = deepest = 0
    # A string that is not closed goes on to the end, so that no character is looked at twice.
    for mark in compiled(r'(?s)"(?:[^"\\]|\\.?)*(?:"|\Z)|[\[\]{}]').findall(text):
        depth += (mark in "[{") - (mark in "]}")
        deepest = max(deepest, depth)
    return deepest
