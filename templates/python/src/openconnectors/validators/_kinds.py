"""What messages call a value, and where it is."""

__all__ = ["kind_of", "pointer_to"]


def pointer_to(name: str) -> str:
    """Return the JSON Pointer (RFC 6901) from an object to its member."""
    return "/" + (name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name)


_KINDS = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
}


def kind_of(value: object) -> str:
    """Return what messages call the kind of a value."""
    return _KINDS.get(type(value), "such a value")
