"""`ocgen:begin page` and `ocgen:begin section`: what the docs target makes, fitted into documents of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.documents.block import Block, Body
from ocgen.documents.blocks import blocks
from ocgen.documents.document import Document
from ocgen.documents.ids import ids
from ocgen.documents.kinds import KINDS
from ocgen.documents.pages import Pages
from ocgen.documents.update import update
from ocgen.pages.headings import title_of, with_headings
from ocgen.pages.placement import Placement
from ocgen.pages.sections import SECTIONS
from ocgen.tables.build import Catalogue
from ocgen.tables.faults import TableError
from tests.amount import examples
from tests.conftest import CONNECTORS, Ocgen
from tests.docs.odd import HOSTILE, with_text
from tests.docs.reading import Read, read
from tests.files import edit
from tests.inject.markers import END, PAGES, begin
from tests.site.project import make_project

# One of each kind: every flow, and several ways to sign in.
KINDS_OF = {(tuple(m.flow for m in c.methods), bool(c.events.methods)): c for c in reversed(CONNECTORS)}


def document(*markers: str, name: str = "x.md") -> Document:
    text = "".join(f"{begin(marker)}\n{END}\n\n" for marker in markers)
    return Document(Path(name), name, KINDS[0], b"", "utf-8", text)


def filled(catalogue: Catalogue, *markers: str, pages: Pages = PAGES) -> str:
    page = document(*markers)
    found, findings = blocks(page)
    updated, more = update(page, found, catalogue, pages)
    assert not [*findings, *more]
    return updated.content.decode()


def inside(text: str) -> Read:
    """What stands between the markers of a document, without the notices."""
    return read(re.sub(r"<!--.*?-->\n", "", text))


def put(directory: Path, *markers: str, name: str = "page.md") -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Before.\n\n" + "".join(f"{begin(marker)}\n{END}\n\n" for marker in markers) + "After.\n")
    return path


def injected(ocgen: Ocgen, path: Path, *options: str) -> Read:
    result = ocgen("docs", "inject", path.as_posix(), *options)
    assert result.code == 0, result.out + result.err
    assert ocgen("docs", "inject", path.as_posix(), "--check", *options).code == 0
    return inside(path.read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with templates of its own and a document for `ocgen check`."""
    make_project(tmp_path)
    (tmp_path / "own" / "docs" / "sections").mkdir(parents=True)
    lines = ['targets = ["docs"]', 'templates = "own"', "[tool.ocgen.docs]", 'files = ["guide/*.md"]']
    (tmp_path / "pyproject.toml").write_text("\n".join(["[tool.ocgen]", *lines, ""]), encoding="utf-8")
    return tmp_path


def section(project: Path, name: str, text: str) -> None:
    (project / "own" / "docs" / "sections" / f"{name}.md.j2").write_text(text, encoding="utf-8")


def test_a_page_is_the_one_that_generate_makes(ocgen: Ocgen, project: Path) -> None:
    edit(project / "pyproject.toml", "files =", 'sections = ["errors", "support", "api", "before"]\nfiles =')
    section(project, "support", "## Help for {{ c.name | text }}\n\nWrite to us.\n")
    page = put(project, "page acme", name="guide/acme.md")
    made = injected(ocgen, page)
    assert ocgen("generate").code == 0
    generated = (project / "generated" / "docs" / "acme.md").read_text(encoding="utf-8").partition("-->\n\n")[2]
    assert generated.startswith("# Connect Acme CRM\n") and "## Help for Acme CRM" in generated
    generated = generated.replace("](index.md", "](../generated/docs/index.md")
    generated = generated.replace("](platform/", "](../generated/docs/platform/")
    assert made.text == f"Before.\n\n\n{generated}\n\nAfter.\n"
    assert "DO NOT EDIT" not in page.read_text(encoding="utf-8")
    assert ocgen("check").code == 0


def test_a_page_without_sections_has_no_contents(ocgen: Ocgen, project: Path) -> None:
    section(project, "silent", "")
    page = put(project, "page acme sections=silent", "page acme sections=errors prefix=a")
    injected(ocgen, page)
    assert page.read_text(encoding="utf-8").count("- [Errors](#a--section--errors)") == 1


def test_a_section_stands_with_the_place_that_links_lead_to(ocgen: Ocgen, project: Path) -> None:
    made = injected(ocgen, put(project, "section acme regions"))
    assert made.headings == [(2, "Regions")]
    assert made.anchors == ["section--regions"]
    assert made.prose[0] == "Before." and made.prose[-1] == "After."


@pytest.mark.parametrize(
    ("marker", "levels"),
    [
        ("page acme sections=errors,check", [(1, "Connect Acme CRM"), (2, "Errors"), (2, "Check the instance")]),
        ("page acme sections=errors level=3", [(3, "Connect Acme CRM"), (4, "Errors")]),
        ("page acme sections=errors heading=no", [(2, "Errors")]),
        ("page acme sections=errors heading=no level=2", [(3, "Errors")]),
        ("page acme except=ui,api,check,use,manage",
         [(1, "Connect Acme CRM"), (2, "Before you start"), (2, "Troubleshooting")]),
        ("section acme errors level=6", [(6, "Errors")]),
        ("section acme errors level=1", [(1, "Errors")]),
        ("section acme errors heading=no level=3", []),
        ("section acme api level=3 heading=no",
         [(4, "Create the instance"), (4, "In Python")]),
    ],
)  # fmt: skip
def test_headings_are_where_the_marker_wants_them(
    ocgen: Ocgen, project: Path, marker: str, levels: list[tuple[int, str]]
) -> None:
    made = injected(ocgen, put(project, marker))
    assert made.headings == levels
    assert "\n\n\n" not in made.text.removeprefix("Before.\n\n\n").removesuffix("\n\n\nAfter.\n")


LINES = ("# a", "## b ##", "   ### c", "#### d # e", "text", "#no", "```\n# x\n```", "~~~~\n## x\n~~~\n~~~~", "> text",
         "    # code", "\\# no", "##### f", "## ")  # fmt: skip


def test_what_looks_like_a_heading_in_code_is_none(ocgen: Ocgen, project: Path) -> None:
    section(project, "own", "## Own\n\n```\n# no heading\n```\n\n## Second ##\n\n#hashtag\n")
    made = injected(ocgen, put(project, "section acme own level=4 heading=no"))
    assert made.headings == [(4, "Second")]
    assert made.blocks_of("") == ["# no heading\n"] and "#hashtag" in made.prose


@settings(max_examples=examples(400))
@given(lines=st.lists(st.sampled_from(LINES), max_size=12), level=st.integers(0, 6), first=st.booleans())
def test_levels_are_those_that_a_parser_sees(lines: list[str], level: int, first: bool) -> None:
    """All headings move by the same number, and nothing else changes; or it is told that there is no room."""
    text = "\n\n".join(lines)
    before = read(text)
    by = level - before.headings[0][0] if level and before.headings else 0
    wanted = [(depth + by, title) for depth, title in before.headings][not first :]
    try:
        made = read(with_headings(text, level, first=first))
    except TableError:
        assert not all(1 <= depth <= 6 for depth, _ in wanted)
    else:
        assert made.headings == wanted
        assert title_of(text) == next((title for depth, title in before.headings if depth == 2), "")
        removed = [title for _, title in before.headings[: not first]]
        assert made.blocks == before.blocks and sorted([*made.prose, *removed]) == sorted(before.prose)


def test_a_section_with_nothing_to_say_is_empty_and_current(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "section acme events level=3")
    made = injected(ocgen, page)
    assert made.prose == ["Before.", "After."]
    assert "specs/acme.yaml, which says nothing here;" in page.read_text(encoding="utf-8")


def dead(made: Read) -> set[str]:
    return {link for link in made.links if link.startswith("#")} - {f"#{anchor}" for anchor in made.anchors}


@pytest.mark.parametrize("name", SECTIONS)
def test_no_link_of_a_section_alone_leads_nowhere(name: str) -> None:
    for connector in KINDS_OF.values():
        catalogue = Catalogue(connector.platform, {connector.key: connector})
        made = inside(filled(catalogue, f"section {connector.key} {name} level=3 prefix=p"))
        assert dead(made) == set(), connector.key
        assert all(anchor.startswith("p--") for anchor in made.anchors)
        assert not made.foreign_html


def test_links_lead_to_the_sections_that_the_document_has(ocgen: Ocgen, project: Path) -> None:
    alone = injected(ocgen, put(project, "section acme before"))
    assert not [link for link in alone.links if link.startswith("#")]
    both = put(project, "section acme before prefix=a", "section acme api prefix=a level=3", "page acme")
    made = injected(ocgen, both)
    assert dead(made) == set()
    assert {"#a--field--apiKey--acme.api.key", "#field--apiKey--acme.api.key", "#section--before"} <= set(made.links)
    apart = injected(ocgen, put(project, "section acme before prefix=a", "section acme api prefix=b"))
    assert dead(apart) == set() and not [link for link in apart.links if link.startswith("#a--field")]


def test_two_connectors_in_one_document_need_a_prefix(ocgen: Ocgen, project: Path) -> None:
    text = (project / "specs" / "acme.yaml").read_text(encoding="utf-8")
    (project / "specs" / "other.yaml").write_text(text.replace("key: acme\n", "key: other\n").replace("Acme", "Other"))
    page = put(project, "section acme errors", "section other errors")
    result = ocgen("docs", "inject", "page.md")
    assert result.code == 1 and 'page.md:6:6: error[docs-marker]: the id "section--errors" is' in result.out
    assert "help: give one of the two blocks prefix=NAME" in result.out
    made = injected(ocgen, put(project, "page acme", "page other prefix=other"))
    assert dead(made) == set() and len(set(made.anchors)) == len(made.anchors)
    injected(ocgen, put(project, "page acme", "table acme configuration"))
    section(project, "own", '<a id="field--acme--acme.host"></a>x\n')
    put(project, "section acme own prefix=a", "section acme own prefix=b")
    told = 'help: let the template make the id, {{ "field--acme--acme.host" | id }}: it then begins with the prefix'
    assert told in ocgen("docs", "inject", page.name).out
    put(project, "section acme own", "table acme configuration")
    assert "help: give the table anchors=no" in ocgen("docs", "inject", page.name).out
    injected(ocgen, put(project, "section acme own", "table acme configuration anchors=no"))


LINKS = """\
## Own

[other]({{ "sf dc" | page }}#top) ![picture]({{ "img/x.png" | file }} "Title") [up](<{{ "../a b.md" | file }}>)
[abs]({{ "/x" | file }}) [web]({{ "https://x.example/y" | file }}) [mail]({{ "mailto:x@example.com" | file }})
[query]({{ "?x" | file }}) [place](#{{ "mine" | id }}) [plain](plain.md) <a id="{{ "mine" | id }}"></a>
"""


def test_addresses_and_ids_of_ones_own_are_made_for_the_document(ocgen: Ocgen, project: Path) -> None:
    section(project, "own", LINKS)
    page = put(project, "section acme own prefix=p", name="guide/deep/page.md")
    made = injected(ocgen, page)
    links = {
        "../../generated/docs/sf%20dc.md#top", "../../generated/a%20b.md", "/x", "https://x.example/y",
        "mailto:x@example.com", "?x", "plain.md", "#p--mine",
    }  # fmt: skip
    assert set(made.links) == links and made.anchors == ["p--section--own", "p--mine"]
    assert "![picture](../../generated/docs/img/x.png" in made.text
    assert "](../../site/docs/sf%20dc.md#top)" in injected(ocgen, page, "--out", "site").text
    edit(project / "pyproject.toml", 'files = ["guide/', 'sections = ["own"]\nfiles = ["guide/deep/')
    assert ocgen("generate").code == 0
    generated = (project / "generated" / "docs" / "acme.md").read_text(encoding="utf-8")
    assert "[other](sf%20dc.md#top) ![picture](img/x.png" in generated and "[place](#mine)" in generated


def test_a_macro_of_ones_own_knows_where_each_of_its_documents_is(ocgen: Ocgen, project: Path) -> None:
    (project / "own" / "docs" / "mine.j2").write_text(
        '{% macro place(name) %}<a id="{{ name | id }}"></a>[x]({{ "x.md" | file }}){% endmacro %}', encoding="utf-8"
    )
    section(project, "own", '{% from "docs/mine.j2" import place %}\n## Own\n\n{{ place("mine") }}\n')
    put(project, "section acme own prefix=a", "section acme own prefix=b", name="guide/one.md")
    put(project, "section acme own", name="guide/deep/two.md")
    assert ocgen("docs", "inject", "guide/one.md", "guide/deep/two.md").code == 0
    one, two = (inside((project / "guide" / name).read_text(encoding="utf-8")) for name in ("one.md", "deep/two.md"))
    assert one.anchors == ["a--section--own", "a--mine", "b--section--own", "b--mine"]
    assert set(one.links) == {"../generated/docs/x.md"}
    assert (two.anchors, two.links) == (["section--own", "mine"], ["../../generated/docs/x.md"])


@pytest.mark.parametrize(
    ("target", "now"),
    [
        ("x.md", "../out/docs/x.md"), ("./x/", "../out/docs/x/"), ("../x.md#y", "../out/x.md#y"),
        ("#y", "#y"), ("", ""), ("//host/x", "//host/x"), ("data:x", "data:x"), ("../../guide/a.md?b#c", "a.md?b#c"),
    ],
)  # fmt: skip
def test_the_way_to_a_file(target: str, now: str) -> None:
    assert Placement((), "", Path("/p/out/docs"), Path("/p/guide")).address(target) == now
    assert Placement(()).address(target) == target


def test_ids_are_those_of_tags_outside_of_code() -> None:
    assert ids('<a id="x"></a> `<a id="y">` id="z" &lt;a id="w"&gt;\n\n```\n<a id="v">\n```\n') == ("x",)


def test_ejected_templates_are_used_and_a_broken_one_is_told(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "section acme errors", name="guide/page.md")
    assert ocgen("docs", "eject", "docs/sections/errors.md.j2").code == 0
    own = project / "own" / "docs" / "sections" / "errors.md.j2"
    edit(own, '## {{ _("Errors") }}', "## When it fails")
    assert injected(ocgen, page).headings == [(2, "When it fails")]
    edit(own, "## When it fails", "## {{ nothing }}")
    result = ocgen("docs", "inject", page.as_posix())
    assert result.code == 2 and "errors.md.j2:" in result.err and "'nothing' is undefined" in result.err
    assert "When it fails" in page.read_text(encoding="utf-8")


def test_templates_of_the_command_line_are_repeated_by_the_remedy(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "section acme errors", name="guide/my page.md")
    injected(ocgen, page)
    (project / "my own" / "docs" / "sections").mkdir(parents=True)
    (project / "my own" / "docs" / "sections" / "errors.md.j2").write_text("## Mine\n", encoding="utf-8")
    stale = page.read_text(encoding="utf-8")
    assert ocgen("generate", "--templates", "my own").code == 0  # the document too
    page.write_text(stale, encoding="utf-8")
    result = ocgen("check", "--templates", "my own", "--no-diff")
    assert "help: run: ocgen docs inject 'guide/my page.md' --templates 'my own'\n" in result.out
    assert ocgen("docs", "inject", "guide/my page.md", "--templates", "my own").code == 0
    assert ocgen("check", "--templates", "my own").code == 0
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("## Mine", "## Yours"), encoding="utf-8")
    edited = ocgen("docs", "inject", "guide/my page.md", "--specs", "specs")
    assert "run: ocgen docs inject 'guide/my page.md' --specs specs --force\n" in edited.out


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_nothing_else_is_touched(ocgen: Ocgen, project: Path, ends: str, encoding: str) -> None:
    block = begin("section acme api level=3")
    text = f"\u00fc  \t\n\n- x\n\n  {block}\n  {END}\n\nno end".replace("\n", ends)
    path = project / "page.md"
    path.write_bytes(text.encode(encoding))
    assert ocgen("docs", "inject", "page.md").code == 0
    after = path.read_bytes().decode(encoding)
    before, rest = text.split(END)
    assert after.startswith(before) and after.endswith(f"{ends}{ends}  {END}{rest}")
    made = after.removeprefix(before)
    assert made.count("\n") == made.count(ends) > 20
    assert ocgen("docs", "inject", "page.md", "--check").code == 0


def test_a_hand_edit_is_kept_unless_forced(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "page acme level=2", name="guide/page.md")
    injected(ocgen, page)
    current = page.read_text(encoding="utf-8")
    page.write_text(current.replace("## Connect", "## Link"), encoding="utf-8")
    result = ocgen("docs", "inject")
    assert result.code == 1 and "page.md:3:6: error[docs-edited]" in result.out and "-## Link" in result.out
    assert ocgen("docs", "inject", "--force").code == 0
    assert page.read_text(encoding="utf-8") == current


def why(ocgen: Ocgen) -> Iterable[str]:
    out = ocgen("docs", "inject", "--check", "guide/page.md").out
    return re.findall(r"error\[docs-stale\]: (.*)", out)


def test_a_stale_block_tells_whether_its_spec_has_changed(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "section acme api", "table acme configuration anchors=no", name="guide/page.md")
    wrong = "the block is not what specs/acme.yaml says"
    assert why(ocgen) == [wrong, wrong]
    injected(ocgen, page)
    edit(project / "specs" / "acme.yaml", "Key of the Acme", "Secret key of the Acme")
    assert why(ocgen) == [f"{wrong}: since it was written, what it is made from has changed"] * 2
    injected(ocgen, page)
    section(project, "api", "## API\n")
    (said,) = why(ocgen)
    since = f"{wrong}: its specs are as they were when it was written, so its marker"
    assert said == f"{since}, a template, the configuration or ocgen itself has changed"
    edit(page, "anchors=no", "anchors=no columns=key")
    assert list(why(ocgen))[1] == f"{since} or ocgen itself has changed"


def test_a_spec_that_changes_nothing_in_a_block_leaves_it_alone(ocgen: Ocgen, project: Path) -> None:
    page = put(project, "section acme regions", "table acme configuration", name="guide/page.md")
    injected(ocgen, page)
    text = page.read_text(encoding="utf-8")
    edit(project / "specs" / "acme.yaml", "description: Works", "description: Really works")
    assert list(why(ocgen)) == [] and ocgen("docs", "inject", "guide/page.md").code == 0
    assert page.read_text(encoding="utf-8") == text
    # Blocks from before the digest was noted are current too.
    old = re.sub(r" spec:[0-9a-f]{8}", "", text)
    assert old != text
    page.write_text(old, encoding="utf-8")
    assert list(why(ocgen)) == []


def test_no_text_of_a_spec_ends_a_block() -> None:
    for hostile in (HOSTILE, f"x\n{END}\n{END}", f"{END} ```\n{begin('table x')}", '"></a>](#section--api) <a id="x">'):
        connector = with_text(CONNECTORS[0], hostile, frozenset({"name", "example", "term"}))
        catalogue = Catalogue(connector.platform, {"hostile": connector})
        text = filled(catalogue, "page hostile level=2", "section hostile api prefix=x")
        again = Document(Path("x"), "x", KINDS[0], b"", "utf-8", text)
        found, findings = blocks(again)
        assert not findings and len(found) == 2
        assert update(again, found, catalogue, PAGES)[0].changes == ()
        assert not inside(text).foreign_html


def test_a_block_is_told_from_another_by_its_place_alone() -> None:
    connector = CONNECTORS[0]
    catalogue = Catalogue(connector.platform, {connector.key: connector})
    page = document(f"section {connector.key} errors", f"section {connector.key} errors prefix=x")
    found, _ = blocks(page)
    made: list[tuple[Block, Body]] = [
        (block, body) for block, body in PAGES.bodies(page, found, catalogue) if isinstance(body, Body)
    ]
    assert [body.ids for _, body in made] == [("section--errors",), ("x--section--errors",)]


@pytest.mark.parametrize(
    "text", ["<!-- ocgen:end -->", "```\nnot ended", "<!-- ocgen:begin page acme -->", "<!-- ocgen:x -->"]
)
def test_a_text_that_would_break_the_markers_is_not_written(ocgen: Ocgen, project: Path, text: str) -> None:
    section(project, "own", f"## Own\n\n{text}\n")
    page = put(project, "section acme errors", "section acme own")
    before = page.read_bytes()
    result = ocgen("docs", "inject", page.as_posix())
    assert result.code == 1
    assert "page.md:6:" in result.err + result.out
    assert "fix the template of the section" in result.err + result.out
    assert page.read_bytes() == before
