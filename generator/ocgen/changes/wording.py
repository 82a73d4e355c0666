"""A change in words."""

from __future__ import annotations

from ocgen.changes.attribute_rules import ATTRIBUTE_CHANGES
from ocgen.changes.change import Change

_NOUNS = {
    "field": "configuration field",
    "query": "query parameter",
    "callback": "callback parameter",
    "provider-data": "provider data",
    "top-level": "request member",
    "event-method": "event method",
    "event-parameter": "event parameter",
    "event-resource": "event resource",
    "callback-signature": "signature of the callback",
    "connector": "connector",
    "method": "method",
    "flow": "flow",
    "key": "connector key",
    "hub": "hub",
    "oauth-connector": "key of the OAuth calls",
    "event-resources": "event resources",
    "text": "text",
    "own-tokens": "sign-in with own tokens",
    "client": "generated client of",
    "scheme": "scheme",
    "base-path": "base path",
    "region": "region",
    "header": "name of the header",
    "authorization-parts": "parts of the authorization header",
    "endpoint": "call",
    "format": "format",
    "status": "status",
    "refusal": "form of a refused consent",
    "paging": "paging fact",
    "signature": "signature fact",
    "request-member": "member of the instance request",
    "answer-member": "member of the answer",
    "hub-path": "path of hub calls",
    "hub-call": "hub call",
    "hub-filter": "field of filters",
    "hub-parameter": "query parameter",
    "hub-header": "header",
    "hub-member": "member of the body",
    "hub-answer-member": "member of the answer",
}
_ASPECTS = {
    **{row.aspect: row.noun for row in ATTRIBUTE_CHANGES.values()},
    "host": "host", "trial": "trial mark", "method": "HTTP method", "path": "path", "query": "query parameters",
    "authorization": "authorization", "retry": "permission to repeat", "json-schema": "JSON Schema format",
    "answer": "answer", "body": "body", "files": "files", "format": "format",
}  # fmt: skip
# What there is but one of, so that no key is told with it.
_ALONE = frozenset(
    {"hub", "hub-path", "oauth-connector", "event-resources", "callback-signature", "scheme", "base-path",
     "authorization-parts"}
)  # fmt: skip
_LONGEST = 80


def noun(change: Change) -> str:
    """Return what the change is about, in the API's words: ``configuration field acme.server``."""
    part, aspect = _parts(change.kind)
    named = f'{_NOUNS[part]} "{change.key}"'
    if part in _ALONE:
        named = _NOUNS[part]
    if part == "text":
        named = f"{change.where.rpartition('configuration.')[2]}, {change.key}".removeprefix(", ")
    return f"{_ASPECTS[aspect]} of {named}" if aspect in _ASPECTS else named


def message(change: Change) -> str:
    """Return the change as one line, from the first side to the second."""
    what = noun(change)
    place = _place(change)
    if change.kind.endswith("-added"):
        return f"{what} added{_remark(change.after)}{place}{_aside(change)}"
    if change.kind.endswith("-removed"):
        return f"{what} removed{place}{_aside(change)}"
    if change.kind.endswith("-renamed") or change.kind == "key-changed":
        return f'{what} is now "{change.to}"{place}{_aside(change)}'
    if change.kind == "client-changed":
        return f"{what} changed{place}{_aside(change)}"
    if change.prose:
        done = "reworded" if change.before and change.after else "was added" if change.after else "was removed"
        return f"{what} {done}{place}"
    return f"{what} changed from {_shown(change.before)} to {_shown(change.after)}{place}{_aside(change)}"


def between(change: Change, upstream: str) -> str:
    """Return the change as one line, as a difference between a spec and what is upstream: a page, a model."""
    what = noun(change)
    place = _place(change)
    if change.kind.endswith("-added"):
        return f"only {upstream}: {what}{_remark(change.after)}{place}"
    if change.kind.endswith("-removed"):
        return f"only in the spec: {what}{_remark(change.before)}{place}"
    if change.kind.endswith("-renamed") or change.kind == "key-changed":
        return f'different: {what} is "{change.to}" {upstream}{place}'
    if change.prose:
        return f"different: {what}{place}"
    told = f"{_shown(change.before)} in the spec, {_shown(change.after)} {upstream}"
    return f"different: {what} is {told}{place}{_aside(change)}"


def remedy(change: Change) -> str:
    """Return what to look at; empty when the change speaks for itself."""
    if not change.like:
        return ""
    old, new = (change.like, change.key) if change.kind.endswith("-added") else (change.key, change.like)
    return f'is "{new}" another name of "{old}"? Then give it in the spec: renamed_from: {old}'


def _place(change: Change) -> str:
    return f" ({change.where})" if change.where and not change.kind.startswith("text") else ""


def _parts(kind: str) -> tuple[str, str]:
    """Return part and aspect of a kind: ``provider-data``, ``required``."""
    part = max((part for part in _NOUNS if kind.startswith(f"{part}-")), key=len)
    return part, kind.removeprefix(f"{part}-").removesuffix("-changed")


def _remark(need: str | None) -> str:
    return f", {need}" if need else ""


def _aside(change: Change) -> str:
    return f"; {change.remark}" if change.remark else ""


def _shown(fact: str | None) -> str:
    """Return a fact in one line of bounded length."""
    if fact is None or not fact:
        return "none"
    line = " ".join(fact.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
