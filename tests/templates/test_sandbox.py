"""Templates of somebody else's are data: they reach no Python, change nothing and come to an end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from types import MethodType

import pytest
from hypothesis import given, settings, strategies as st

from ocgen.errors import GenerationError
from ocgen.pages.view import page_view
from ocgen.targets.python.sample import python_samples
from ocgen.templates import Templates
from tests.conftest import CONNECTORS, Ocgen
from tests.templates.test_compiler import cache, overlay, put  # noqa: F401  (fixtures)

ATTRIBUTES = ["__class__", "__init__", "__globals__", "__subclasses__", "__mro__", "__dict__", "__reduce__", "_x"]
VALUES = ["''", "c", "[]", "{}", "1", "cycler", "lipsum", "joiner", "namespace", "range", "_", "gettext", "m",
          "f", "self"]  # fmt: skip
ACCESSES = [
    "{{{{ {0}.{1} }}}}",
    "{{{{ {0}['{1}'] }}}}",
    "{{{{ {0} | attr('{1}') }}}}",
    "{{{{ [{0}] | map(attribute='{1}') | first }}}}",
    "{{{{ [{0}] | map('attr', '{1}') | first }}}}",
    "{{{{ ([{0}] | groupby('{1}') | first)[0] }}}}",
    "{{{{ '{{0.{1}}}'.format({0}) }}}}",
    "{{{{ '{{x.{1}}}'.format_map({{'x': {0}}}) }}}}",
    "{{% set x = {0}.{1} %}}{{{{ x }}}}",
    "{{% if {0}.{1} %}}x{{% endif %}}",
]


class Thing:
    """What a template is given."""

    x = 1

    def method(self) -> int:
        return 1


def render(overlay: Path, source: str, **names: object) -> str:  # noqa: F811
    put(overlay, "{% macro m() %}{% endmacro %}\n" + source)
    return Templates(overlay).render("docs/page.j2", {}, {"c": Thing(), "f": Thing().method, **names}).lstrip()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("shared") / "overlay"
    (directory / "docs" / "locale").mkdir(parents=True)
    return directory


@settings(max_examples=50)
@given(st.sampled_from(ACCESSES), st.sampled_from(VALUES), st.sampled_from(ATTRIBUTES))
def test_nothing_leads_from_a_value_into_python(shared: Path, access: str, value: str, attribute: str) -> None:
    with pytest.raises(GenerationError) as refused:
        render(shared, access.format(value, attribute))
    assert str(refused.value).startswith(f"{shared}/docs/page.j2:2: ")


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ f.__func__.__code__ }}",
        "{{ f.__self__ }}",
        "{{ items.append(1) }}",
        "{{ names.update(a=1) }}",
        "{% include '../../outside.txt' %}",
        "{% include '/etc/hosts' %}",
        "{% import 'os' as os %}",
    ],
)
def test_what_is_refused(overlay: Path, source: str) -> None:  # noqa: F811
    items, names = [1], {"a": 0}
    with pytest.raises(GenerationError, match=r"docs/page\.j2:2: "):
        render(overlay, source, items=items, names=names)
    assert (items, names) == ([1], {"a": 0})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ range(10 ** 9) }}", "range makes at most 1,000,000 numbers here"),
        ("{{ range(0, 10 ** 30, 7) | list }}", "range makes at most"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "more than 1,000,000 steps"),
        (
            "{% set r = range(100) | list %}" + "{% for a in r %}" * 5 + "{% endfor %}" * 5,
            "it takes more than 1,000,000 steps",
        ),
        ("{% for a in [r] recursive %}{{ loop(r) }}{{ loop(r) }}{% endfor %}", ""),
        ("{% macro g() %}{{ g() }}{% endmacro %}{{ g() }}", "recursion"),
        ("{{ 'a' * 10 ** 9 }}", "too large"),
        ("{{ 10 ** 9 * [1] }}", "too large"),
        ("{{ 9 ** 99999999 }}", "too large"),
        ("{{ 1 // 0 }}", "zero"),
        ("{{ [] | first | upper }}", "No first item"),
        ("{{ 'x' | int(base=99) + [] }}", ""),
    ],
)
def test_what_would_not_end_is_told_with_its_place(overlay: Path, source: str, said: str) -> None:  # noqa: F811
    begun = time.process_time()
    with pytest.raises(GenerationError, match=r"docs/page\.j2:2: ") as refused:
        render(overlay, source, r=[1, 2])
    assert said in str(refused.value)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% for a in 'xyz' %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/3 2/3 3/3 "),
        ("{% for a in range(3) if a %}{{ a }}{% else %}none{% endfor %}", "12"),
        ("{% for a in [] %}{% else %}none{% endfor %}", "none"),
        ("{% for a in [1, 2] | map('string') %}{{ a }}{{ loop.last }} {% endfor %}", "1False 2True "),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
        ("{% for a in [1, [2, [3]]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}", "123"),
        ("{{ 'ab' * 2 }}{{ 2 ** 3 }}{{ 'x'.upper() }}{{ f() }}{{ '{}!'.format(1) }}", "abab8X11!"),
        ("{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }}", "2"),
    ],
)
def test_what_a_template_does_it_does_in_the_sandbox_too(overlay: Path, source: str, text: str) -> None:  # noqa: F811
    assert render(overlay, source) == text


def test_each_text_has_all_of_its_steps(overlay: Path) -> None:  # noqa: F811
    put(overlay, "{% for a in range(400000) %}{% endfor %}done")
    templates = Templates(overlay)
    assert [templates.render("docs/page.j2", {}, {}) for _ in range(4)] == ["done"] * 4


def test_a_section_that_reaches_for_python_is_refused_by_a_run(ocgen: Ocgen, tmp_path: Path) -> None:
    section = tmp_path / "templates/docs/sections/check.md.j2"
    section.parent.mkdir(parents=True)
    section.write_text("## Check\n\n{{ c.__init__.__globals__ }}\n", encoding="utf-8")
    result = ocgen("generate", "sftp", "--templates", "templates")
    assert result.code == 2
    assert "templates/docs/sections/check.md.j2:3: access to attribute '__init__' of 'Connector' object" in result.err
    assert not (tmp_path / "generated").exists()


DATA = (str, int, float, bool, type(None))


def test_what_pages_are_given_is_data() -> None:
    """Nothing that a template can name leads to a file, a process or a module; methods are those of our dataclasses."""
    seen: set[int] = set()
    kept: list[object] = []  # so that no id is given twice
    waiting: list[object] = [page_view(connector, python_samples({})) for connector in CONNECTORS[::20]]
    while waiting:
        value = waiting.pop()
        if id(value) in seen or isinstance(value, DATA):
            continue
        seen.add(id(value))
        kept.append(value)
        if isinstance(value, Mapping):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, tuple | frozenset | list):
            waiting += [*value]
        elif isinstance(value, MethodType):
            assert is_dataclass(value.__self__) or isinstance(value.__self__, tuple)
        else:
            assert is_dataclass(value) and not isinstance(value, type), type(value)
            waiting += [getattr(value, name) for name in dir(value) if not name.startswith("_")]
