"""No line of generated Python is wider than its checkers allow, whatever a spec holds, but a word that has no break."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from ocgen import shapes
from ocgen.spec import load
from ocgen.targets.python.folding import WIDTH, columns, folded
from tests.bodies import nearly_right
from tests.checkers import schema_validator
from tests.conftest import REPOSITORY, Ocgen
from tests.processes import run

ADDRESS = "https://developer.acme.example/" + "a/very/long/path/" * 12
# A word, an attribute and what it is, or an argument and what it is, the name alone as wide as a line.
BREAKLESS = re.compile(r"""\s*("{3}|# )?[^\s"]+("{3})?|\s*\w+: (\(|\w+\[?|\w+( \| \w+)*( = None)?,)""")
SCRIPT = """
import json, sys
from openconnectors.validators import KEY as module
calls = json.load(sys.stdin)
print(json.dumps({c: [bool(getattr(module, f"is_{c}")(b)) for b in bodies] for c, bodies in calls.items()}))
"""


def wide(source: Path) -> Iterator[str]:
    """The lines that are too wide though they have a place to break: those that are no single word or name."""
    for path in source.rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if columns(line) > WIDTH and not BREAKLESS.fullmatch(line):
                yield f"{path.relative_to(source)}:{number}: {line}"


def long(word: str, number: int, between: str = ".") -> str:
    return between.join([word, *(f"part{n}" for n in range(200))])[:number].rstrip(between)


def stretched() -> tuple[str, str]:
    """A spec with every kind of name and text, each as long as it may be: its key and its YAML."""
    spec = yaml.safe_load((REPOSITORY / "tests/lint/rich.yaml").read_text(encoding="utf-8"))
    text = f'It is {long("wordy", 700, " ")} and stands at {ADDRESS} with \\ and "quotes".'
    key = long("acme", 100, "-")
    spec |= {"key": key, "name": long("Acme", 90, " "), "description": text, "errata": [], "deprecated": text}
    fields = spec["configuration"]
    names = {field["key"]: long(field["key"], 200) for field in fields}
    names |= {"site": long("site", 200), "prompt": long("prompt", 200), "shop": long("shop", 200, "_")}
    oauth2, kind = (spec["authentication"]["oauth2"], fields[1])
    methods = spec["authentication"].items()
    spec["authentication"] = {long(name, 90, "-"): {"type": name, **method} for name, method in methods}
    told = [field if isinstance(field, str) else {**field, "const": "another"} for field in oauth2["configuration"]]
    spec["authentication"][long("another", 90, "-")] = {**oauth2, "type": "oauth2", "configuration": told}
    kind |= {"enum": [*(long(f"choice{n}", 180) for n in range(9)), "cloud", 'it\'s \\ "odd"'], "default": "cloud"}
    parts = "|".join(f"[a-c]{{{n}}}\\.x" for n in range(1, 60))
    fields.append({"key": "wide", "pattern": f"^({parts})$", "example": "a.x"})
    fields.append({"key": "either", "required": {"unless": ["wide", "acme.kind"]}, "example": "x"})
    fields.append({"key": long("names", 200), "const": long("fixed", 300), "default": long("fixed", 300)})
    fields.append({"key": "名前" * 40, "example": "x"})
    for field in fields:
        field |= {"label": long("Label", 90, " "), "description": text, "where_to_find": text}
        field |= {"accepts": f"what {text}"} if "pattern" in field else {}
    made = yaml.safe_dump(spec, allow_unicode=True, sort_keys=False, width=10**6)
    for name, longer in names.items():
        made = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.]*\.example|\w)", longer, made)
    return key, made


@pytest.fixture
def stretched_source(ocgen: Ocgen, tmp_path: Path) -> tuple[str, Path]:
    key, text = stretched()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / f"{key}.yaml").write_text(text, encoding="utf-8")
    made = ocgen("generate", "--quiet", "--target", "python", "--target", "schemas")
    assert made.code == 0, made.out + made.err
    return key, tmp_path / "generated" / "python"


def test_the_catalogue_fits() -> None:
    assert list(wide(REPOSITORY / "generated" / "python" / "src")) == []


def test_long_names_and_texts_fit(stretched_source: tuple[str, Path]) -> None:
    _, package = stretched_source
    assert list(wide(package)) == []
    for command in (("check",), ("format", "--check")):
        options = ("--extend-ignore", "E501") if command == ("check",) else ()
        run(sys.executable, "-m", "ruff", *command, *options, "--no-cache", "src", cwd=package)


def test_long_names_and_texts_mean_the_same(stretched_source: tuple[str, Path], tmp_path: Path) -> None:
    key, package = stretched_source
    (connector,) = load([tmp_path / "specs"], [key]).connectors
    random = Random(key)
    calls: dict[str, list[Any]] = {
        call.name: [nearly_right(random, call) for _ in range(60)] for call in shapes.calls(connector)
    }
    bodies = {name.replace("-", "_"): sent for name, sent in calls.items()}
    module = key.replace("-", "_")
    script = SCRIPT.replace("KEY", module)
    done = run(sys.executable, "-c", script, stdin=json.dumps(bodies), PYTHONPATH=str(package / "src"))
    for name, verdicts in json.loads(done.stdout).items():
        call = name.replace("_", "-")
        schema = schema_validator(package.parent / "schemas" / key / f"{call}.schema.json")
        assert verdicts == [schema.is_valid(body) for body in calls[call]]
        assert 0 < sum(verdicts) < len(verdicts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\n", "x = 1\n"),
        (
            f'def f():\n    """{"word " * 29}word"""\n',
            f'def f():\n    """{"word " * 21}word\n    {"word " * 7}word"""\n',
        ),
        (
            f'if "{"k" * 60}" in value and value["{"k" * 60}"] != 1:\n    pass\n',
            f'if (\n    "{"k" * 60}" in value\n    and value["{"k" * 60}"] != 1\n):\n    pass\n',
        ),
        (
            f'f("{"k" * 60}", "{"l" * 60}", x)\n',
            f'f(\n    "{"k" * 60}",\n    "{"l" * 60}",\n    x,\n)\n',
        ),
    ],
)
def test_folding(source: str, expected: str) -> None:
    assert folded(source) == expected


def test_a_word_without_a_break_stays_whole() -> None:
    source = f'"""See {ADDRESS} for more."""\n'
    assert folded(source) == f'"""See\n{ADDRESS}\nfor more."""\n'


def test_every_cut_of_a_string_leaves_it_the_same() -> None:
    random = Random(1)
    for _ in range(300):
        value = "".join(random.choice("ab \\\"'\n\t\u00e9\U0001f600{}#,()") for _ in range(random.randrange(100, 600)))
        made = folded(f"x = {value!a}\n")
        assert max(map(columns, made.splitlines())) <= WIDTH
        space: dict[str, object] = {}
        exec(made, space)
        assert space["x"] == value
