"""`ocgen drift` through the command line: pages, models, locks."""

from __future__ import annotations

import html
import json
from itertools import product
from pathlib import Path

import pytest

from tests.changes.conftest import MODEL, PAGE, SPEC, model
from tests.conftest import Ocgen, Result
from tests.files import edit


def rules(result: Result) -> list[tuple[str, str]]:
    return [(f["rule"], f["level"]) for f in json.loads(result.out)["findings"]]


def test_a_page_and_a_model_that_say_the_same_are_no_drift(project: Path, ocgen: Ocgen) -> None:
    for source in (("--page", "page.md"), ("--model", "model.json"), ("acme", "--page", "page.md")):
        shown = ocgen("drift", *source, "--fail-on", "info")
        assert (source, shown.code, shown.out) == (source, 0, "")
        assert "no drift" in shown.err


def test_what_a_model_requires_and_has_a_default_for_is_drafted_and_compared_by_its_default(
    project: Path, ocgen: Ocgen
) -> None:
    entries: dict[str, dict[str, object]] = {
        key: {} for key in ("oauth.callback.url", "oauth.api.key", "oauth.api.secret")
    }
    given = model(**entries, **{"acme.zone": {"required": True, "defaultValue": "eu"}})
    (project / "model.json").write_text(given, encoding="utf-8")
    (project / "specs/acme.yaml").unlink()
    assert ocgen("import", "model.json", "-o", "specs/acme.yaml").code == 0
    draft = (project / "specs/acme.yaml").read_text(encoding="utf-8")
    assert "default: eu" in draft and "required" not in draft.partition("acme.zone")[2]
    assert "acme.zone" not in ocgen("drift", "--model", "model.json").out
    edit(project / "specs/acme.yaml", "default: eu", "default: us")
    assert "default of configuration field" in ocgen("drift", "--model", "model.json").out


def test_each_direction_is_told(project: Path, ocgen: Ocgen) -> None:
    edit(project / "page.md", "acme.server", "acme.host")
    edit(project / "page.md", "&state=<state>", "&state=<state>&depth=<depth>")
    edit(project / "page.md", "| state | Optional", "| depth | Required. How deep it goes. |\n| state | Optional")
    shown = ocgen("drift", "--page", "page.md")
    assert shown.code == 1
    assert (
        'specs/acme.yaml:16:5: error[field-removed]: acme: only in the spec: configuration field "acme.server"'
        in shown.out
    )
    assert 'only on the page: configuration field "acme.host"' in shown.out
    assert 'only on the page: query parameter "depth"' in shown.out
    edit(
        project / "specs" / "acme.yaml",
        "    required: true\n",
        "    required: true\n    enum: [a, b]\n    example: a\n",
    )
    edit(project / "specs" / "acme.yaml", "    example: one.acme.example\n", "")
    entry: dict[str, object] = {"type": "COMBO", "options": [{"value": "a"}, {"value": "c"}]}
    entries: dict[str, dict[str, object]] = {"oauth.callback.url": {}, "oauth.api.key": {}, "oauth.api.secret": {}}
    (project / "model.json").write_text(model(**entries, **{"acme.server": entry}), encoding="utf-8")
    shown = ocgen("drift", "--model", "model.json", "--fail-on", "none")
    assert shown.code == 0
    assert "different: accepted values of configuration field" in shown.out
    assert "is a, b in the spec, a, c in the model" in shown.out


def test_platform_wide_keys_are_no_drift(project: Path, ocgen: Ocgen) -> None:
    entries = json.loads(MODEL)["configuration"]
    wide = ("filter.response.nulls", "instance.variables", "event.poller.urls", "event.anything.at.all")
    keys: dict[str, dict[str, object]] = {key: {} for key in (*(entry["key"] for entry in entries), *wide)}
    (project / "model.json").write_text(model(**keys), encoding="utf-8")
    assert ocgen("drift", "--model", "model.json", "--fail-on", "info").code == 0


FORMS = [
    {"active": active, "internal": internal, "hideFromConsole": hidden, "required": required, **default}
    for active, internal, hidden, required in product((True, False), repeat=4)
    for default in ({}, {"defaultValue": "https://one.acme.example"})
]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_field_that_the_model_has_in_any_form_is_not_told_as_absent(
    project: Path, ocgen: Ocgen, form: dict[str, object]
) -> None:
    """And one that only the console fills is at most a note where the spec has none."""
    entries: dict[str, dict[str, object]] = {entry["key"]: {} for entry in json.loads(MODEL)["configuration"]}
    (project / "model.json").write_text(model(**dict.fromkeys(entries, form)), encoding="utf-8")
    told = ocgen("drift", "--model", "model.json", "--fail-on", "none")
    assert "only in the spec" not in told.out
    if form["hideFromConsole"] or form["internal"] or not form["active"]:
        assert (told.out, told.err) == ("", "no drift\n")
        (project / "model.json").write_text(model(**entries, **{"acme.other": form}), encoding="utf-8")
        told = ocgen("drift", "--model", "model.json", "--format", "json", "--fail-on", "warning")
        assert (told.code, {level for _, level in rules(told)} - {"info"}) == (0, set())


def test_another_connectors_page_is_one_finding(project: Path, ocgen: Ocgen) -> None:
    text = PAGE.replace("elements/acme/", "elements/other/").replace('"key": "acme"', '"key": "other"')
    (project / "page.md").write_text(text.replace("acme.server", "other.server"), encoding="utf-8")
    shown = ocgen("drift", "acme", "--page", "page.md", "--format", "json")
    assert (shown.code, rules(shown)) == (1, [("key-changed", "error")])
    shown = ocgen("drift", "acme", "--page", "page.md", "--lock")
    assert (shown.code, list((project / "specs").glob("*.lock.json"))) == (1, [])
    shown = ocgen("drift", "--page", "page.md")
    assert shown.code == 2
    assert 'there is no spec of "other"' in shown.err


def test_a_mistake_that_the_page_no_longer_has_is_told(project: Path, ocgen: Ocgen) -> None:
    edit(project / "page.md", "https;//", "https://")
    shown = ocgen("drift", "--page", "page.md", "--format", "json")
    assert (shown.code, rules(shown)) == (1, [("drift-erratum-fixed", "warning")])
    found = json.loads(shown.out)["findings"][0]
    assert (found["path"], found["line"]) == ("specs/acme.yaml", 22)


def test_a_mistake_is_seen_in_html_too(project: Path, ocgen: Ocgen) -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and ":---" not in line]
    table = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[6:])
    body = PAGE[PAGE.index("```json") + 7 : PAGE.index("```\n\n| Parameter")]
    page = f"<html><body><h1>Acme</h1><pre>{html.escape(body)}</pre><table>{table}</table></body></html>"
    (project / "page.html").write_text(page, encoding="utf-8")
    found = {rule for rule, _ in rules(ocgen("drift", "acme", "--page", "page.html", "--format", "json"))}
    assert "drift-erratum-fixed" not in found


def test_a_known_mistake_is_no_drift(project: Path, ocgen: Ocgen) -> None:
    edit(project / "page.md", "&state=<state>", "&state=<state>&siteAddress=<url>")
    assert 'only on the page: query parameter "siteAddress"' in ocgen("drift", "--page", "page.md").out
    erratum = (
        "errata:\n  - {where: URL template, says: siteAddress is a query parameter, right: none, why: a leftover,"
        " about: {part: oauth_url_query, key: siteAddress, aspect: extra}}\n"
    )
    edit(project / "specs" / "acme.yaml", "errata:\n", erratum)
    assert ocgen("drift", "--page", "page.md").code == 0


def test_the_lock_holds_facts_and_no_text(project: Path, ocgen: Ocgen) -> None:
    assert ocgen("drift", "--page", "page.md", "--lock").code == 0
    file = project / "specs" / "acme.lock.json"
    lock = file.read_text(encoding="utf-8")
    document = json.loads(lock)
    assert set(document) == {"notice", "page"}
    assert set(document["page"]["configuration"]) == {
        "oauth.callback.url",
        "oauth.api.key",
        "oauth.api.secret",
        "acme.server",
    }
    assert lock == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    for sentence in ("Name of the machine", "What the app got", "Where the user comes back"):
        assert sentence in PAGE
        assert sentence not in lock
    assert ocgen("drift", "--model", "model.json", "--lock").code == 0
    assert set(json.loads(file.read_text(encoding="utf-8"))) == {"notice", "page", "model"}
    ocgen("drift", "--page", "page.md", "--lock")
    assert json.loads(file.read_text(encoding="utf-8"))["page"] == document["page"]


def test_a_page_that_differs_from_the_lock_is_told(project: Path, ocgen: Ocgen) -> None:
    ocgen("drift", "--page", "page.md", "--lock")
    edit(project / "page.md", "| acme.server | Name of the machine. |", "| acme.server | The name of the machine. |")
    assert ocgen("drift", "--page", "page.md", "--fail-on", "info").code == 0
    edit(project / "page.md", "acme.server", "acme.host")
    edit(project / "specs" / "acme.yaml", "key: acme.server", "key: acme.host")
    shown = ocgen("drift", "--page", "page.md")
    assert shown.code == 1
    assert 'on the page since it was accepted, configuration field "acme.server" removed' in shown.out
    ocgen("drift", "--page", "page.md", "--lock")
    assert ocgen("drift", "--page", "page.md", "--fail-on", "info").code == 0


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"page": 1}', '{"page": {"key": "a"}}', '{"other": {}}', "[" * 9999]
)  # fmt: skip
def test_a_damaged_lock(project: Path, ocgen: Ocgen, content: str) -> None:
    (project / "specs" / "acme.lock.json").write_text(content, encoding="utf-8")
    shown = ocgen("drift", "--page", "page.md")
    assert shown.code == 2
    assert "specs/acme.lock.json is damaged" in shown.err
    assert "; restore it from version control, or remove it and write it again with --lock" in shown.err


def test_wrong_uses(project: Path, ocgen: Ocgen) -> None:
    (project / "text.txt").write_text("Nothing to see here.\n", encoding="utf-8")
    for arguments, words in {
        (): "give --page FILE and --model FILE, or --live",
        ("--page", "page.md", "--live"): "give --page FILE and",
        ("acme", "--page", "page.md", "--model", "model.json"): "name that of each: --page KEY=FILE",
        ("acme", "--page", "acme=page.md"): "name that of each: --page KEY=FILE",
        ("--page", "acme=*"): "files, and a connector is held against one; name it",
        ("--page", "*.none"): "no such file",
        ("--page", "acme=none.md"): "no such file",
        ("--page", "model.json"): "give it by --model",
        ("--model", "page.md"): "give it by --page",
        ("--page", "none.md"): "no such file",
        ("--page", "specs"): "is a directory",
        ("--page", "text.txt"): "text.txt cannot be used",
        ("acme", "b", "--page", "page.md"): "name one",
        ("acmee", "--page", "page.md"): 'did you mean "acme"?',
        ("--page", "page.md", "--from", "us2"): "--from belongs to --live",
    }.items():
        shown = ocgen("drift", *arguments)
        assert (arguments, shown.code, words in shown.err) == (arguments, 2, True), shown.err


@pytest.mark.parametrize("cut", range(0, len(PAGE), 97))
def test_half_a_page_never_ends_in_a_traceback(project: Path, ocgen: Ocgen, cut: int) -> None:
    for name, text in (("half.md", PAGE[:cut]), ("half.json", MODEL[: cut % len(MODEL)]), ("rest.md", PAGE[cut:])):
        (project / name).write_text(text, encoding="utf-8")
        option = "--model" if name.endswith("json") else "--page"
        shown = ocgen("drift", "acme", option, name)
        assert shown.code in {0, 1, 2}
        assert "fault of ocgen" not in shown.err, shown.err


def test_many_pages_and_models_in_one_run(project: Path, ocgen: Ocgen) -> None:
    (project / "specs" / "other.yaml").write_text(SPEC.replace("key: acme\n", "key: other\n"), encoding="utf-8")
    (project / "pages").mkdir()
    page = (project / "page.md").read_text(encoding="utf-8")
    (project / "pages" / "acme one.md").write_text(page, encoding="utf-8")
    (project / "pages" / "other.md").write_text(page.replace("acme", "other"), encoding="utf-8")
    (project / "pages" / "a=b.md").write_text(page, encoding="utf-8")
    given = ("drift", "--page", "pages/*.md", "--model", "acme=model.json", "--fail-on", "none", "--format", "json")
    told = json.loads(ocgen(*given).out)["findings"]
    assert {finding["path"] for finding in told if finding["level"] == "error"} == {"specs/other.yaml"}
    assert ocgen("drift", "--page", "pages/acme one.md", "--page", "pages/a=b.md", "--model", "model.json").code == 0
    shown = ocgen("drift", "--page", str(project / "pages" / "[ab]*.md"), "--page", "acme=page.md")
    assert (shown.code, "no drift" in shown.err) == (0, True)
    assert ocgen("drift", "--page", "pages/a*.md", "--model", "model.json", "--lock").code == 0
    lock = json.loads((project / "specs" / "acme.lock.json").read_text(encoding="utf-8"))
    assert set(lock) == {"notice", "page", "model"}
