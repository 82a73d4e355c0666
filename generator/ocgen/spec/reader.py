"""YAML text -> located tree.

libyaml parses and composes in one pass; the meaning of plain scalars is YAML 1.2's core schema, resolved here, so that
``no``, ``on``, ``0777``, ``12:30:00`` and ``2026-11-23`` are strings. Source of the rules: https://yaml.org/spec/1.2.2/,
chapter 10.3.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from sys import intern

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from ocgen.files.reading import with_lf
from ocgen.findings.finding import Finding, Related
from ocgen.findings.location import Location
from ocgen.spec.syntax import Guess, Trouble, cause, conflict
from ocgen.spec.syntax.stray_characters import odd_sign
from ocgen.spec.tree import Mapping, MappingEntry, Node, Plain, Scalar, Sequence

MAX_BYTES = 1_000_000
MAX_NODES = 100_000
MAX_TEXT = 4_000_000  # characters, with what aliases repeat
MAX_DEPTH = 50

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")

_DEEP_INDENT = " " * 2 * MAX_DEPTH
_DEEP_LINE = re.compile(rf"(?:[-?:]\s){{{MAX_DEPTH}}}")

_NO_TAG = ""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class _Composer(CParser):
    """libyaml's composer with a resolver that decides nothing, so that a written tag can be told from none."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _NO_TAG

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A file that was read: its tree (None when it could not be had) and what was wrong."""

    path: str
    tree: Mapping | None
    findings: tuple[Finding, ...] = ()


def read(path: str, content: bytes) -> YamlDocument:
    """Read one spec file; ``path`` is how findings name it. Never raises for what the file holds."""
    if len(content) > MAX_BYTES:
        return _broken(path, 1, 1, "the file is too large", f"a spec has at most {MAX_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_text(path, content, error)
    if deep := _too_deep(text):
        return _nested(path, deep)
    clash = conflict(text)
    if wrong := _unprintable(path, text) or (_told(path, clash) if clash else None):
        return wrong
    node = _compose(text)
    if isinstance(node, Trouble):
        # Newer releases of libyaml have a bound of their own.
        deep = node.line + 1 if "nesting depth" in node.problem else 0
        return _nested(path, deep) if deep else _told(path, cause(text, node, _trouble))
    return _converted(path, node)


def _converted(path: str, node: yaml.Node | None) -> YamlDocument:
    if node is None:
        return _broken(path, 1, 1, "the file is empty", "`ocgen new KEY` writes a skeleton")
    reader = _Reader(path)
    tree = reader.convert(node, 0)
    if not isinstance(tree, Mapping):
        reader.report(
            tree.location, "yaml-syntax", "the file is not a mapping of keys to values", "start with: key: NAME"
        )
        return YamlDocument(path, None, tuple(reader.findings))
    return YamlDocument(path, tree, tuple(reader.findings))


def _broken(path: str, line: int, column: int, message: str, remedy: str) -> YamlDocument:
    return YamlDocument(path, None, (Finding("yaml-syntax", "error", message, Location(path, line, column), remedy),))


def _nested(path: str, line: int) -> YamlDocument:
    return _broken(path, line, 1, "the file is nested too deeply", f"a spec has at most {MAX_DEPTH} levels")


def _told(path: str, guess: Guess) -> YamlDocument:
    return _broken(path, guess.line + 1, guess.column + 1, guess.message, guess.remedy)


def _not_text(path: str, content: bytes, error: UnicodeDecodeError) -> YamlDocument:
    """What a file that is not UTF-8 is, as far as its bytes tell."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _broken(path, 1, 1, "the file is UTF-16, and a spec is UTF-8", "save it as UTF-8")
    start = max(content.rfind(b"\n", 0, error.start), content.rfind(b"\r", 0, error.start)) + 1
    line = with_lf(content[: error.start]).count(b"\n") + 1
    column = len(content[start : error.start].decode("utf-8", "replace")) + 1
    message = f"the file is not UTF-8: the byte 0x{content[error.start]:02X} is here"
    return _broken(path, line, column, message, "save it as UTF-8")


def _unprintable(path: str, text: str) -> YamlDocument | None:
    """The first character that YAML has not in its set (https://yaml.org/spec/1.2.2/, chapter 5.1)."""
    match = _UNPRINTABLE.search(text)
    if match is None:
        return None
    if text[match.start()] == "\0" and text.count("\0") > len(text) // 3:
        return _broken(path, 1, 1, "the file is UTF-16 or UTF-32, and a spec is UTF-8", "save it as UTF-8")
    before = text[: match.start()].replace("\r\n", "\n").replace("\r", "\n")
    column = len(before) - before.rfind("\n")
    name = f"U+{ord(match[0]):04X}"
    what = f"the byte order mark {name} within the file" if match[0] == "\ufeff" else f"the control character {name}"
    message = f"YAML cannot hold {what}"
    return _broken(path, before.count("\n") + 1, column, message, f"remove the character {name}")


def _compose(text: str) -> yaml.Node | Trouble | None:
    """Return the tree of a text, None when there is nothing in it, or why it has none."""
    try:
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else None
        problem = " ".join(part for part in (error.context, error.problem) if part)
        return Trouble(mark.line if mark else 0, mark.column if mark else 0, problem, opened)
    except yaml.YAMLError as error:  # a character that it refuses: looked for before
        return Trouble(0, 0, str(error).splitlines()[0])
    return node


def _trouble(text: str) -> Trouble | None:
    found = _compose(text)
    return found if isinstance(found, Trouble) else None


def _too_deep(text: str) -> int:
    """Return the line where the document nests too deeply, or 0.

    Composing recurses in C and would overflow its stack; parsing into events does not. Nearly every document is
    cleared by the look at its indentation and brackets alone.
    """
    brackets = text.count("[") + text.count("{")
    if brackets < 4 * MAX_DEPTH and _DEEP_INDENT not in text and not _DEEP_LINE.search(text):
        return 0
    parser, depth = CParser(text), 0
    try:
        while (event := parser.get_event()) is not None:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 4 * MAX_DEPTH:
                return event.start_mark.line + 1 if event.start_mark else 1
    except yaml.YAMLError:
        pass  # composing finds it again, and reports it
    return 0


class _Reader:
    """Converts composed nodes; collects what is wrong on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.nodes = 0
        self.text = 0
        self.too_large = False

    def report(self, at: Location, rule: str, message: str, remedy: str, related: tuple[Related, ...] = ()) -> None:
        self.findings.append(Finding(rule, "error", message, at, remedy, related))

    def at(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.path, mark.line + 1, mark.column + 1) if mark else Location(self.path)

    def convert(self, node: yaml.Node, depth: int) -> Node:
        location = self.at(node)
        self.nodes += 1
        self.text += len(node.value) if isinstance(node, yaml.ScalarNode) else 0
        if self.nodes > MAX_NODES or self.text > MAX_TEXT or depth > MAX_DEPTH:
            return self._too_large(location)
        if node.tag and node.tag != "!":
            self.report(
                location, "yaml-tag", f"the tag {node.tag} has no meaning here", "write the value without a tag"
            )
        if isinstance(node, yaml.ScalarNode):
            text: str = node.value
            return Scalar(text if node.style or node.tag else resolve(text), text, location)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple([self.convert(item, depth + 1) for item in node.value]), location)
        assert isinstance(node, yaml.MappingNode)
        return Mapping(tuple(self.entries(node, depth)), location)

    def entries(self, node: yaml.MappingNode, depth: int) -> list[MappingEntry]:
        found: dict[str, MappingEntry] = {}
        for key_node, value_node in node.value:
            key_location = self.at(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(key_location, "yaml-syntax", "a key is a list or a mapping", "keys are words")
            elif (key := intern(key_node.value)) in found:  # few keys, a hundred thousand times: kept and compared once
                first = (Related(found[key].key_location, "it is here first"),)
                message = f'the key "{key}" is here twice'
                self.report(key_location, "yaml-duplicate-key", message, "keep one of the two", first)
            elif key_node.style not in ("'", '"') and (odd := odd_sign(key)):  # in quotes it is meant
                self.report(key_location, "yaml-syntax", f"the key begins or ends with {odd[0]}", odd[1])
            else:
                found[key] = MappingEntry(key, key_location, self.convert(value_node, depth + 1))
        return list(found.values())

    def _too_large(self, location: Location) -> Scalar:
        if not self.too_large:
            self.too_large = True
            message = "the document is too deep, or its aliases make it too large"
            self.report(location, "yaml-too-large", message, "use fewer aliases (*name)")
        return Scalar(None, "", location)


def resolve(text: str) -> Plain:
    """Return the value of a plain scalar by YAML 1.2's core schema."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[0] not in "+-.0123456789" or not (text[-1].isalnum() or text[-1] == "."):
        return text
    if _INT.match(text) and len(text) <= 400:
        return int(text)
    if _BASED.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _FLOAT.match(text):
        return float(text)
    if _SPECIAL_FLOAT.match(text):
        return float(text.replace(".", "").lower())
    return text
