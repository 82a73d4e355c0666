"""What a project accepts for a while: `ocgen.accepted.yaml`, and what it does to findings.

The only part that knows what day it is, and it is told: an acceptance ends on the day that it names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ocgen.changes.change import Change
from ocgen.changes.rules import RULES
from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import NOWHERE, Location
from ocgen.git.conflict import both_sides, first_marker
from ocgen.spec.reader import read
from ocgen.spec.tree import Mapping, Node, Scalar, Sequence as List
from ocgen.text.suggest import did_you_mean

NAME = "ocgen.accepted.yaml"
VERBS = ("diff", "drift", "lint")
KEYS = ("fingerprint", "rule", "connector", "key", "verb", "text", "reason", "owner", "expires")
_SELECTORS = ("fingerprint", "rule", "connector", "key")
_SOON = timedelta(days=14)
_OF_CHANGE, _OF_FINDING = 16, 20  # the digits of a fingerprint
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_OF_CHANGE}}}(?:[0-9a-f]{{{_OF_FINDING - _OF_CHANGE}}})?")
_SOMETHING = re.compile(rb"^[ \t\xef\xbb\xbf]*[^\s#\xef\xbb\xbf]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class AcceptanceSubject:
    """What an acceptance can name of a change or a finding."""

    fingerprint: str
    rule: str
    connector: str
    key: str

    @classmethod
    def change(cls, change: Change) -> AcceptanceSubject:
        """Return what an acceptance can name of a change."""
        return cls(change.fingerprint, change.kind, change.connector, change.key)

    @classmethod
    def finding(cls, finding: Finding, connector: str) -> AcceptanceSubject:
        """Return what an acceptance can name of a finding, which has its fingerprint."""
        return cls(finding.fingerprint, finding.rule, connector, finding.subject.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One acceptance: every selector that is not empty has to fit; ``verb`` names the only verb that it is for.

    ``text`` is what was accepted, in words for whoever reads the file; nothing compares it.
    """

    reason: str
    expires: date
    fingerprint: str = ""
    rule: str = ""
    connector: str = ""
    key: str = ""
    verb: str = ""
    text: str = ""
    owner: str = ""
    location: Location = NOWHERE

    def fits(self, about: AcceptanceSubject) -> bool:
        """Whether the entry is about something."""
        return all(not (wanted := getattr(self, name)) or wanted == getattr(about, name) for name in _SELECTORS)

    def concerns(self, verb: str) -> bool:
        """Whether a verb can see what the entry is about: what lint finds is no change, and a change is no fault."""
        if self.verb:
            return self.verb == verb
        if self.fingerprint:
            return verb == "drift" or (len(self.fingerprint) == _OF_CHANGE) == (verb == "diff")
        return (self.rule in RULES) == (verb != "lint") if self.rule else verb != "lint"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The file as it was read; ``findings`` are its mistakes, and an entry with one is not among ``entries``."""

    entries: tuple[Acceptance, ...] = ()
    findings: tuple[Finding, ...] = ()

    def reasons(self, found: Iterable[AcceptanceSubject], verb: str, today: date) -> dict[str, str]:
        """Return fingerprint -> reason of what is accepted on that day."""
        valid = [e for e in self.entries if e.expires >= today and e.verb in ("", verb)]
        pairs = ((about, next((e for e in valid if e.fits(about)), None)) for about in found)
        return {about.fingerprint: entry.reason for about, entry in pairs if entry}

    def doubts(
        self,
        found: Sequence[AcceptanceSubject],
        verb: str,
        connectors: Collection[str],
        today: date,
        *,
        whole: bool = False,
    ) -> Iterator[Finding]:
        """Yield what is wrong with the file, and each entry that has expired, soon will, is too broad or unused.

        Only an entry about a connector of this run can be seen to be unused; any, where it was about the ``whole``.
        """
        yield from self.findings
        for entry in self.entries:
            if not entry.concerns(verb):
                continue
            if entry.expires < today:
                yield _doubt(entry, "accepted-expired", "warning", f"the acceptance ended on {entry.expires}",
                             "remove it, or accept the change again with a later day")  # fmt: skip
            elif entry.expires - today <= _SOON:
                yield _doubt(entry, "accepted-expiring", "info", f"the acceptance ends on {entry.expires}",
                             "fix what it is about before that day")  # fmt: skip
            if not entry.fingerprint and not (entry.connector and (entry.rule or entry.key)):
                yield _doubt(entry, "accepted-broad", "warning", "the acceptance is about more than one thing",
                             "name the fingerprint, or the connector with a rule or a key")  # fmt: skip
            seen = whole or entry.connector in connectors
            if seen and not any(entry.fits(about) for about in found):
                others = " or ".join(name for name in VERBS if name != verb and replace(entry, verb="").concerns(name))
                only = f", or name the verb that still finds it: verb: {others}" if others and not entry.verb else ""
                yield _doubt(entry, "accepted-unused", "warning", "the acceptance is about nothing that is there",
                             f"remove the entry{only}")  # fmt: skip


def read_accepted(content: bytes, name: str = NAME, rules: Collection[str] = RULES.keys()) -> Accepted:
    """Read the file; ``rules`` are all that an entry can name.

    Never raises for what it holds: mistakes are findings, each at its place. One of them are conflict markers, and then
    the entries are those of both sides.
    """
    text = content.decode("utf-8", "replace")
    if sides := both_sides(text, keep_lines=True):
        ours, theirs = (read_accepted(side.encode(), name, rules) for side in sides)
        at = Location(name, first_marker(text))
        conflict = Finding("accepted-conflict", "error", "a merge has left both sides in the file", at,
                           "to keep the entries of both: ocgen accept --resolve")  # fmt: skip
        faults = dict.fromkeys((conflict, *ours.findings, *theirs.findings))
        return Accepted(tuple(dict.fromkeys((*ours.entries, *theirs.entries))), tuple(faults))
    if not _SOMETHING.search(content):
        return Accepted()  # comments alone: all that was accepted is dealt with
    document = read(name, content)
    if document.tree is None or document.findings:
        return Accepted((), document.findings)
    reader = _AcceptedReader(name, rules)
    entries = tuple(reader.entries(document.tree))
    return Accepted(entries, tuple(reader.findings))


def _doubt(entry: Acceptance, rule: str, level: Level, message: str, remedy: str) -> Finding:
    about = " ".join(f"{name} {getattr(entry, name)}" for name in _SELECTORS if getattr(entry, name))
    return Finding(rule, level, f"{message} ({about})", entry.location, remedy, subject=about)


class _AcceptedReader:
    def __init__(self, name: str, rules: Collection[str]) -> None:
        self.name = name
        self.rules = rules
        self.findings: list[Finding] = []

    def entries(self, tree: Mapping) -> Iterator[Acceptance]:
        for member in tree:
            if member.key != "accepted":
                self._wrong(member.key_location, f'unknown key "{member.key}"', "the file has one key: accepted")
        node = tree.get("accepted")
        items = tree.items("accepted")
        nothing = isinstance(node, Scalar) and node.value is None
        if node is not None and not nothing and not isinstance(node, List):
            self._wrong(node.location, "accepted is no list of entries", "start each entry with a dash")
        for item in items:
            before = len(self.findings)
            entry = self._entry(item)
            if entry and len(self.findings) == before:
                yield entry

    def _entry(self, item: Node) -> Acceptance | None:
        if not isinstance(item, Mapping):
            self._wrong(item.location, "an entry is a mapping", "start it with - fingerprint: ...")
            return None
        texts = {member.key: item.text(member.key).strip() for member in item}
        for member in item:
            if member.key not in KEYS:
                remedy = did_you_mean(member.key, KEYS) or f"known: {', '.join(KEYS)}"
                self._wrong(member.key_location, f'unknown key "{member.key}"', remedy)
            elif not texts[member.key]:
                self._wrong(member.node.location, f"{member.key} says nothing", "write a word, or leave it out")
        self._selectors(item, texts)
        for needed, remedy in (("reason", "say why this is accepted"), ("expires", "name the day that it ends on")):
            if needed not in texts:
                self._wrong(item.location, f"an entry without {needed}", remedy)
        expires = _day(texts.get("expires", ""))
        if texts.get("expires") and expires is None:
            at = item.get("expires") or item
            self._wrong(at.location, f'"{texts["expires"]}" is no day', "write it as 2027-01-31")
        if expires is None:
            return None
        known = {name: texts[name] for name in KEYS if name in texts and name != "expires"}
        return Acceptance(expires=expires, location=item.location, **{"reason": "", **known})

    def _selectors(self, item: Mapping, texts: dict[str, str]) -> None:
        if not any(name in texts for name in _SELECTORS):
            self._wrong(item.location, "an entry that is about nothing", f"give one of {', '.join(_SELECTORS)}")
        rule = texts.get("rule", "")
        checks = (
            ("fingerprint", _FINGERPRINT.fullmatch(texts.get("fingerprint", "")), "it has 16 or 20 digits of 0-9a-f"),
            ("rule", rule in self.rules, did_you_mean(rule, self.rules) or "`ocgen explain` lists the rules"),
            ("verb", texts.get("verb") in VERBS, f"one of {', '.join(VERBS)}"),
        )  # fmt: skip
        for name, fits, remedy in checks:
            if texts.get(name) and not fits:
                at = item.get(name) or item
                self._wrong(at.location, f'"{texts[name]}" is no {name}', remedy)

    def _wrong(self, at: Location, message: str, remedy: str) -> None:
        self.findings.append(Finding("accepted-invalid", "error", message, at, remedy))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
