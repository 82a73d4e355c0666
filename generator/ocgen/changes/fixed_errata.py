"""Which of the mistakes that a spec knows are no longer on the page.

A mistake is told as fixed on a machine's evidence alone: the page agrees with the spec where it differed, the readers
have looked for that kind of mistake and not found it, or a text that is quoted letter for letter is no longer there.
Where none of these can tell, it is taken to be there, unless it was when the page was last accepted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ocgen.changes.change import Change
from ocgen.changes.compare import compare
from ocgen.changes.known_errata import fits
from ocgen.facts.connector import ConnectorFacts, ValueFacts, as_meant
from ocgen.findings.finding import Finding, Related
from ocgen.model import About, Erratum

Verdict = Literal["there", "fixed", "unknown"]

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_ANOTHER_PAGE = frozenset({"events_page", "other_page"})
_EVENTS = {"event_methods": "methods", "event_parameters": "parameters", "event_resources": "resources"}


def words(page: str) -> str:
    """Return the text of a page of any kind, to look for words in: as it stands, and as a browser would show it."""
    return html.unescape(f"{page}\n{_TAG.sub('', page)}").replace("\u00ad", "")  # no reader sees a soft hyphen


def fixed_errata(
    spec: ConnectorFacts, source: ConnectorFacts, text: str, locked: ConnectorFacts | None = None
) -> Iterator[Finding]:
    """Yield a finding for each mistake that the spec knows and the page no longer has, in whole or in part.

    ``text`` is the page, as `words` returns it. ``locked`` are its facts as they were last accepted.
    """
    if source.kind != "page":
        return
    page, before = _Page(spec, source, text), _Page(spec, locked, "") if locked else None
    for erratum in spec.errata:
        fixed = [about for about in erratum.about if _is_fixed(about, page, before)]
        if fixed:
            whole = len(fixed) == len(erratum.about)
            yield _finding(spec.key, erratum, fixed[0], source, whole=whole)


def _is_fixed(about: About, page: _Page, before: _Page | None) -> bool:
    now = page.verdict(about)
    return now == "fixed" or (now == "unknown" and before is not None and before.verdict(about) == "there")


def _finding(key: str, erratum: Erratum, part: About, source: ConnectorFacts, *, whole: bool) -> Finding:
    message = f"{key}: the page no longer says, {erratum.where}: {erratum.says}"
    place, remedy = erratum.location, "remove the erratum from the spec"
    if not whole:
        message = f"{key}: the page has fixed a part of what it said, {erratum.where}: {erratum.says}"
        place, remedy = part.location, f'remove what is fixed ({_named(part)}) from "about" and from the words'
    told = (Related(source.location, "the page"),) if source.location.path else ()
    return Finding(
        "drift-erratum-fixed", "warning", message, place, remedy, told, subject=f"{key}/errata/{_named(part)}"
    )


def _named(about: About) -> str:
    return " ".join(word for word in (about.part, about.key, about.aspect) if word)


@dataclass(frozen=True)
class _Page:
    """A page held against a spec, as it is now or as it was when it was accepted (then without its text)."""

    spec: ConnectorFacts
    facts: ConnectorFacts
    text: str

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every difference, excused or not."""
        return compare(self.spec, as_meant(self.facts, self.spec.errata))

    def verdict(self, about: About) -> Verdict:
        """Tell whether the page has a mistake, as far as a machine can."""
        if about.of_facts:
            return self._spelt(about) if about.aspect == "name" else self._differing(about)
        if about.part in _ANOTHER_PAGE:
            return "unknown"
        if about.aspect == "undescribed":
            return self._described(about)
        if about.found and self.text:
            return "there" if _stands(about.found, self.text) else "fixed"
        if self._seen(about):
            return "there"
        return "fixed" if (about.part, about.aspect) in self.facts.sought else "unknown"

    def _seen(self, about: About) -> bool:
        return any(_same(about, seen) for erratum in self.facts.errata for seen in erratum.about)

    def _spelt(self, about: About) -> Verdict:
        names = {value.name for value in _values(self.facts, about)}
        if about.found in names or self._seen(about):
            return "there"
        return "fixed" if about.key in names else "unknown"

    def _differing(self, about: About) -> Verdict:
        if any(fits(about, change) for change in self.changes):
            return "there"
        return "fixed" if _tells(self.facts, about) else "unknown"

    def _described(self, about: About) -> Verdict:
        values = [value for value in _values(self.facts, about) if value.name == about.key]
        if not values or not self.text:  # a lock holds no descriptions
            return "there" if self._seen(about) else "unknown"
        return "fixed" if all(value.description for value in values) else "there"


def _tells(page: ConnectorFacts, about: About) -> bool:
    """Whether a page says anything on what a mistake is about; its silence is no evidence."""
    if about.part == "connector":
        return page.hub is not None
    if about.part in {"methods", "request"}:
        return bool(page.methods)
    if about.part in _EVENTS:
        return page.events is not None and bool(getattr(page.events, _EVENTS[about.part]))
    listed = _values(page, about)
    if about.aspect == "extra":
        return bool(listed)
    values = [value for value in listed if value.name == about.key]
    return bool(values) if about.aspect == "missing" else any(getattr(v, about.aspect) is not None for v in values)


def _values(page: ConnectorFacts, about: About) -> list[ValueFacts]:
    if about.part == "configuration":
        return [*page.configuration, *(value for method in page.methods for value in method.overrides)]
    return [value for method in page.methods for value in getattr(method, about.part, None) or ()]


def _stands(quoted: str, text: str) -> bool:
    """Whether a text stands on the page; a single word or number by itself, and not as a part of a longer one."""
    if _WORD.fullmatch(quoted):
        return re.search(rf"\b{re.escape(quoted)}\b", text) is not None
    return quoted in text


def _same(about: About, seen: About) -> bool:
    """Whether a reader has seen the mistake: where either names no value, or quotes nothing, it is any."""
    keys, texts = {about.key, seen.key} - {""}, {about.found, seen.found} - {""}
    return (about.part, about.aspect) == (seen.part, seen.aspect) and len(keys) < 2 and len(texts) < 2
