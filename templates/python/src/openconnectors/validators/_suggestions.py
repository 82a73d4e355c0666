"""Which name or value was meant."""

__all__ = ["LONGEST_NAME", "hint", "is_slip"]

LONGEST_NAME = 80

TYPE_CHECKING = False  # importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from collections.abc import Collection


def hint(text: str, known: "Collection[str]") -> str:
    """Return the end of a message: which of the known texts is nearest, if one is near."""
    from difflib import get_close_matches

    plain = {_plain(name): name for name in reversed(tuple(known))}
    near = get_close_matches(_plain(text[:LONGEST_NAME]), plain, 1, 0.7)
    return f'; did you mean "{plain[near[0]]}"?' if near else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def is_slip(name: str, meant: str) -> bool:
    """Whether two names differ by case, the signs between words, or two letters in one place."""
    if abs(len(name) - len(meant)) > 2:
        return _plain(name) == _plain(meant)
    shorter = min(len(name), len(meant))
    start = next((i for i in range(shorter) if name[i] != meant[i]), shorter)
    end = next((i for i in range(shorter - start) if name[-1 - i] != meant[-1 - i]), shorter - start)
    return max(len(name), len(meant)) - start - end <= 2 or _plain(name) == _plain(meant)
