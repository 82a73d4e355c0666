"""The help page: complete, well-formed, and true to the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.model import Connector, Method, Parameter, Platform, Property, examples
from ocgen.pages.page import ConnectorPage
from ocgen.pages.placement import Placement
from ocgen.pages.samples import PythonSample
from ocgen.pages.sections import SECTIONS, SHARED, pages_elsewhere
from ocgen.spec import Loaded
from ocgen.targets.docs import DocsTarget
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates
from ocgen.text.anchors import anchor
from ocgen.text.markdown import visible
from tests.conftest import REPOSITORY
from tests.docs.conftest import Page
from tests.docs.odd import HOSTILE, with_text
from tests.docs.reading import Read, Table, read, words


def well_formed(page: Read) -> None:
    """Headings go down by one, links lead somewhere, ids are unique, the HTML is ours, tables hold together."""
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), page.headings
    assert len(page.anchors) == len(set(page.anchors))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)
    assert all(link.startswith(("#", "https://", "http://")) or ".md" in link for link in page.links)
    assert page.foreign_html == []
    for table in page.tables:
        assert all(len(row) == len(table.head) for row in table.rows), table.head
        assert all(table.head)
    source_rows = [line for line in _outside_code(page.text) if line.startswith("|")]
    assert len(source_rows) == sum(2 + len(table.rows) for table in page.tables), "a row is in no table"
    assert "\n\n\n" not in re.sub(r"(?ms)^(```+).*?^\1$", "code", page.text)
    assert not [line for line in _outside_code(page.text) if line != line.rstrip()]
    assert page.text.endswith("\n")
    assert not page.text.endswith("\n\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", page.text)


def _outside_code(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        marks = re.match("`{3,}", line)
        if fence:
            fence = "" if line == fence else fence
        elif marks:
            fence = marks[0]
        else:
            yield line


def tables_of(page: Read, kind: str, method: str) -> list[Table]:
    """The tables whose rows have the anchors of one kind and method."""
    start = anchor(kind, method) + "--"
    return [t for t in page.tables if any(a.startswith(start) for row in t.anchors for a in row)]


def committed(connector: Connector) -> str:
    """The page as it is in the repository, where `ocgen check` sees to it that it is current."""
    return (REPOSITORY / "generated" / "docs" / f"{connector.key}.md").read_text(encoding="utf-8")


def test_every_page_is_well_formed(loaded: Loaded, acme: Connector, page: Page) -> None:
    for connector in loaded.connectors:
        well_formed(read(committed(connector)))
    well_formed(page(acme))


def test_the_seed_pages_parts_are_there_in_its_order(loaded: Loaded, page: Page) -> None:
    made = page(next(c for c in loaded.connectors if c.key == "infusionsoftmarketing"))
    headings = [heading for _, heading in made.headings]
    assert headings == [
        "Connect Infusionsoft Marketing Automation",
        "Before you start",
        "In the user interface",
        "With the API",
        "Step 1 of 3: Get the OAuth URL",
        "Step 2 of 3: Let the user sign in",
        "Step 3 of 3: Create the instance",
        "In Python",
        "With tokens that you already have",
        "Check the instance",
        "Use the instance",
        "Manage the instance",
        "Troubleshooting",
    ]
    text = " ".join(made.prose)
    for said in (
        "Infusionsoft Server",
        "Infusionsoft Encrypted Key",
        "Client secret",
        "Admin > Settings > Application",
    ):
        assert said in text
    assert "specs/infusionsoftmarketing.yaml. DO NOT EDIT." in made.text.split("-->")[0]


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("token", lambda m: m.oauth_token_query),
        ("query", lambda m: m.oauth_url_query),
        ("callback", lambda m: m.callback),
        # Data that only repeats earlier steps is named in a sentence.
        ("data", lambda m: () if all(p.value_from for p in m.provider_data) else m.provider_data),
        ("field", lambda m: m.configuration),
    ],
)
def test_tables_name_exactly_what_the_model_has(kind, parameters, various: list[Connector], page: Page) -> None:  # type: ignore[no-untyped-def]
    for connector in various:
        made = page(connector)
        for method in connector.methods:
            rows = [
                (row[0], row[1], row[2])
                for table in tables_of(made, kind, method.name)
                for row, ids in zip(table.rows, table.anchors, strict=True)
                if ids[0].startswith(anchor(kind, method.name) + "--")
            ]
            assert len(rows) == len(parameters(method))
            for (name, required, type_), p in zip(rows, parameters(method), strict=True):
                assert name == (f"{p.label} {p.name}" if p.label else p.name)
                assert type_.endswith(", secret") == p.secret
                assert type_.startswith("JSON" if p.type == "json" else p.type)
                if p.required.always:
                    assert required == "yes"
                elif p.required.conditional:
                    assert required not in ("yes", "no")
                else:
                    assert required == "no"


def test_a_row_says_all_that_the_model_says(various: list[Connector], page: Page) -> None:
    for connector in various:
        made = page(connector)
        for method in connector.methods:
            for table in tables_of(made, "field", method.name):
                for cell, p in zip(table.column("Description"), method.configuration, strict=True):
                    if cell.startswith("Same as "):  # an earlier row of the page says it
                        continue
                    found = "" if p.value_from else p.where_to_find  # the page says where it comes from
                    term = p.term if p.term.lower() != p.label.lower() else ""
                    assert ("calls it" in cell) == bool(term)
                    for said in (p.description, p.accepts, term, found, p.deprecated, p.renamed_from):
                        assert said.rstrip(".") in cell
                    for choice in p.enum:
                        assert choice.value in cell
                        assert choice.description.rstrip(".") in cell
                    if p.default is not None:
                        assert f"Default: {p.default}." in cell
                    if p.const is not None:
                        assert f"Always {p.const}." in cell


def test_a_row_of_the_body_says_all_that_the_model_says(acme: Connector, page: Page) -> None:
    kind = Property("kind", "string", required=True, description="Which one.\n- or two", enum=("a|b", ""))
    codes = Property("codes", "array", items="integer", secret=True, description="All of them")
    platform = replace(acme.platform, instance_request=(*acme.platform.instance_request, kind, codes))
    method = replace(acme.methods[0], request=(("version", "2"), ("kind", "a|b")))
    made = page(replace(acme, platform=platform, methods=(method,)))
    sent = {row[0]: row[1:] for table in tables_of(made, "member", method.name) for row in table.rows}
    assert sent["version"] == ["yes", "string", "Always 2."]
    assert sent["kind"] == ["yes", "string", "Which one. - or two Always a|b."]
    assert tables_of(page(acme), "member", method.name) == []
    (table,) = [t for t in shared(platform)["instances"].tables if ["member--kind"] in t.anchors]
    free = {row[0]: row[1:] for row in table.rows}
    assert free["kind"] == ["yes", "string", "Which one. - or two Accepted: a|b, empty."]
    assert free["codes"] == ["no", "array of integers, secret", "All of them."]
    assert "version" not in free


def shared(platform: Platform) -> dict[str, Read]:
    """The pages of what all connectors share, by the names of their sections."""
    made = DocsTarget().shared_artifacts(platform, [], Templates())
    return {PurePath(a.path).stem: read(a.text) for a in made if "/platform/" in a.path}


def test_what_all_connectors_share_has_pages_of_its_own(loaded: Loaded, acme: Connector) -> None:
    platform = acme.platform
    pages = shared(platform)
    assert tuple(pages) == SHARED
    for made in pages.values():
        well_formed(made)
    (regions,) = pages["regions"].tables
    assert regions.column("Region") == [r.name for r in platform.regions]
    assert regions.column("Base URL") == [f"https://{r.host}{platform.base_path}" for r in platform.regions]
    errors = next(t for t in pages["errors"].tables if t.head[0] == "Status")
    assert errors.column("Status") == [f"{e.status} {e.name}" for e in platform.errors]
    assert [a.startswith("yes") for a in errors.column("Retry")] == [e.retry for e in platform.errors]
    fields, query = pages["everywhere"].tables
    assert [row[0].split()[-1] for row in fields.rows] == [f.name for f in platform.everywhere]
    assert [row[0].split()[-1] for row in query.rows] == [p.name for p in platform.everywhere_query]
    assert "powershell" in [block.language for block in pages["requests"].blocks]


def test_links_to_what_is_shared_lead_there(various: list[Connector], page: Page) -> None:
    for connector in various:
        pages = {f"platform/{name}.md": made for name, made in shared(connector.platform).items()}
        links = [link.partition("#") for link in page(connector).links if link.startswith("platform/")]
        assert {path for path, _, _ in links} == {f"platform/{name}.md" for name in SHARED if name != "everywhere"}
        assert all(place in pages[path].anchors for path, _, place in links)


def test_resources_have_a_page_with_each_call_and_field(loaded: Loaded) -> None:
    for connector in loaded.connectors:
        path = REPOSITORY / "generated" / "docs" / "resources" / f"{connector.key}.md"
        assert path.is_file() == bool(connector.resources)
        if not connector.resources:
            assert "object(" in committed(connector)
            continue
        made = read(path.read_text(encoding="utf-8"))
        well_formed(made)
        base = connector.platform.hub_api.base
        calls = {
            f"{call.method} {base(resource.hub)}{path}"
            for _, resource in connector.every_resource()
            for call in resource.calls
            for path in (call.path, f"{call.path_twin}?path=" if call.path_twin else "")
            if path
        }
        shown = [row[1] for table in made.tables if table.head[0] == "Call" for row in table.rows]
        assert {call for cell in shown for call in re.split(r" (?=[A-Z]+ /)", cell)} == calls
        fields = sum(len(resource.fields) for _, resource in connector.every_resource() if resource.calls)
        assert sum(len(table.rows) for table in made.tables if table.head[0] == "Field") >= fields
        links = {link.partition("#") for link in read(committed(connector)).links if link.startswith("resources/")}
        assert {file for file, _, _ in links} == {f"resources/{connector.key}.md"}
        assert {place for _, _, place in links} <= set(made.anchors)


def test_pages_are_short(loaded: Loaded) -> None:
    """What a reader has to go through, code included; what other pages say too is linked."""
    counted = {c.key: words(committed(c)) for c in loaded.connectors}
    assert counted["infusionsoftmarketing"] <= 1600
    assert max(counted.values()) == counted["quickbooks"] <= 3500


def test_a_section_that_is_shared_can_stand_on_the_page(acme: Connector) -> None:
    names = (*SECTIONS, *SHARED)
    text = ConnectorPage(acme, Templates(), Placement(names, elsewhere=pages_elsewhere(acme)), python_samples({})).text(
        names
    )
    well_formed(read(text))
    assert "platform/" not in text


def test_whatever_the_user_must_bring_is_in_the_checklist(various: list[Connector], page: Page) -> None:
    for connector in various:
        made = page(connector)
        before = made.sections["Before you start"]
        for method in connector.methods:
            for p in (*method.configuration, *method.oauth_url_query):
                brought = p.required.always and not p.value_from and p.const is None and not p.deprecated
                assert brought <= (f"--{p.name})" in before or (p.label or p.name) in before), p.name


def test_errata_say_what_is_wrong_what_is_right_and_why(various: list[Connector], page: Page) -> None:
    for connector in various:
        assert "Corrected mistakes" not in page(connector).text
        made = read(ConnectorPage(connector, Templates(), Placement(()), python_samples({})).section("errata"))
        (table,) = [t for t in made.tables if t.head[0] == "Place on that page"] or [Table([], [], [])]
        assert table.rows == [[e.where, e.says, e.right, e.why] for e in connector.errata]


# The wrong values in the errata of the project's own specs, as a reader would copy them.
WRONG = [
    "https;//",
    "dt364",
    "siteAddress",
    "ACOUNT_URL",
    "DATABASE_USERNAME",
    "\\\n\n",
]


def test_no_mistake_of_an_upstream_page_is_repeated(loaded: Loaded) -> None:
    for connector in loaded.connectors:
        outside = committed(connector)
        own = {p.name for m in connector.methods for p in (*m.oauth_token_query, *m.oauth_url_query, *m.configuration)}
        for wrong in WRONG:
            assert wrong in own or wrong not in outside, (connector.key, wrong)
        for erratum in connector.errata:
            quoted = re.findall(r"https?:\S+|https?;\S+|<\S+>|\S+[;=]\S+", erratum.says)
            assert not [q for q in quoted if q in outside], erratum
        siblings = {c.key for c in loaded.connectors} - {connector.key, *(m.oauth_connector for m in connector.methods)}
        named = re.findall(r"/elements/([^/\s?']+)/|\"(?:key|element)\": \"([^\"]*)\"", outside)
        assert not siblings & {name for groups in named for name in groups}, connector.key


def test_no_two_connectors_show_one_id(loaded: Loaded) -> None:
    """The most frequent mistake of upstream pages: an answer copied with another connector's id."""
    shown: dict[object, str] = {}
    for connector in loaded.connectors:
        number = connector.response_element.get("id")
        if number is not None:
            assert shown.setdefault(number, connector.key) == connector.key, number


def secrets_of(connector: Connector) -> Iterator[tuple[Method, Parameter]]:
    for m in connector.methods:
        for p in (*m.oauth_token_query, *m.oauth_url_query, *m.callback, *m.provider_data, *m.configuration):
            if p.secret:
                yield m, p


def test_a_secrets_example_is_obviously_false(loaded: Loaded) -> None:
    for connector in loaded.connectors:
        for method, parameter in secrets_of(connector):
            if parameter.const is None:  # a constant is the same for everybody, so no secret
                assert "fake" in examples.example_value(connector, method, parameter)
        for name, value in examples.event_configuration(connector).items():
            if any(p.name == name and p.secret for p in connector.events.parameters):
                assert "fake" in value


def test_one_value_is_the_same_everywhere(various: list[Connector]) -> None:
    for connector in various:
        for method in connector.methods:
            query = examples.oauth_url_query(connector, method)
            callback = examples.callback_query(connector, method)
            fields = examples.configuration(connector, method)
            data = examples.provider_data(connector, method)
            for p in method.oauth_url_query:
                if p.value_from.startswith("configuration:") and p.name in query:
                    assert query[p.name] == fields[p.value_from.removeprefix("configuration:")]
            for p, sent in [*((p, data) for p in method.provider_data), *((p, fields) for p in method.configuration)]:
                if p.value_from.startswith("callback:") and p.name in sent:
                    assert sent[p.name] == callback[p.value_from.removeprefix("callback:")]
            if "state" in callback and query:
                assert callback["state"] == query["state"]
                url = examples.oauth_url_response(connector, method)["oauthUrl"]
                assert query["state"] in str(url)


def test_a_required_value_is_in_the_example(various: list[Connector]) -> None:
    for connector in various:
        for m in connector.methods:
            for parameters, made in [
                (m.oauth_token_query, examples.oauth_token_query(connector, m)),
                (m.oauth_url_query, examples.oauth_url_query(connector, m)),
                (m.callback, examples.callback_query(connector, m)),
                (m.provider_data, examples.provider_data(connector, m)),
                (m.configuration, examples.configuration(connector, m)),
            ]:
                assert {p.name for p in parameters if p.required.always or p.const is not None} <= made.keys()
                assert made.keys() <= {p.name for p in parameters}


def test_a_field_that_another_makes_necessary_is_in_the_example(acme: Connector) -> None:
    method = acme.methods[0]
    fields = tuple(replace(f, const="test") if f.name == "mode" else f for f in method.configuration)
    assert "vault" not in examples.configuration(acme, method)
    assert examples.configuration(acme, replace(method, configuration=fields))["vault"] == """it's "here" & there"""


def test_each_way_of_signing_in_has_its_steps(acme: Connector, page: Page) -> None:
    made = page(acme)
    steps = [heading for _, heading in made.headings if heading.startswith(("Step", "Sign in", "Create the"))]
    assert steps == [
        "Sign in by oauth2 (OAuth 2.0)",
        "Step 1 of 3: Get the OAuth URL",
        "Step 2 of 3: Let the user sign in",
        "Step 3 of 3: Create the instance",
        "Sign in by oauth1 (OAuth 1.0a)",
        "Step 1 of 4: Get a request token",
        "Step 2 of 4: Get the OAuth URL",
        "Step 3 of 4: Let the user sign in",
        "Step 4 of 4: Create the instance",
        "Sign in by marketplace (OAuth 2.0)",
        "Step 1 of 2: Receive the user",
        "Step 2 of 2: Create the instance",
        "Sign in by own-token (token)",
        "Create the instance",
    ]
    assert "names the connector acme-core" in " ".join(made.prose)


def test_anchors_stay_when_a_method_joins(loaded: Loaded, page: Page) -> None:
    connector = next(c for c in loaded.connectors if c.key == "infusionsoftmarketing")
    more = replace(connector, methods=(*connector.methods, replace(connector.methods[0], name="other")))
    assert set(page(connector).anchors) <= set(page(more).anchors)
    assert "field--oauth2--infusionsoft.private.key" in page(connector).anchors


def shape(made: Read) -> object:
    """What no text may change."""
    return (
        [level for level, _ in made.headings],
        [(t.head, len(t.rows)) for t in made.tables],
        [block.language for block in made.blocks],
        [link for link in made.links if link.startswith("#")],
        made.anchors,
    )


def test_hostile_text_changes_no_page(various: list[Connector], page: Page) -> None:
    for connector in various:
        hostile = page(with_text(connector, HOSTILE, frozenset({"name", "term"}) - {"name"}))
        well_formed(hostile)
        assert shape(hostile) == shape(page(with_text(connector, "Plain text")))
        assert sum(visible(HOSTILE).rstrip(".") in prose for prose in hostile.prose) > 5


def test_any_text_changes_no_page(acme: Connector, page: Page) -> None:
    plain = shape(page(with_text(acme, "Plain text")))

    @settings(max_examples=25)
    @given(value=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda v: visible(v)))
    def check(value: str) -> None:
        made = page(with_text(acme, value))
        well_formed(made)
        assert shape(made) == plain

    check()


def test_hostile_names_of_values_change_no_page(acme: Connector, page: Page) -> None:
    """The spec schema keeps most of these out; the page relies on that nowhere."""
    method = acme.methods[0]
    rename = {"code": "c|o`d<e>", "merchant number": "m\\|`` n"}
    fields = tuple(replace(f, name=rename.get(f.name, f.name), const=f.const and "x`|y") for f in method.configuration)
    callback = tuple(replace(p, name=rename.get(p.name, p.name)) for p in method.callback)
    made = page(
        replace(
            acme, name="# A | `B` <i>", hub="a|b", methods=(replace(method, configuration=fields, callback=callback),)
        )
    )
    well_formed(made)
    cells = [cell for table in made.tables for row in table.rows for cell in row]
    assert "Merchant's number m\\|`` n" in cells
    assert "Authorization grant code c|o`d<e>" in cells
    assert any("Always x`|y." in cell for cell in cells)
    assert made.headings[0] == (1, "Connect # A | `B` <i>")


def test_what_is_deprecated_and_what_is_signed_says_so(acme: Connector, page: Page) -> None:
    made = page(replace(acme, deprecated="Acme is closed."))
    assert "Deprecated. Acme is closed." in made.prose
    assert "Deprecated. Acme closes its shop in 2030; sign in by oauth2." in made.prose
    (ways,) = [t for t in made.tables if t.head[0] == "Way"]
    assert [row[0] for row in ways.rows if row[2].startswith("Deprecated.")] == ["marketplace"]
    (signed,) = [prose for prose in made.prose if "is a signature" in prose]
    for named in ("hmac", "site_id, shop, code", "oauth.api.secret", "base64 form", "verify_callback"):
        assert named in signed
    assert not [prose for prose in page(acme).prose if "Acme is closed" in prose]
    index, *_ = DocsTarget().shared_artifacts(acme.platform, [replace(acme, deprecated="Closed.")], Templates())
    assert "Acme Books (deprecated)" in [row[0] for t in read(index.text).tables for row in t.rows]


def test_the_catalogue_lists_every_connector_by_hub(loaded: Loaded, acme: Connector) -> None:
    assert loaded.platform
    every = [*loaded.connectors, acme]
    artifact, *_ = DocsTarget().shared_artifacts(loaded.platform, every, Templates())
    made = read(artifact.text)
    well_formed(made)
    assert artifact.path == "docs/index.md"
    titles = {loaded.platform.hub_title(c.hub) for c in every}
    assert [heading for _, heading in made.headings[1:]] == sorted(titles, key=str.casefold)
    assert {"CRM", "Field service", "Background checks"} <= titles
    assert sorted(link for link in made.links if link.endswith(".md")) == sorted(f"{c.key}.md" for c in every)
    rows = {row[1]: row for table in made.tables for row in table.rows}
    assert rows["sfdc"] == ["Salesforce Sales Cloud", "sfdc", "Salesforce", "OAuth 2.0", "polling, webhook"]
    assert rows["acme-books"][3].startswith("OAuth 2.0 (oauth2), OAuth 1.0a (oauth1)")


def test_artifacts_belong_to_their_connector(various: list[Connector], page: Page) -> None:
    target, templates = DocsTarget(), Templates()
    for connector in various:
        artifact, *_ = target.connector_artifacts(connector, templates)
        assert (artifact.path, artifact.target, artifact.connector) == (
            f"docs/{connector.key}.md",
            "docs",
            connector.key,
        )
        assert artifact.text == page(connector).text, "the same connector gives another page"


def test_every_json_block_is_json(various: list[Connector], page: Page) -> None:
    for connector in various:
        blocks = page(connector).blocks_of("json")
        assert blocks
        for block in blocks:
            json.loads(block)


def test_the_samples_on_a_page_are_those_that_are_handed_in(acme: Connector) -> None:
    def mine(connector: Connector, method: Method) -> PythonSample:
        return replace(python_samples({})(connector, method), module=f"mine_{method.name}")

    text = ConnectorPage(acme, Templates(), Placement(SECTIONS), mine).section("api")
    samples = [line for line in text.splitlines() if line.startswith("from openconnectors.connectors.")]
    assert [line.split()[1] for line in samples] == [
        f"openconnectors.connectors.mine_{method.name}" for method in acme.methods if not method.deprecated
    ]
