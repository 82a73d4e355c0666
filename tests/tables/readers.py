"""Each format's text as a parser of a third party reads it: headings and cells, plain, lines joined by line feeds."""

from __future__ import annotations

import atexit
import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import docutils.nodes
import html5lib
from docutils.core import publish_doctree
from lxml import etree
from markdown_it.token import Token

from tests.docs.reading import PARSER


@dataclass
class Read:
    """A table, or a list: its rows are terms, each with the texts under it; what is nested follows, flat."""

    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


Element = etree._Element
_OUR_TAGS = re.compile(r'<a id="[A-Za-z][0-9A-Za-z._-]*">|</a>|</?code>|</?strong>|</?em>|<br/>')


def markdown(source: str) -> Read:
    tokens = PARSER.parse(source)
    read = Read()
    items: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            read.rows.append([])
        elif token.type == "list_item_open":
            items.append(token.type)
        elif token.type == "inline":
            shown = _inline(token.children or [], read)
            if read.rows and not items:
                read.rows[-1].append(shown)
            else:
                read.rows.append([shown])
        else:
            assert token.type.removesuffix("_open").removesuffix("_close") in {
                "table", "thead", "tbody", "th", "td", "tr", "paragraph", "bullet_list", "list_item",
            }, token  # fmt: skip
    if not items and len(read.rows) > 1:
        read.head = read.rows.pop(0)
    return read


def _inline(children: list[Token], read: Read) -> str:
    shown = ""
    for child in children:
        if child.type in ("text", "code_inline"):
            shown += child.content
        elif child.type == "html_inline":
            assert _OUR_TAGS.fullmatch(child.content), child.content
            shown += "\n" if child.content == "<br/>" else ""
            read.anchors += re.findall('id="([^"]*)"', child.content)
        elif child.type == "link_open":
            target = str(child.attrs["href"])
            (read.references if target.startswith("#") else read.links).append(target.removeprefix("#"))
        else:
            assert child.type in ("strong_open", "strong_close", "em_open", "em_close", "link_close"), child
    return shown


def restructured(source: str) -> Read:
    settings = {
        "report_level": 2,
        "halt_level": 2,
        "warning_stream": io.StringIO(),
        "file_insertion_enabled": False,
        "raw_enabled": False,
    }
    tree = publish_doctree(source, settings_overrides=settings)
    read = Read()
    for message in list(tree.findall(docutils.nodes.system_message)):
        assert message["level"] < 2, message.astext()
        message.parent.remove(message)
    for node in tree.findall(docutils.nodes.Element):
        assert not isinstance(node, (docutils.nodes.problematic, docutils.nodes.comment))
        if isinstance(node, docutils.nodes.target) and "refuri" not in node:
            read.anchors += node["names"] or [node["refid"]]
        if isinstance(node, docutils.nodes.reference):
            target = node["refuri"] if "refuri" in node else node["refid"]
            (read.links if "refuri" in node else read.references).append(target)
    rows = [[_entry(entry) for entry in row.children] for row in tree.findall(docutils.nodes.row)]
    if rows:
        read.head, read.rows = rows[0], rows[1:]
        return read
    for item in tree.findall(lambda n: isinstance(n, (docutils.nodes.term, docutils.nodes.list_item))):
        read.rows.append([item.astext() if isinstance(item, docutils.nodes.term) else _entry(item)])
    assert not list(tree.findall(docutils.nodes.classifier))
    return read


def _entry(entry: docutils.nodes.Node) -> str:
    lines = []
    for child in entry.children:
        if isinstance(child, docutils.nodes.line_block):
            lines += [line.astext() for line in child.children]
        elif not isinstance(child, docutils.nodes.target):
            assert isinstance(child, docutils.nodes.paragraph), child
            lines.append(child.astext())
    return "\n".join(lines)


_SERVER = """
require "asciidoctor"; require "json"
$stdout.sync = true
STDIN.each_line do |line|
  messages = Asciidoctor::MemoryLogger.new
  Asciidoctor::LoggerManager.logger = messages
  html = Asciidoctor.convert(JSON.parse(line), safe: :secure)
  puts JSON.generate([html, messages.messages.map { |m| m[:message].to_s }])
end
"""


def has_asciidoctor() -> bool:
    return shutil.which("asciidoctor") is not None and shutil.which("ruby") is not None


@lru_cache(maxsize=1)
def _asciidoctor() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        ["ruby", "-Eutf-8", "-e", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(process.kill)
    return process


def asciidoc(source: str) -> Read:
    process = _asciidoctor()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(source) + "\n")
    process.stdin.flush()
    html, messages = json.loads(process.stdout.readline())
    assert not messages, messages
    return page(html, strict=False)


def html(source: str) -> Read:
    assert "\n\n" not in source  # it can stand in Markdown
    return page(source)


def page(source: str, *, strict: bool = True) -> Read:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=strict, namespaceHTMLElements=False)
    root = parser.parse(f"<!DOCTYPE html><html lang='en'><head><title>x</title></head><body>{source}</body></html>")
    return _elements(root.getroot().find("body"))


def _elements(body: Element) -> Read:
    read = Read()
    known = {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "p",
        "br",
        "code",
        "strong",
        "em",
        "a",
        "dl",
    }
    known |= {"dt", "dd", "ul", "li", "div", "body"}
    assert {element.tag for element in body.iter()} <= known, {element.tag for element in body.iter()} - known
    for element in body.iter():
        if element.get("id"):
            read.anchors.append(element.get("id") or "")
        if element.tag == "a" and (target := element.get("href")):
            (read.references if target.startswith("#") else read.links).append(target.removeprefix("#"))
        if element.tag == "tr":
            read.rows.append([shown(cell) for cell in element])
        if element.tag in ("dt", "li"):
            read.rows.append([shown(element)])
    if body.find(".//table") is not None:
        read.head = read.rows.pop(0)
    return read


def shown(element: Element) -> str:
    """What a reader sees of an element, without the lists in it."""
    return "".join(_pieces(element)).strip("\n")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in ("ul", "dl"):
            yield from _pieces(child)
            yield "\n" if child.tag == "p" and element.tag in ("entry", "li") else ""
        # A processor's own line break after <br> is white space.
        yield (child.tail or "").removeprefix("\n" if child.tag == "br" else "")


HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _dita_grammars() -> list[Callable[[Element], None]]:
    grammar = etree.RelaxNG(etree.parse(HERE / "dita.rng"))
    return [grammar.assertValid]


def dita(source: str) -> Read:
    topic = f'<topic id="t"><title>T</title><body>\n{source}</body></topic>'
    root = etree.fromstring(topic.encode())
    for check in _dita_grammars():
        check(root)
    read = Read()
    for element in root.iter():
        if element.tag in ("row", "dlentry") and element.get("id"):
            read.anchors.append(element.get("id") or "")
        if element.tag == "xref":
            target = element.get("href") or ""
            (read.references if target.startswith("#./") else read.links).append(target.removeprefix("#./"))
        if element.tag == "row":
            read.rows.append([shown(cell) for cell in element])
        if element.tag in ("dt", "li"):
            read.rows.append([shown(element)])
    if root.find(".//table") is not None:
        read.head = read.rows.pop(0)
    return read


_AC, _RI = "http://atlassian.com/content", "http://atlassian.com/resource/identifier"


def confluence(source: str) -> Read:
    root = etree.fromstring(f'<body xmlns:ac="{_AC}" xmlns:ri="{_RI}">{source}</body>'.encode())
    read = Read()
    for macro in root.iter(f"{{{_AC}}}structured-macro"):
        assert macro.get(f"{{{_AC}}}name") == "anchor"
        read.anchors.append("".join(macro.itertext()))
        tail = macro.tail
        parent = macro.getparent()
        assert parent is not None
        macro.clear()
        macro.tail = tail
    for link in root.iter(f"{{{_AC}}}link"):
        read.references.append(link.get(f"{{{_AC}}}anchor") or "")
    etree.strip_tags(root, f"{{{_AC}}}*")
    return Read(**{**_elements(root).__dict__, "anchors": read.anchors, "references": read.references})


def spreadsheet(source: str) -> Read:
    head, *rows = csv.reader(io.StringIO(source, newline=""), strict=True)
    return Read(head, rows)


def program(source: str) -> Read:
    document = json.loads(source)
    head = [column["title"] for column in document["columns"]]
    ids = [column["id"] for column in document["columns"]]
    read = Read(head)

    def add(row: dict[str, object]) -> None:
        cells = row["cells"]
        assert isinstance(cells, dict) and list(cells) == list(dict.fromkeys(ids))
        read.rows.append([cells[name] for name in ids])
        read.anchors += [str(row["anchor"])] if row["anchor"] else []
        children = row["children"]
        assert isinstance(children, list)
        for child in children:
            add(child)

    for row in document["rows"]:
        add(row)
    return read


READERS: dict[str, Callable[[str], Read]] = {
    "md": markdown,
    "html": html,
    "rst": restructured,
    "asciidoc": asciidoc,
    "dita": dita,
    "confluence": confluence,
    "csv": spreadsheet,
    "json": program,
}
