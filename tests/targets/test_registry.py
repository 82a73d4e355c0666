"""Targets of other distributions: found by their entry point, run where they are named, told apart from ours."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest

from tests.conftest import Ocgen

Install: TypeAlias = Callable[[str, str, str], None]

TARGET = """
from ocgen.output.artifact import Artifact


class KeysTarget:
    name = "keys"
    description = "the keys"

    def connector_artifacts(self, connector, templates):
        yield Artifact(f"keys/{connector.key}.txt", f"{connector.key}\\n", self.name, connector.key)

    def shared_artifacts(self, platform, connectors, templates):
        return ()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs a distribution with one target: its name, its module's text, its entry."""

    def _install(name: str, text: str, entry: str) -> None:
        place = tmp_path / "site" / name
        place.mkdir(parents=True)
        module = entry.partition(":")[0]
        (place / f"{module}.py").write_text(text, encoding="utf-8")
        info = place / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[ocgen.targets]\n{entry_name(name)} = {entry}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(place))
        monkeypatch.setitem(sys.modules, module, ModuleType(module))  # what comes in its place goes with the test
        monkeypatch.delitem(sys.modules, module)

    return _install


def entry_name(distribution: str) -> str:
    return distribution.rpartition("-")[2]


def test_a_strangers_target_runs_where_it_is_named(install: Install, ocgen: Ocgen, tmp_path: Path) -> None:
    install("ocgen-keys", TARGET, "ocgen_keys_target:KeysTarget")
    assert ocgen("generate", "sftp").code == 0
    assert not (tmp_path / "generated" / "keys").exists()
    assert ocgen("generate", "sftp", "--target", "keys").code == 0
    assert (tmp_path / "generated" / "keys" / "sftp.txt").read_text(encoding="utf-8") == "sftp\n"
    assert ocgen("check", "sftp", "--target", "keys").code == 0
    (tmp_path / "generated" / "keys" / "sftp.txt").write_text("sftpp\n", encoding="utf-8")
    assert "generated-edited" in ocgen("check", "sftp", "--target", "keys").out


def test_a_misspelt_target_gets_a_suggestion_among_all(install: Install, ocgen: Ocgen) -> None:
    install("ocgen-keys", TARGET, "ocgen_keys_target:KeysTarget")
    assert 'did you mean "keys"?' in ocgen("generate", "sftp", "--target", "kyes").err
    assert 'did you mean "schemas"?' in ocgen("generate", "sftp", "--target", "schema").err


OPTIONS = """
from ocgen.targets.base import Artifact, TargetOption, option_values


class KeysTarget:
    name = "keys"
    description = "the keys"
    options = (
        TargetOption("suffix", "text", ".txt", "What names end with.", '".keys"'),
        TargetOption("upper", "flag", False, "Whether in capitals.", "true"),
        TargetOption("width", "number", 80, "The columns.", "100", fault=lambda n: "" if n > 9 else "at least 10"),
        TargetOption("also", "names", (), "What else.", '["a"]'),
    )

    def connector_artifacts(self, connector, templates):
        chosen = option_values(self.name, self.options, templates.settings)
        text = repr(sorted(chosen.items()))
        yield Artifact(f"keys/{connector.key}{chosen['suffix']}", f"{text}\\n", self.name, connector.key)

    def shared_artifacts(self, platform, connectors, templates):
        return ()
"""
CHOSEN = """[tool.ocgen]
connectors = ["sftp"]
[tool.ocgen.targets]
names = ["keys"]
[tool.ocgen.targets.keys]
also = ["x"]
suffix = ".keys"
"""


def test_a_strangers_target_has_options(install: Install, ocgen: Ocgen, tmp_path: Path) -> None:
    install("ocgen-keys", OPTIONS, "ocgen_keys_target:KeysTarget")
    project = tmp_path / "pyproject.toml"
    project.write_text(CHOSEN, encoding="utf-8")
    assert ocgen("generate").code == 0
    made = (tmp_path / "generated" / "keys" / "sftp.keys").read_text(encoding="utf-8")
    assert made == "[('also', ('x',)), ('suffix', '.keys'), ('upper', False), ('width', 80)]\n"
    project.write_text(CHOSEN.replace('".keys"', '".txt"'), encoding="utf-8")
    assert ocgen("check").code == 1
    assert ocgen("generate").code == 0
    assert [path.name for path in (tmp_path / "generated" / "keys").iterdir()] == ["sftp.txt"]
    project.write_text(CHOSEN.replace('["x"]', "[1]") + "upper = 1\nwidth = 9\nsuffiks = ''\n", encoding="utf-8")
    told = ocgen("check").err
    for line, said in (
        (6, "also must be a list of strings"),
        (8, "upper must be true or false"),
        (9, "width must be at least 10"),
        (10, 'did you mean "suffix"?'),
    ):
        assert f"pyproject.toml:{line}:1" in told
        assert said in told


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("other-docs", TARGET, "needs another name"),
        ("other-broken", "raise RuntimeError('no luck')", "RuntimeError: no luck"),
        ("other-empty", "class KeysTarget: name = 'empty'", "it has no connector_artifacts, shared_artifacts"),
        ("other-liar", TARGET, 'it calls itself "keys"'),
    ],
)
def test_an_unusable_target_is_told(install: Install, ocgen: Ocgen, name: str, text: str, message: str) -> None:
    install(name, text, "other_target:KeysTarget")
    wanted = "nowhere" if entry_name(name) == "docs" else entry_name(name)
    result = ocgen("generate", "sftp", "--target", wanted)
    assert result.code == 2
    assert message in result.err
