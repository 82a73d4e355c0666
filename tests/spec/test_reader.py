"""YAML 1.2's core schema, places, and whatever a file can have wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from ocgen.spec.reader import MAX_BYTES, read, resolve
from ocgen.spec.tree import Mapping, Scalar, plain


def values(text: str) -> object:
    document = read("x.yaml", text.encode())
    assert document.tree is not None, document.findings
    assert not document.findings
    return plain(document.tree)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("Yes", "Yes"), ("on", "on"), ("off", "off"), ("y", "y"),
        ("true", True), ("False", False), ("TRUE", True), ("tRue", "tRue"),
        ("~", None), ("null", None), ("", None), ("NULL", None),
        ("12", 12), ("-3", -3), ("+7", 7), ("0777", 777), ("0o17", 15), ("0x1F", 31), ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("5.", 5.0), ("1.2.3", "1.2.3"), (".", "."), ("-", "-"),
        ("12:30:00", "12:30:00"), ("2026-11-23", "2026-11-23"), ("1:2", "1:2"), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_plain_scalars_have_the_meaning_of_yaml_1_2(written: str, meant: object) -> None:
    assert resolve(written) == meant
    assert type(resolve(written)) is type(meant)


def test_quoted_scalars_are_text() -> None:
    assert values("a: 'true'\nb: \"12\"\nc: |\n  no\nd: >\n  1.5\n") == {
        "a": "true",
        "b": "12",
        "c": "no\n",
        "d": "1.5\n",
    }


def test_every_node_knows_its_place() -> None:
    tree = read("x.yaml", "key: a\nlist:\n  - b\n  - {c: ä, d: e}\n".encode()).tree
    assert tree is not None
    entry = tree.entry("list")
    assert entry is not None
    assert str(entry.key_location) == "x.yaml:2:1"
    second = tree.items("list")[1]
    assert isinstance(second, Mapping)
    assert [str(e.node.location) for e in second] == ["x.yaml:4:9", "x.yaml:4:15"]


def test_text_keeps_what_the_value_loses() -> None:
    tree = read("x.yaml", b"port: 0022\n").tree
    assert tree is not None
    node = tree.get("port")
    assert isinstance(node, Scalar)
    assert (node.value, node.wire) == (22, "0022")


def test_a_windows_file_with_a_byte_order_mark_reads_the_same() -> None:
    text = "key: a\nname: b\n"
    windows = read("x.yaml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert not windows.findings
    assert windows.tree is not None
    assert plain(windows.tree) == values(text)


@pytest.mark.parametrize(
    ("content", "rule", "place", "said"),
    [
        (b"", "yaml-syntax", "x.yaml:1:1", "empty"),
        (b"# only a comment\n", "yaml-syntax", "x.yaml:1:1", "empty"),
        (b"- a\n", "yaml-syntax", "x.yaml:1:1", "not a mapping"),
        (b"a: [1\n", "yaml-syntax", "x.yaml:1:4", "not closed"),
        (b"a: b: c\n", "yaml-syntax", "x.yaml:1:5", "a colon and a blank"),
        (b"a:\n\tb: c\n", "yaml-syntax", "x.yaml:2:1", "a tab"),
        (b"a: 1\n---\nb: 2\n", "yaml-syntax", "x.yaml:2:1", "begins another document"),
        (b"a: \x00\n", "yaml-syntax", "x.yaml:1:4", "U+0000"),
        (b"a: 1\nb: \xff\n", "yaml-syntax", "x.yaml:2:4", "0xFF"),
        (b"[a]: 1\n", "yaml-syntax", "x.yaml:1:1", "a key is a list"),
        (b"a: !!str 1\n", "yaml-tag", "x.yaml:1:4", "tag"),
        (b"a: !!python/object:os.system x\n", "yaml-tag", "x.yaml:1:4", "tag"),
        (b"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", "x.yaml:3:1", '"a"'),
        (b"a: &x [*x]\n", "yaml-too-large", "x.yaml:1:4", "aliases"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "yaml-syntax", "x.yaml:1:1", "nested"),
        (b"? " * 30000, "yaml-syntax", "x.yaml:1:1", "nested"),
        (b"- " * 30000, "yaml-syntax", "x.yaml:1:1", "nested"),
        (b"#" * (MAX_BYTES + 1), "yaml-syntax", "x.yaml:1:1", "too large"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(content: bytes, rule: str, place: str, said: str) -> None:
    findings = read("x.yaml", content).findings
    assert [f.rule for f in findings] == [rule]
    assert str(findings[0].location) == place
    assert said in findings[0].message
    assert findings[0].help


def test_a_duplicate_key_names_both_places() -> None:
    (finding,) = read("x.yaml", b"a: 1\nb: 2\na: 3\n").findings
    assert [str(r.location) for r in finding.related] == ["x.yaml:1:1"]


def test_all_is_said_at_once() -> None:
    findings = read("x.yaml", b"a: !x 1\na: 2\nb: !y 3\n").findings
    assert [f.rule for f in findings] == ["yaml-tag", "yaml-duplicate-key", "yaml-tag"]


def test_a_billion_laughs_end_early() -> None:
    lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert [f.rule for f in read("x.yaml", "\n".join(lines).encode()).findings] == ["yaml-too-large"]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    document = read("x.yaml", content)
    assert document.tree is not None or document.findings


@given(st.text(alphabet="ab:-?[]{}#&*!|>'\"%@` \n\t,0", max_size=60))
def test_no_yaml_like_text_makes_the_reader_raise(text: str) -> None:
    document = read("x.yaml", text.encode())
    assert document.tree is not None or document.findings


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=5), _json, max_size=4))
def test_json_means_the_same_in_yaml(value: object) -> None:
    # Only the surrogate pairs of ASCII-only JSON are no YAML.
    assert values(json.dumps(value, ensure_ascii=False)) == value
