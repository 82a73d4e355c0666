"""Did you mean?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

ENOUGH = 4  # letters of a beginning that only one candidate has
LONGEST = 200  # what is longer is no misspelt word, and comparing takes time with the square of the length
MOST = 2_000  # candidates that are looked at


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that ``word`` is most likely a misspelling or the beginning of, or None.

    Case and the signs between words do not count: ``oauth_api_key`` finds ``oauth.api.key``.
    """
    if len(word) > LONGEST:
        return None
    return _closest(word, tuple(candidate for candidate in candidates if len(candidate) <= LONGEST)[:MOST])


@lru_cache(maxsize=1024)  # one mistake is often made in many places
def _closest(word: str, candidates: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    plain = {_plain(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    short = _plain(word)
    found = get_close_matches(short, plain, n=1, cutoff=0.7)
    if not found and len(short) >= ENOUGH:
        begun = [name for name in plain if name.startswith(short)]
        found = begun if len(begun) == 1 else []
    return plain[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return ``did you mean "X"?``, or an empty string when nothing is near."""
    found = closest(word, candidates)
    return f'did you mean "{found}"?' if found else ""


def _plain(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
