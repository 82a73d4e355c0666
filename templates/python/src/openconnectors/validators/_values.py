"""Tests of single values, as JSON Schema has them."""

__all__ = ["are_texts", "is_number", "is_same", "is_whole", "with_member"]


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
