"""A value looks secret, and the spec does not say whether it is.

The name, the label or the beginning of the description speaks of a password, a token, a private key or the like, and
neither `secret: true` nor `secret: false` stands there. Secret values are kept out of logs, of the text of objects and
of error messages, and entered in a field that hides them: one that nobody marks ends up in a log.

How to fix it: add `secret: true`; or, when the value may be seen by anybody, `secret: false`.

    - key: acme.private.key
      label: Private key
      secret: true
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.model import Parameter
from ocgen.model.names import words

LEVEL: Level = "error"

# The platform's client ID under its two names is sent in the address bar.
_NOT_SECRET = frozenset({"oauth.api.key", "apiKey", "state"})

_SECRET = re.compile(
    "secrets?|passwords?|passwd|pwd|passphrase|passcode|credentials?|tokens?|jwt"
    "|apikey|privatekey|secretkey|accesskey|clientsecret|apisecret|authtoken|apitoken"
)
_KIND_OF_KEY = re.compile(
    "private|api|access|secret|signature|signing|encryption|encrypted|shared|security|auth|authentication|master"
    "|account|app|application|license|integration"
)
# What follows the secret word and makes it something about the secret.
_ABOUT = re.compile(
    "ur[il]|endpoint|address|host|path|file|name|id|identifier|type|kind|format|method|version|algorithm|policy|length"
    "|expir(y|es|ation)|interval|lifetime|ttl|timeout|refresh|date|time|duration|enabled|required|header|prefix|count"
    "|limit|location|region|scope"
)
_HEAD_ENDS = re.compile(
    r"[,.;:(]|\b(?:of|for|that|which|who|whom|whose|where|when|with|from|to|in|on|at|until|after|before|by|as|if"
    r"|whether|between|among|and|or|is|are)\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each parameter that looks secret and is not marked."""
    for parameter in context.parameters:
        if word := secret_word(parameter):
            message = f'"{parameter.name}" looks secret ({word}) and is not marked'
            remedy = "add secret: true; or secret: false, if anybody may see the value"
            yield Finding("unmarked-secret", LEVEL, message, parameter.location, remedy)


def _unmarked(parameter: Parameter) -> bool:
    names = {parameter.name, parameter.value_from.removeprefix("configuration:")}
    if parameter.secret or parameter.secret_stated or names & _NOT_SECRET:
        return False
    if parameter.name.startswith("event.") and parameter.everywhere:
        return False
    open_form = parameter.type in {"boolean", "integer"} or parameter.format in {
        "url",
        "https_url",
        "hostname",
        "email",
    }
    return not open_form and not parameter.enum and parameter.const is None


def secret_word(parameter: Parameter) -> str:
    """Return the words that give an unmarked secret away, or an empty string."""
    if not _unmarked(parameter):
        return ""
    head = _HEAD_ENDS.split(parameter.description, maxsplit=1)[0]
    for text in (parameter.name, parameter.label, parameter.term, head):
        found = _secret_in(words(text))
        if found:
            return found
    return ""


def _secret_in(name: list[str]) -> str:
    for at, word in enumerate(name):
        key = word in {"key", "keys"} and at > 0 and _KIND_OF_KEY.fullmatch(name[at - 1])
        if (key or _SECRET.fullmatch(word)) and not any(map(_ABOUT.fullmatch, name[at + 1 :])):
            return f"{name[at - 1]} {word}" if key else word
    return ""
