"""What credentials look like."""

from __future__ import annotations

import re
from collections import Counter
from math import log2

# What the provider's own documents say about the form of their keys.
_FORMS: tuple[tuple[str, str], ...] = (
    ("an access key of AWS", r"(?:AKIA|ASIA|AGPA|AROA)[A-Z2-7]{16}"),
    ("a key of Stripe", r"(?:sk|rk)_live_[0-9A-Za-z]{10,}"),
    ("a token of Slack", r"xox[abeoprs]-[0-9A-Za-z-]{10,}"),
    ("a token of GitHub", r"gh[opsur]_[0-9A-Za-z]{30,}|github_pat_[0-9A-Za-z_]{30,}"),
    ("a token of GitLab", r"glpat-[0-9A-Za-z_-]{20,}"),
    ("an API key of Google", r"AIza[0-9A-Za-z_-]{35}"),
    ("a client secret of Google", r"GOCSPX-[0-9A-Za-z_-]{20,}"),
    ("an access token of Google", r"ya29\.[0-9A-Za-z_-]{20,}"),
    ("a key of SendGrid", r"SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}"),
    ("a key of Mailchimp", r"[0-9a-f]{32}-us[0-9]{1,2}"),
    ("a key of Mailgun or Twilio", r"(?:key-|SK)[0-9a-f]{32}"),
    ("a token of Shopify", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("a token of HubSpot", r"pat-(?:na|eu)[0-9]-[0-9a-f]{8}-[0-9a-f-]{27}"),
    ("a token of npm", r"npm_[0-9A-Za-z]{36}"),
    ("a JSON Web Token", r"eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*"),
)
# Names of accounts that look like keys. They open nothing by themselves, yet belong to somebody.
IDENTIFIERS: dict[str, str] = {"an account SID of Twilio": r"AC[0-9a-f]{32}"}

_ALL = (*_FORMS, *IDENTIFIERS.items())
_KNOWN = re.compile(
    "|".join(rf"(?P<f{n}>(?<![0-9A-Za-z])(?:{form})(?![0-9A-Za-z]))" for n, (_, form) in enumerate(_ALL))
)
_CANDIDATE = re.compile(r"[0-9A-Za-z_.-]{15,}")  # what every form is a part of, so that few texts are tried for all
_WHOLE_IDENTIFIER = re.compile("|".join(IDENTIFIERS.values()))
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_IN_ADDRESS = re.compile(r"://[^/@:\s]+:([^/@\s]+)@")

_RUN = re.compile(r"[0-9A-Za-z+/_-]{24,}={0,2}")
_HEX = re.compile(r"[0-9a-f]{32,}\Z|[0-9A-F]{32,}\Z")
_PLACEHOLDER = re.compile(r"fake|example|dummy|sample|placeholder|redacted|changeme|insert|your|xxxx", re.IGNORECASE)

_SHORTEST = 16
_BITS_OF_HEX = 3.0
_BITS_OF_TEXT = 4.0


def provider_of(text: str) -> str:
    """Return whose credential the text holds, in words; empty when no form is known."""
    for candidate in _CANDIDATE.findall(text):
        for found in _KNOWN.finditer(candidate):
            if found.lastgroup and not is_placeholder(found[0]):
                return _ALL[int(found.lastgroup[1:])][0]
    if _PRIVATE_KEY.search(text):
        return "a private key"
    for password in _IN_ADDRESS.findall(text):
        if not is_placeholder(password):
            return "a password in an address"
    return ""


def is_identifier(text: str) -> bool:
    """Whether the text, as a whole, has the form of an identifier and of nothing that signs anybody in."""
    return _WHOLE_IDENTIFIER.fullmatch(text) is not None


def looks_random(text: str) -> bool:
    """Whether the text holds a long run of characters that nobody chose."""
    return any(_random(part) for run in _RUN.findall(text) for part in _parts(run))


def is_credential(text: str) -> bool:
    """Whether the text looks like something that signs somebody in, of a known form or random."""
    return len(text) >= _SHORTEST and bool(provider_of(text) or looks_random(text))


def is_placeholder(value: str) -> bool:
    """Whether nobody takes the value for a credential: ``fake_key``, ``API_KEY``, ``<KEY>``, ``********``."""
    if _PLACEHOLDER.search(value) or not any(c.isalnum() for c in value):
        return True
    letters = [c for c in value if c.isalpha()]
    worded = "_" in value and all(c.isupper() for c in letters)
    return worded or value[0] in "<{$" or (value.isupper() and value.isalpha())


def _parts(run: str) -> list[str]:
    """Return the parts of a path between its slashes, or the whole where its signs are Base64's."""
    return [run] if "+" in run or run.endswith("=") else run.split("/")


def _random(part: str) -> bool:
    if is_placeholder(part):
        return False
    if _HEX.match(part):
        return any(c.isdigit() for c in part) and _entropy(part) > _BITS_OF_HEX
    kinds = sum(any(test(c) for c in part) for test in (str.islower, str.isupper, str.isdigit))
    return len(part) >= 24 and kinds == 3 and _entropy(part) > _BITS_OF_TEXT and not _worded(part)


def _worded(part: str) -> bool:
    """Whether the part is words that are joined by dashes, underscores or humps."""
    words = [word for word in re.split(r"[_-]|(?<=[a-z])(?=[A-Z])", part) if word]
    return sum(map(len, words)) / len(words) >= 4 and all(word.isalpha() or word.isdigit() for word in words)


def _entropy(text: str) -> float:
    """Return Shannon's entropy in bits a character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())
