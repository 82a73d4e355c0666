"""Did you mean?"""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that ``word`` is most likely a misspelling of, or None.

    Case and the signs between words do not count: ``oauth_api_key`` finds ``oauth.api.key``.
    """
    from difflib import get_close_matches

    plain = {_plain(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return ``did you mean "X"?``, or an empty string when nothing is near."""
    found = closest(word, candidates)
    return f'did you mean "{found}"?' if found else ""


def _plain(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
