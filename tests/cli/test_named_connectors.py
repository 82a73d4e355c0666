"""A project without specs and configuration: its connectors are those that runs have named, and none gets lost."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ocgen.runs.up_to_date import answer
from tests.cli.test_generate import SPEC
from tests.conftest import Ocgen
from tests.processes import run

DOCS = ("--target", "docs")


def pages(top: Path) -> set[str]:
    return {path.stem for path in (top / "generated" / "docs").glob("*.md")} - {"index"}


def test_each_run_adds_what_it_names(ocgen: Ocgen, tmp_path: Path) -> None:
    first = ocgen("generate", "sftp", *DOCS)
    assert (first.code, "kept" in first.err) == (0, False)
    before = (tmp_path / "generated/docs/sftp.md").read_bytes()
    second = ocgen("generate", "mysql", *DOCS)
    assert (second.code, "removed gen" in second.out) == (0, False)
    assert "kept: sftp, generated before; to drop it, name what is to stay in `connectors` of" in second.err
    assert pages(tmp_path) == {"mysql", "sftp"}
    assert (tmp_path / "generated/docs/sftp.md").read_bytes() == before
    index = (tmp_path / "generated/docs/index.md").read_text(encoding="utf-8")
    assert "sftp.md" in index and "mysql.md" in index, "what all share is about all of them"
    again = ocgen("generate", "mysql", *DOCS)
    assert (again.code, again.err) == (0, "0 written, 0 removed, 11 unchanged\n"), "it is told once"
    assert ocgen("generate", "sf[t]p", "mysql", *DOCS).err == "0 written, 0 removed, 11 unchanged\n"


def test_without_a_name_what_is_there_is_meant(ocgen: Ocgen, tmp_path: Path) -> None:
    for key in ("sftp", "mysql"):
        assert ocgen("generate", key, "-q").code == 0
    assert ocgen("check").code == 0
    assert answer(["check"]) == answer(["generate"]).removeprefix("nothing to do: ") != "", "and known at once"
    (tmp_path / "generated/docs/sftp.md").unlink()
    assert answer(["check"]) == ""
    (found,) = json.loads(ocgen("check", "--format", "json").out)["findings"]
    assert (found["path"], found["help"]) == ("generated/docs/sftp.md", "run: ocgen generate sftp")
    made = ocgen("generate")
    assert (made.code, made.out) == (0, "written generated/docs/sftp.md\n")
    assert ocgen("check").code == 0
    assert ocgen("generate").err.startswith("nothing to do: ")


def test_an_empty_directory_still_wants_a_name(ocgen: Ocgen) -> None:
    for verb in ("generate", "check"):
        said = ocgen(verb)
        assert (said.code, "no connector is named; name one" in said.err) == (2, True)


def test_another_output_directory_is_another_project(ocgen: Ocgen) -> None:
    assert ocgen("generate", "sftp", *DOCS, "--out", "a").code == 0
    assert ocgen("generate", "mysql", *DOCS, "--out", "b").code == 0
    assert ocgen("check", *DOCS, "--out", "a").err == "9 files are current\n"


def test_the_configuration_drops_one_and_the_run_says_so(ocgen: Ocgen, tmp_path: Path) -> None:
    assert ocgen("generate", "sftp", "mysql", "-q", *DOCS).code == 0
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.ocgen]\nconnectors = ["mysql"]\ntargets = ["docs"]\n', encoding="utf-8")
    dropped = ocgen("generate", "--quiet")
    assert (dropped.code, pages(tmp_path)) == (0, {"mysql"})
    assert "removed: sftp, no part of this project any more; to have it back, name it in `connectors`" in dropped.err
    settings.write_text('[tool.ocgen]\nconnectors = ["mysql", "sftp"]\ntargets = ["docs"]\n', encoding="utf-8")
    assert ocgen("generate").code == 0
    assert pages(tmp_path) == {"mysql", "sftp"}


def test_a_first_spec_of_ones_own_drops_bundled_ones_and_the_run_says_so(ocgen: Ocgen, tmp_path: Path) -> None:
    assert ocgen("generate", "sftp", "-q", *DOCS).code == 0
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    made = ocgen("generate")
    assert made.code == 0 and "removed generated/docs/sftp.md\n" in made.out
    assert "removed: sftp, no part of this project any more; to have it back, name it" in made.err
    (tmp_path / "specs" / "acme.yaml").rename(tmp_path / "specs" / "beta.yaml")
    (tmp_path / "specs" / "beta.yaml").write_text(SPEC.replace("acme", "beta"), encoding="utf-8")
    renamed = ocgen("generate", "--out", "generated", "-q")
    assert (
        "removed: acme, of which there is no spec any more; to have it back, restore its spec in specs" in renamed.err
    )
    assert renamed.err.endswith("then run: ocgen generate --out generated\n")


@pytest.mark.parametrize("arguments", [(), ("sftp",)])
def test_what_was_made_of_specs_that_are_gone_is_not_taken_for_nothing(
    ocgen: Ocgen, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    assert ocgen("generate", "-q", *DOCS).code == 0
    (tmp_path / "specs").rename(tmp_path / "moved")
    for verb in ("generate", "check"):
        said = ocgen(verb, *arguments)
        assert (said.code, "generated from specs that are not here: acme; bring them back" in said.err) == (2, True)
    assert pages(tmp_path) == {"acme"}
    assert ocgen("check", *DOCS, "--specs", "moved").code == 0


def test_a_run_that_was_interrupted_counts_too(ocgen: Ocgen, tmp_path: Path) -> None:
    killed = (
        "import os, sys; sys.argv = ['ocgen', 'generate', 'sftp', '--target', 'docs']\n"
        "from ocgen.plan.output_directory import OutputDirectory as O\n"
        "put = O.put\n"
        "O.put = lambda self, s, path, **k: os._exit(9) if path == '.ocgen-record' else put(self, s, path, **k)\n"
        "from ocgen.__main__ import main; main()"
    )
    run(sys.executable, "-c", killed, cwd=tmp_path, code=9)
    assert pages(tmp_path) == {"sftp"}
    assert ocgen("generate", "mysql", *DOCS).code == 0
    assert pages(tmp_path) == {"mysql", "sftp"}
    assert ocgen("generate", *DOCS).code == 0
    assert ocgen("check", *DOCS).code == 0


def test_documents_of_the_configuration_are_meant_too(ocgen: Ocgen, tmp_path: Path) -> None:
    settings = '[tool.ocgen]\ndocs = ["guide.md"]\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    guide = tmp_path / "guide.md"
    guide.write_text("<!-- ocgen:begin table sftp configuration -->\n<!-- ocgen:end -->\n", encoding="utf-8")
    assert ocgen("generate").err == "documents: 1 written, 0 unchanged\n"
    named = ocgen("generate", "sftp", *DOCS)
    assert "the documents of the configuration were left alone" in named.err
    assert ocgen("generate").code == 0
    assert ocgen("check").err.endswith("files are current; 1 of 1 documents are current\n")
