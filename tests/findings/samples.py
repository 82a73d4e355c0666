"""Findings of every kind, and whatever texts somebody could bring into one."""

from __future__ import annotations

from hypothesis import strategies as st

from ocgen.findings.finding import LEVELS, Finding, Related
from ocgen.findings.location import NOWHERE, Location

# Put together, so that no scanner takes this file for a leak.
SECRET = "AKIA" + "QYLPMN5HFIQR7XYA"

FINDINGS = (
    Finding("todo", "error", "label is still a TODO", Location("specs/acme.yaml", 14, 12), "write what belongs here"),
    Finding(
        "duplicate-name",
        "warning",
        'two parameters are named "code"',
        Location("specs/acme.yaml", 20, 3),
        "keep one of the two",
        (Related(Location("specs/families/acme.yaml", 4, 9), "the other one"),),
    ),
    Finding(
        "generated-outdated", "error", "outdated", Location("generated/a b.md", 2, 1), detail="@@ -1 +1 @@\n-old\n+new"
    ),
    Finding("missing-example", "info", '"acme.server" has no example', Location("specs/acme.yaml", 13, 5)),
    Finding("real-credential", "error", "example holds a key", Location("specs/secret.yaml", 1, 10), secret=True),
    Finding("configuration", "error", "belongs to no file"),
    Finding(
        "todo", "error", "known", Location("specs/old.yaml", 3, 1), accepted="the page | says so", fingerprint="f1"
    ),
)

# Pieces that mean something to one of the formats.
_NASTY = (
    "\x00", "\x07", "\x1b[2J", "\t", "\n", "\r", "\r\n", "\x85", "\u2028", "\u202e", "\ud800", "\udfff", "\ufffe",
    "%", "%0A", "%25", "::error::", "##[error]", "::", ",", ":", "|", "\\|", "\\", "`", "```", "~~~", "<b>", "</code>",
    "<!--", "-->", "]]>", "<![CDATA[", "&amp;", "&#0;", "@team", "#12", "**", "__", "[a](b)", "![a](b)", "- ", "1. ",
    "https://x.example", "$HOME", "$(touch x)", "'", '"', "{{ x }}", "</details>", "# ", "    ", "é", "漢", "😀",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(_NASTY), st.text(st.characters(exclude_categories=()), max_size=4))).map(
    "".join
)
_PLACES = st.one_of(
    st.just(NOWHERE),
    st.builds(Location, TEXTS.filter(bool), st.integers(1, 9999), st.integers(1, 999)),
)
RANDOM = st.lists(
    st.builds(
        Finding,
        st.sampled_from(("todo", "schema", "no-such-rule")),
        st.sampled_from(LEVELS),
        TEXTS,
        _PLACES,
        TEXTS,
        st.lists(st.builds(Related, _PLACES, TEXTS), max_size=2).map(tuple),
        TEXTS,
        accepted=st.one_of(st.just(""), TEXTS),
    ),
    max_size=25,
)
