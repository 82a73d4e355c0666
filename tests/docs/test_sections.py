"""`[tool.ocgen.docs] sections` and a writer's own templates, through the front door."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocgen.pages.sections import SECTIONS
from tests.conftest import REPOSITORY, Ocgen
from tests.docs.reading import Read, read


def project(directory: Path, *lines: str) -> None:
    text = "\n".join(['[tool.ocgen]\nconnectors = ["sftp"]\ntargets = ["docs"]\ntemplates = "own"', *lines])
    (directory / "pyproject.toml").write_text(text + "\n", encoding="utf-8")
    (directory / "own" / "docs" / "sections").mkdir(parents=True, exist_ok=True)


def generated(ocgen: Ocgen, directory: Path) -> Read:
    result = ocgen("generate")
    assert result.code == 0, result.err
    assert ocgen("check").code == 0
    return read((directory / "generated" / "docs" / "sftp.md").read_text(encoding="utf-8"))


def top(made: Read) -> list[str]:
    return [heading for level, heading in made.headings if level == 2]


def test_they_are_left_out_reordered_and_added(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path)
    whole = top(generated(ocgen, tmp_path))
    project(tmp_path, "[tool.ocgen.docs]", 'sections = ["errors", "support", "api"]')
    own = tmp_path / "own" / "docs" / "sections" / "support.md.j2"
    own.write_text("## Help for {{ c.name | text }}\n\nWrite to us.\n", encoding="utf-8")
    made = generated(ocgen, tmp_path)
    assert top(made) == ["Errors", "Help for SFTP", "With the API"]
    assert {"section--errors", "section--support", "section--api"} <= set(made.anchors)
    assert "[Help for SFTP](#section--support)" in made.text
    assert len(whole) > 5


def test_text_of_ones_own_survives_every_run(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path, 'docs.sections = ["notes", "api"]')
    own = tmp_path / "own" / "docs"
    (own / "extra").mkdir()
    (own / "sections" / "notes.md.j2").write_text(
        '{% include ["docs/extra/" ~ c.key ~ ".md", "docs/extra/default.md"] ignore missing %}', encoding="utf-8"
    )
    assert top(generated(ocgen, tmp_path)) == ["With the API"]
    (own / "extra" / "sftp.md").write_text("## Our servers\n\nAsk the network team.\n", encoding="utf-8")
    assert ocgen("check").code == 1
    for _ in range(2):
        made = generated(ocgen, tmp_path)
        assert top(made) == ["Our servers", "With the API"]
        assert "Ask the network team." in made.prose


@pytest.mark.parametrize("name", SECTIONS)
def test_no_link_hangs_when_one_is_left_out(ocgen: Ocgen, tmp_path: Path, name: str) -> None:
    rest = ", ".join(f'"{other}"' for other in SECTIONS if other != name)
    project(tmp_path, f"docs.sections = [{rest}]")
    made = generated(ocgen, tmp_path)
    assert {link[1:] for link in made.links if link.startswith("#")} <= set(made.anchors)
    assert f"section--{name}" not in made.anchors


def test_a_change_of_the_setting_makes_pages_stale(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path)
    generated(ocgen, tmp_path)
    project(tmp_path, 'docs.sections = ["api"]')
    result = ocgen("check", "--no-diff")
    assert result.code == 1
    assert "docs/sftp.md" in ocgen("check", "--no-diff", "--files").out
    assert "the configuration has changed" in result.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('docs.sections = ["erors"]', 'no section of the pages is named "erors"; did you mean "errors"?'),
        ('docs.sections = ["zebra"]', "docs/sections/zebra.md.j2 in the templates directory"),
        ("docs.sections = []", "sections must be a list of names, at least one and each once"),
        ('docs.sections = ["api", "api"]', "each once"),
        ("docs.sections = 1", "sections must be a list of names"),
        ("docs.section = 1", 'unknown key "section" in [tool.ocgen.docs]'),
        ("docs = 1", "docs must be a list of names"),
    ],
)
def test_what_is_wrong_with_the_setting(ocgen: Ocgen, tmp_path: Path, line: str, said: str) -> None:
    project(tmp_path, line)
    for verb in ("generate", "check"):
        result = ocgen(verb)
        assert result.code == 2
        assert said in result.err
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ c.nme }}", "has no attribute 'nme'"),
        ("first\n{% if %}", "check.md.j2:2:"),
        ("{{ 1 | mising }}", "No filter named 'mising'"),
        ("{% include 'docs/none.j2' %}", "docs/none.j2"),
        ("{{ 1 + 'a' }}", "check.md.j2"),
        (
            "{{ page.methods[0].configuration[0] | cell('requird') }}",
            'no cell of a row is named "requird"; did you mean "required"?',
        ),
        ("{{ platform.members[0] | cell('zebra') }}", "known: member, required, type"),
        (
            "{{ c | cell('key') }}",
            "cell takes a row of a parameter, a member, a resource, a call or a field, or a status, not Connector",
        ),
    ],
)
def test_a_broken_template_is_told_with_its_place(ocgen: Ocgen, tmp_path: Path, text: str, said: str) -> None:
    project(tmp_path)
    (tmp_path / "own" / "docs" / "sections" / "check.md.j2").write_text(text, encoding="utf-8")
    result = ocgen("generate")
    assert result.code == 2
    assert said in result.err
    assert "check.md.j2" in result.err
    assert "fault of ocgen" not in result.err
    assert not (tmp_path / "generated").exists()


def test_ejected_templates_make_the_same_pages(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path)
    before = generated(ocgen, tmp_path).text
    result = ocgen("docs", "eject")
    assert result.code == 0
    copied = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "own").rglob("*.j2"))
    assert result.out.split() == copied
    assert all(text.startswith("{# Ejected from ocgen ") for text in map(Path.read_text, map(Path, copied)))
    assert generated(ocgen, tmp_path).text == before


def test_ejecting_overwrites_nothing(ocgen: Ocgen, tmp_path: Path) -> None:
    mine = tmp_path / "templates" / "docs" / "steps" / "url.md.j2"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine\n", encoding="utf-8")
    result = ocgen("docs", "eject", "page")
    assert result.code == 2
    assert "templates/docs/steps/url.md.j2" in result.err
    assert mine.read_text(encoding="utf-8") == "mine\n"
    assert len(list((tmp_path / "templates").rglob("*.j2"))) == 1


def test_one_template_is_ejected_by_its_name(ocgen: Ocgen) -> None:
    result = ocgen("docs", "eject", "docs/sections/errors.md.j2", "--to", "here")
    assert (result.code, result.out) == (0, "here/docs/sections/errors.md.j2\n")
    assert 'templates = "here"' in result.err
    assert 'did you mean "docs/sections/errors.md.j2"?' in ocgen("docs", "eject", "docs/sections/eror.md.j2").err
    assert ocgen("docs", "eject", "nothing").code == 2


def test_check_tells_when_an_original_has_changed(ocgen: Ocgen, tmp_path: Path) -> None:
    project(tmp_path)
    ocgen("docs", "eject", "docs/sections/errors.md.j2")
    generated(ocgen, tmp_path)
    copy = tmp_path / "own" / "docs" / "sections" / "errors.md.j2"
    text = copy.read_text(encoding="utf-8")
    now = text.partition("sha256:")[2].partition(".")[0]
    copy.write_text(text.replace(now, "0" * len(now)), encoding="utf-8")
    for _ in range(2):  # told by a run that compares, and by one that finds everything current by digests alone
        result = ocgen("check")
        assert result.code == 1
        assert "own/docs/sections/errors.md.j2:1:1: warning[template-outdated]" in result.out
        assert f"write sha256:{now} in line 1" in result.out
        assert ocgen("generate").code == 0
    copy.rename(copy.with_name("gone.md.j2"))
    text = text.replace("docs/sections/errors", "docs/sections/gone")
    copy.with_name("gone.md.j2").write_text(text, encoding="utf-8")
    assert "no longer exists" in ocgen("check").out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_that_cannot_be_written(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    result = ocgen("docs", "eject", "--to", "locked")
    assert result.code == 2
    assert "permission denied" in result.err


def test_a_file_in_the_directorys_place(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = ocgen("docs", "eject", "--to", "taken")
    assert result.code == 2
    assert "taken" in result.err
    assert "Traceback" not in result.err


def test_the_page_on_templates_is_current_and_complete(ocgen: Ocgen) -> None:
    shown = ocgen("docs", "context")
    assert shown.code == 0
    assert (REPOSITORY / "docs" / "template-context.md").read_text(encoding="utf-8") == shown.out
    made = read(shown.out)  # a page that is old: ocgen docs context > docs/template-context.md
    names = [heading for level, heading in made.headings if level == 3]
    assert len(names) == len(set(names))
    assert {"PageView", "Connector", "Parameter", "PageRow", "Call", "Platform", "Exchange", "PageSection"} <= set(
        names
    )
    links = {link[1:] for link in made.links if link.startswith("#")}
    assert links <= {name.lower().replace(" ", "-") for name in names}
    assert "- `renamed_from`: `str`" in shown.out
