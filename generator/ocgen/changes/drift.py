"""A spec against what the world says: changes from the spec to the source, without what is no drift."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.facts import ConnectorFacts
from ocgen.findings.finding import Finding, Related
from ocgen.model import Erratum, Platform

# Every connector can have these, and its page or model need not name them.
_PLATFORM_WIDE = ("event.", "instance.variables", "filter.response.nulls")

_WORD = re.compile(r"[\w.;:/&<>@=-]*\w[\w.;:/&<>@=-]*|&")
_ABSENT = re.compile(r"\b(?:no|not|nothing|never|missing|lacks|without|only)\b", re.IGNORECASE)
_LITERAL = re.compile(r"[<;/@&=._]|\d|\b[a-z]+[A-Z]")
_PLAIN = frozenset(
    {"a", "an", "and", "as", "at", "for", "in", "is", "it", "its", "of", "on", "or", "that", "the", "to"}
)

# The words for mistakes that the readers of pages look for by themselves (`ocgen.upstream.errata`).
_LOOKED_FOR = re.compile(r"^it ends in a backslash|^it is the API key")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_IS = re.compile(r"\b(?:connector|element|key|state) is (\w{3,})")
_UNDESCRIBED = re.compile(r"\bno word on\b")


@dataclass(frozen=True, slots=True)
class Common:
    """What every connector has, so that a source need not name it: configuration fields, and parameters of calls."""

    fields: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()

    @classmethod
    def of(cls, platform: Platform) -> Common:
        """Return what the platform says of it."""
        standard = (*platform.query_parameters, *platform.callback_parameters)
        optional = {p.name for p in standard if not p.required.always}
        return cls(frozenset(f.name for f in platform.everywhere), frozenset(optional))

    def has(self, change: Change) -> bool:
        """Whether a change is about what every connector can have."""
        if change.kind in {"query-removed", "query-required-changed", "callback-removed"}:
            return change.key in self.parameters
        about = change.kind.startswith(("field-", "event-parameter-"))
        return about and (change.key in self.fields or change.key.startswith(_PLATFORM_WIDE))


def drift(spec: ConnectorFacts, source: ConnectorFacts, common: Common) -> tuple[Change, ...]:
    """Return the changes from a spec to a source, without what is no drift.

    No drift are words for readers, what every connector has, fields that the source has without asking for them, and
    mistakes of the page that the spec knows. Another connector's page is one change, of the kind ``key-changed``.
    """
    changes = compare(spec, source, common.fields)
    other = tuple(change for change in changes if change.kind == "key-changed")
    if other:
        return other
    return tuple(
        _said(change, source)
        for change in changes
        if not change.prose
        and not common.has(change)
        and not (change.kind == "field-removed" and change.key in source.unasked)
        and not any(excuses(e, change) for e in spec.errata)
    )


def _said(change: Change, source: ConnectorFacts) -> Change:
    """Return a change as far as the source answers for it: a field that it does not ask for is no more than a note."""
    noted = change.kind == "field-added" and change.key in source.unasked
    return replace(change, effect="wider") if noted else change


def excuses(erratum: Erratum, change: Change) -> bool:
    """Whether a known mistake of the page is the reason for a change: it names the value, and says what the page does.

    That the page leaves a value out is excused only by a mistake that speaks of something missing.
    """
    said = f"{erratum.where} {erratum.says} {erratum.right}"
    names = {word.rstrip(".,:;") for word in _WORD.findall(said)}
    names |= {name.removeprefix("providerData.") for name in names}
    if change.key not in names and change.where.rpartition(".")[2] not in names:
        return False
    return not change.kind.endswith("-removed") or bool(_ABSENT.search(erratum.says))


def words(page: str) -> str:
    """Return the text of a page of any kind, to look for words in: as it stands, and as a browser would show it."""
    return html.unescape(f"{page}\n{_TAG.sub('', page)}")


def mended(
    spec: ConnectorFacts, source: ConnectorFacts, text: str, locked: Sequence[Erratum] = ()
) -> Iterator[Finding]:
    """Yield a finding for each mistake that the spec knows and the page no longer has.

    ``text`` is the page. ``locked`` are the mistakes that it had when it was last accepted. Where neither what a
    mistake quotes nor the readers can tell whether it is there, it is taken to be.
    """
    if source.kind != "page":
        return
    differing = compare(spec, source)
    for erratum in spec.errata:
        if erratum.where.startswith("events"):  # it stands on another page
            continue
        seen = any(alike(erratum, found) for found in source.errata) or any(excuses(erratum, c) for c in differing)
        missed = any(alike(erratum, was) for was in locked) or _gone(erratum, source)
        if _quotes_gone(erratum, text) or (missed and not seen):
            message = f"{spec.key}: the page no longer says, {erratum.where}: {erratum.says}"
            told = (Related(source.location, "the page"),) if source.location.path else ()
            remedy = "remove the erratum from the spec"
            subject = f"{spec.key}/errata/{erratum.where}"
            yield Finding("drift-erratum-mended", "warning", message, erratum.location, remedy, told, subject=subject)


def alike(a: Erratum, b: Erratum) -> bool:
    """Whether two accounts of a mistake are of the same one: most of what the shorter says, the longer says too."""
    first, second = _content(a), _content(b)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller >= 0.6


def _content(erratum: Erratum) -> set[str]:
    words = (word.lower().rstrip(".,:") for word in _WORD.findall(f"{erratum.where} {erratum.says}"))
    return {re.sub(r"(?<=\w\w\w)(?:ed|s)\Z", "", word) for word in words} - _PLAIN


def _gone(erratum: Erratum, source: ConnectorFacts) -> bool:
    """Whether the page shows that a mistake is gone which the readers look for, and have not found."""
    if _UNDESCRIBED.search(erratum.says):
        return _described(erratum, source)
    return bool(_LOOKED_FOR.search(erratum.says))


def _quotes_gone(erratum: Erratum, text: str) -> bool:
    """Whether something that the mistake quotes from the page stands nowhere in it."""
    if not text or _ABSENT.search(erratum.says):  # what it names may be what is missing
        return False
    words = (word.strip(".,:") for word in erratum.says.split())
    quoted = [*(word for word in words if _LITERAL.search(word)), *_IS.findall(erratum.says)]
    return any(word not in text for word in quoted)


def _described(erratum: Erratum, source: ConnectorFacts) -> bool:
    """Whether the page has a word on each parameter of its calls that the mistake names."""
    names = {word.rstrip(".,:;") for word in _WORD.findall(erratum.says)}
    values = [v for m in source.methods for v in (*m.oauth_token_query, *m.oauth_url_query) if v.name in names]
    return all(value.description for value in values)
