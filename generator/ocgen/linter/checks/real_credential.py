"""A value looks like a real credential.

A literal has the form that a provider gives its keys (AKIA..., sk_live_..., xoxb-..., ghp_..., AIza..., a JSON Web
Token, a private key), or it is a long run of random characters. Specs are published, and so is all that is generated
from them: whoever reads it could sign in with the credential. The message does not repeat the value.

How to fix it: revoke the credential at the provider, since it stands in the history of the repository; then put
something in its place that nobody takes for one.

    example: fake_api_key
    oauth.user.token: ACME_USER_TOKEN
    password: "********"

Some identifiers have the form of keys (the account SID of Twilio) and are refused too, but in the example, default or
constant of a field that says that anybody may see it. Nothing else passes by these words.

    secret: false
    example: AC0123456789abcdef0123456789abcdef
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context, SpecText
from ocgen.text.credentials import IDENTIFIERS, is_identifier, looks_random, provider_of

LEVEL: Level = "error"

# Where values stand, other than words about them.
_LITERALS = frozenset({"example", "default", "const", "value", "enum"})
_REMEDY = {
    False: "if it is real, revoke it; write a placeholder such as fake_key in its place",
    True: "add secret: false to the field, if anybody may see the value; or write a placeholder in its place",
}
_NO_VALUES = frozenset({"pattern"})


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each text with something in it that looks like a credential."""
    providers = cache(provider_of)  # an alias repeats a text as often as it likes
    for text in context.texts:
        if len(text.node.text) < 16 or text.key in _NO_VALUES or _open_identifier(text):
            continue
        what = providers(text.node.text) or ("a random secret" if _literal(text) and _random(text) else "")
        if what:
            message = f"{text.key} holds what looks like {what}"
            yield Finding(
                "real-credential", LEVEL, message, text.node.location, _REMEDY[what in IDENTIFIERS], secret=True
            )


def _open_identifier(text: SpecText) -> bool:
    return text.public and text.part != "examples" and is_identifier(text.node.text)


def _literal(text: SpecText) -> bool:
    return text.part == "examples" or text.key in _LITERALS


def _random(text: SpecText) -> bool:
    return looks_random(text.node.text)
