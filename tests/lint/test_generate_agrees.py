"""`lint` and `generate` agree: what the one passes, the other makes, and it works; errors have a place and a help."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from ocgen import linter
from ocgen.linter.checks import incomplete_platform
from ocgen.output.artifact import Artifact
from ocgen.plan.plan import build_plan
from ocgen.spec.loader import Loaded, load
from ocgen.targets.registry import load_targets
from ocgen.templates import Templates
from tests.amount import strided
from tests.conftest import SPECS, Ocgen
from tests.lint.mutated import Tree, mutations, text, tree_of
from tests.modules import executed

RICH = Path(__file__).with_name("rich.yaml")
TARGETS = load_targets(())
TEMPLATES = Templates(None, {"docs.sections": (), "docs.languages": ("en",)})

# Every change of every place would be some ten thousand; each spec is changed in a part of them, the same each time.
BASES = [
    (RICH, strided(307)),
    (SPECS / "infusionsoftmarketing.yaml", strided(257)),
    (SPECS / "quickbooks.yaml", strided(997)),
    (SPECS / "sftp.yaml", strided(397)),
    (SPECS / "platform.yaml", strided(6007)),
    (SPECS / "families" / "infusionsoft.yaml", strided(503)),
]


def refusal(loaded: Loaded) -> str:
    """Make everything from specs, and return what goes wrong; empty when nothing does."""
    assert loaded.platform is not None
    try:
        plan = build_plan(TARGETS, (loaded.platform, loaded.connectors), TEMPLATES)
        _works(plan.artifacts)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _works(artifacts: Iterable[Artifact]) -> None:
    for artifact in artifacts:
        if artifact.path.endswith(".json"):
            json.loads(artifact.text, parse_constant=_no_json)
        if artifact.path.endswith(".py") and (artifact.connector or "/_" in artifact.path):
            folder = artifact.path.partition("/src/")[2].rpartition("/")[0]
            executed(artifact.text, folder.replace("/", "."), artifact.path)


def _no_json(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def platform() -> Tree:
    return tree_of((SPECS / "platform.yaml").read_text(encoding="utf-8"))


def put(specs: Path, base: Path, tree: Tree) -> None:
    """Write a changed file where it is found, with a connector that uses it."""
    key = tree.get("key") if isinstance(tree, dict) else None
    if base.stem == "platform":
        name = "platform.yaml"
        (specs / "rich.yaml").write_bytes(RICH.read_bytes())
    elif base.parent.name == "families":
        name = f"families/{base.name}"
        (specs / "infusionsoftcrm.yaml").write_bytes((SPECS / "infusionsoftcrm.yaml").read_bytes())
    else:
        name = f"{key if isinstance(key, str) and key.replace('.', '').isalnum() else base.stem}.yaml"
    (specs / name).write_text(text(tree), encoding="utf-8")


@pytest.mark.parametrize(("base", "stride"), BASES, ids=lambda value: getattr(value, "stem", ""))
def test_what_lint_passes_is_made(tmp_path: Path, base: Path, stride: int) -> None:
    passed = refused = 0
    original = tree_of(base.read_text(encoding="utf-8"))
    for number, (what, tree) in enumerate(mutations(original, stride)):
        specs = tmp_path / str(number)
        (specs / "families").mkdir(parents=True)
        put(specs, base, tree)
        loaded = load([specs])
        errors = linter.errors(loaded)
        assert all(error.location.path and error.help for error in errors), (what, errors)
        if errors:
            refused += 1
        else:
            passed += 1
            assert not refusal(loaded), what
    assert passed and refused


OURS = ("index", "Index", "readme", "search", "values", "fields", "variants", "platform", "platform.schema.json")
DEVICES = ("con", "CON", "nul", "aux.x", "prn", "com1", "lpt9.y")
OTHERS = (
    "class",
    "import",
    "None",
    "match",
    "init",
    "acme.",
    "py.typed",
    "errors",
    "typing",
    "de",
    "1",
    "0x10",
    "true",
)


@pytest.mark.parametrize("key", [*OURS, *DEVICES, *OTHERS])
def test_every_key_works(tmp_path: Path, key: str) -> None:
    spec = RICH.read_text(encoding="utf-8").replace("key: rich", f"key: {json.dumps(key)}")
    (tmp_path / f"{key}.yml").write_text(spec, encoding="utf-8")
    loaded = load([tmp_path], languages=["en", "de"])
    assert not linter.errors(loaded)
    assert loaded.platform is not None
    english = loaded.platform, loaded.connectors
    artifacts = build_plan(TARGETS, english, TEMPLATES, pages=[english, *loaded.translations]).artifacts
    paths = {PurePosixPath(artifact.path.lower()): artifact for artifact in artifacts}
    assert len(paths) == len(artifacts)
    assert not {above for path in paths for above in path.parents} & paths.keys()  # no file where a folder is
    for part in {part for path in paths for part in path.parts}:
        assert not re.match(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", part) and part[-1] != "."
    _works(artifacts)
    page = next(a.path for a in artifacts if a.connector and a.path.startswith("docs/"))
    index = next(a.text for a in artifacts if a.path == "docs/index.md")
    assert f"]({PurePosixPath(page).name})" in index


@pytest.mark.parametrize("key", ["index", "values", "con", "class"])
def test_a_key_that_meets_a_file_of_ours_is_generated(ocgen: Ocgen, tmp_path: Path, key: str) -> None:
    (tmp_path / "specs").mkdir()
    spec = RICH.read_text(encoding="utf-8").replace("key: rich", f"key: {key}")
    (tmp_path / "specs" / f"{key}.yaml").write_text(spec, encoding="utf-8")
    assert [ocgen(verb).code for verb in ("lint", "generate", "check")] == [0, 0, 0]
    request = json.loads(
        next((tmp_path / "generated/schemas").glob("*/instance-request.schema.json")).read_text("utf-8")
    )
    assert request["examples"][0]["element"] == {"key": key}


def test_two_keys_of_one_module_are_told_apart_by_an_alias(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    spec = RICH.read_text(encoding="utf-8")
    for key, more in (("acme-crm", ""), ("acme_crm", "")):
        (tmp_path / f"specs/{key}.yaml").write_text(spec.replace("key: rich", f"key: {key}{more}"), encoding="utf-8")
    refused = ocgen("generate")
    assert refused.code == 1
    assert 'specs/acme_crm.yaml:1:1: error[identifier-collision]: "acme_crm" and "acme-crm" both give' in refused.err
    second = tmp_path / "specs/acme_crm.yaml"
    second.write_text(spec.replace("key: rich", "key: acme_crm\nalias: acme_crm_2"), encoding="utf-8")
    assert [ocgen(verb).code for verb in ("lint", "generate", "check")] == [0, 0, 0]
    assert (tmp_path / "generated/docs/acme_crm_2.md").is_file()
    module = tmp_path / "generated/python/src/openconnectors/connectors/acme_crm_2.py"
    assert 'KEY = "acme_crm"' in module.read_text(encoding="utf-8")


def test_each_endpoint_of_the_client_is_asked_for() -> None:
    sources = "".join(TEMPLATES.text(name) for name in TEMPLATES.names("python/src") if name.endswith(".py"))
    asked = re.findall(r'make_request\(\s*\S+\s+"(\w+)"', sources)
    assert sorted({*asked, "oauth_url", "oauth_token"}) == sorted(incomplete_platform.endpoints())


NEEDED = {
    "endpoints": incomplete_platform.endpoints(),
    "instance_request": ("element", "configuration", "providerData"),
}


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("part", NEEDED)
def test_what_the_platform_lacks_is_told_at_its_place(tmp_path: Path, part: str, at: int) -> None:
    tree, lacking = platform(), NEEDED[part][at::2]
    (tmp_path / "rich.yaml").write_bytes(RICH.read_bytes())
    tree[part] = [entry for entry in tree[part] if not {entry.get("id"), entry.get("name")} & {*lacking}]
    (tmp_path / "platform.yaml").write_text(text(tree), encoding="utf-8")
    found = [f for f in linter.errors(load([tmp_path])) if f.rule == "incomplete-platform"]
    said = {f'{part} of the platform lacks "{name}", which every client needs' for name in lacking}
    assert {f.message for f in found} == said and len(found) == len(said)
    assert {f.location.line for f in found} == {text(tree).splitlines().index(f"{part}:") + 1}


@pytest.mark.parametrize("part", ["query_parameters", "callback_parameters", "provider_data", "refusals"])
def test_a_bare_name_among_definitions_is_told(tmp_path: Path, part: str) -> None:
    tree = platform()
    (tree[part][0]["parameters"] if part == "refusals" else tree[part])[:0] = ["nobody"]
    (tmp_path / "platform.yaml").write_text(text(tree), encoding="utf-8")
    (tmp_path / "rich.yaml").write_bytes(RICH.read_bytes())
    line = next(n for n, row in enumerate(text(tree).splitlines(), 1) if row.endswith("- nobody"))
    assert line in {error.location.line for error in linter.errors(load([tmp_path]))}


def test_our_own_files_beside_those_of_connectors_have_names_that_no_key_makes() -> None:
    for folder in ("connectors", "validators"):
        above = f"python/src/openconnectors/{folder}"
        ours = {PurePosixPath(name).relative_to(above).parts[0] for name in TEMPLATES.names(above)}
        assert ours and all(name.startswith("_") for name in ours)
