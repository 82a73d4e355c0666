"""`ocgen docs site` through the front door."""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Prepare, run_here
from tests.files import contents, edit
from tests.processes import run
from tests.site.conftest import run_ocgen
from tests.site.project import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def make(directory: Path) -> None:
    """Make a project and its site."""
    assert run_ocgen("docs", "site", cwd=make_project(directory / "project")).returncode == 0


@pytest.fixture
def built(prepare: Prepare) -> Path:
    return prepare(make) / "project"


def test_the_site_is_the_same_wherever_and_whenever_it_is_built(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other place")
    for place, seed in ((project, "1"), (other, "2")):
        command = (sys.executable, "-m", "ocgen", "docs", "site")
        run(*command, cwd=place, PYTHONHASHSEED=seed, TZ=f"UTC{seed}")
    first = contents(project / "site")
    assert {"index.html", "acme.html", "search.html", "searchindex.js"} <= first.keys()
    assert first == contents(other / "site")


def test_it_says_where_the_site_is_and_leaves_nothing_else_behind(project: Path) -> None:
    built = run_ocgen("docs", "site", cwd=project)
    assert (built.returncode, built.stdout.strip()) == (0, "site/index.html")
    assert {path.name for path in project.iterdir()} == {"specs", "pyproject.toml", "site"}


def test_every_link_of_the_pages_leads_somewhere(site: Path) -> None:
    pages = {name: text.decode() for name, text in contents(site).items() if name.endswith(".html")}
    ids = {name: set(re.findall(r'\sid="([^"]+)"', text)) for name, text in pages.items()}
    checked = 0
    for name, text in pages.items():
        for target in re.findall(r'\shref="([^":]*)"', text):
            file, _, place = target.partition("#")
            file = file.partition("?")[0]
            file = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else ""
            assert not file or (site / file).is_file(), f"{name}: {target}"
            assert not place or place in ids[file or name], f"{name}: {target}"
            checked += 1
    assert checked > 200


def test_a_second_build_replaces_the_first_whole(built: Path) -> None:
    specs = built / "specs"
    (specs / "acme.yaml").rename(specs / "zebra.yaml")
    edit(specs / "zebra.yaml", "key: acme\n", "key: zebra\n")
    assert run_ocgen("docs", "site", cwd=built).returncode == 0
    assert (built / "site" / "zebra.html").is_file()
    assert not (built / "site" / "acme.html").exists()


@pytest.mark.parametrize("name", ["acme.html", "notes.txt"])
def test_what_somebody_else_wrote_is_in_the_way(built: Path, name: str) -> None:
    (built / "site" / name).write_text("mine", encoding="utf-8")
    before = contents(built / "site")
    refused = run_ocgen("docs", "site", cwd=built)
    assert refused.returncode == 2
    assert f"site/{name}" in refused.stderr
    assert contents(built / "site") == before
    assert run_ocgen("docs", "site", "--force", cwd=built).returncode == 0
    assert b"mine" not in contents(built / "site").values()


def test_an_error_of_a_spec_leaves_the_old_site_as_it_is(built: Path) -> None:
    before = contents(built / "site")
    edit(built / "specs" / "acme.yaml", "hub: crm", "hubb: crm")
    again = run_ocgen("docs", "site", cwd=built)
    assert again.returncode == 1
    assert "specs/acme.yaml:3:1: error[schema]" in again.stderr
    assert contents(built / "site") == before


def test_pages_of_ones_own_stand_beside_and_over_ours(project: Path) -> None:
    own = project / "pages"
    (own / "pictures").mkdir(parents=True)
    (own / "start.md").write_text("# Start here\n\nSee [Acme](acme.md).\n\n![A picture](pictures/a.svg)\n", "utf-8")
    (own / "pictures" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', "utf-8")
    (own / "acme.md").write_text("# Acme in our words\n", "utf-8")
    assert run_ocgen("docs", "site", "--pages", "pages", cwd=project).returncode == 0
    start = (project / "site" / "start.html").read_text(encoding="utf-8")
    assert 'href="acme.html"' in start
    assert list((project / "site" / "_images").glob("a.svg"))
    assert "Acme in our words" in (project / "site" / "acme.html").read_text(encoding="utf-8")


def test_neighbours_in_different_languages_become_tabs_and_nothing_else_does(project: Path) -> None:
    (project / "pages").mkdir()
    languages = ["bash", "bash", "http", "python", "json", "python", "text", "php"]
    text = "# Start\n\n" + "".join(f"```{name}\ncurl {name}{n}\n```\n\n" for n, name in enumerate(languages))
    text += "```go\na\n```\n\nWords.\n\n```ruby\nb\n```\n\n- ```bash\n  c\n  ```\n\n  ```powershell\n  d\n  ```\n"
    (project / "pages" / "start.md").write_text(text, "utf-8")
    assert run_ocgen("docs", "site", "--pages", "pages", cwd=project).returncode == 0
    page = (project / "site" / "start.html").read_text(encoding="utf-8")
    names = [re.findall(r'class="tab-name">([^<]+)', group) for group in page.split('<div class="tabs ')[1:]]
    assert names == [["cURL", "HTTP", "Python"], ["PHP", "Go"], ["Shell", "PowerShell"]]


def test_a_mistake_in_a_page_of_ones_own_is_told_with_its_place(project: Path) -> None:
    (project / "pages").mkdir()
    page = project / "pages" / "start.md"
    page.write_text("# Start\n\n[gone](nowhere.md)\n", "utf-8")
    built = run_ocgen("docs", "site", "--pages", "pages", cwd=project)
    assert built.returncode == 0  # a link that leads nowhere is a warning
    assert "pages/start.md:3:1: warning[docs-site]" in built.stderr
    before = contents(project / "site")
    page.write_text("# Start\n\n```{include} nowhere.txt\n```\n", "utf-8")
    refused = run_ocgen("docs", "site", "--pages", "pages", cwd=project)
    assert refused.returncode == 1
    assert "pages/start.md:3:1: error[docs-site]" in refused.stderr
    assert str(project) not in refused.stderr
    assert contents(project / "site") == before
    (project / "pages" / "bad.md").write_bytes(b"\xff\xfe\x00")
    refused = run_ocgen("docs", "site", "--pages", "pages", cwd=project)
    assert refused.returncode == 2
    assert "pages/bad.md: is not utf-8 text" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--pages", "nowhere"], "the pages directory nowhere does not exist"),
        (["--pages", "pyproject.toml"], "the pages directory pyproject.toml is not a directory"),
        (["--out", "pyproject.toml"], "the output directory pyproject.toml is a file"),
        (["--out", ".", "--force"], "choose one of its own"),
        (["--out", "specs", "--force"], "the output directory specs holds"),
        (["acne"], 'no connector of this project is named "acne"; did you mean "acme"?'),
        (["--templates", "nowhere"], "the templates directory nowhere does not exist"),
    ],
)
def test_what_cannot_be_used_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(project)
    refused = run_here("docs", "site", *arguments)
    assert refused.code == 2
    assert said in refused.err


def test_templates_of_ones_own_change_pages_and_looks(project: Path) -> None:
    static = project / "templates" / "site" / "static"
    static.mkdir(parents=True)
    (static / "site.css").write_text("body { color: teal; }\n", "utf-8")
    assert run_ocgen("docs", "site", "--templates", "templates", cwd=project).returncode == 0
    assert "teal" in (project / "site" / "_static" / "site.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["site", "serve"])
def test_without_the_extra_it_says_what_to_install(project: Path, verb: str) -> None:
    hide = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('furo', 'myst_parser') else real(name, *a)\n"
        f"sys.argv = ['ocgen', 'docs', '{verb}']\n"
        "from ocgen.__main__ import main; main()\n"
    )
    assert "pip install 'ocgen[site]'" in run(sys.executable, "-c", hide, cwd=project, code=2).stderr
    assert not (project / "site").exists()


def test_the_site_holds_no_path_of_this_machine(site: Path) -> None:
    whole = b"".join(contents(site).values())
    assert str(REPOSITORY).encode() not in whole
    assert str(site.parent).encode() not in whole
