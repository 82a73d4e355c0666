"""A value looks like a real credential.

A literal has the form that a provider gives its keys (AKIA..., sk_live_..., xoxb-..., ghp_..., AIza..., a JSON Web
Token, a private key), or it is a long run of random characters. Specs are published, and so is all that is generated
from them: whoever reads it could sign in with the credential. The message does not repeat the value.

How to mend it: revoke the credential at the provider, since it stands in the history of the repository; then put
something in its place that nobody takes for one.

    example: fake_api_key
    oauth.user.token: ACME_USER_TOKEN
    password: "********"
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.lint.context import Context, Text
from ocgen.lint.credentials import looks_random, provider_of

LEVEL: Level = "error"

# Where values stand, other than words about them.
_LITERALS = frozenset({"example", "default", "const", "value", "enum"})
_NO_VALUES = frozenset({"pattern"})


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each text with something in it that looks like a credential."""
    for text in context.texts:
        if len(text.node.text) < 16 or text.key in _NO_VALUES:
            continue
        what = provider_of(text.node.text) or ("a random secret" if _literal(text) and _random(text) else "")
        if what:
            message = f"{text.key} holds what looks like {what}"
            remedy = "if it is real, revoke it; write a placeholder such as fake_key in its place"
            yield Finding("real-credential", LEVEL, message, text.node.location, remedy, secret=True)


def _literal(text: Text) -> bool:
    return text.part == "examples" or text.key in _LITERALS


def _random(text: Text) -> bool:
    return looks_random(text.node.text)
