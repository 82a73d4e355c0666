"""The page on what templates can use, made from the dataclasses themselves: their docstrings, types and comments."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from inspect import cleandoc
from types import ModuleType

from ocgen.model import call, connector, errata, parameter, platform, resource, values
from ocgen.pages import catalogue as index, platform_view, samples, secrets, sections, sequence, use, view
from ocgen.pages.catalogue import Hub
from ocgen.pages.page import filters
from ocgen.pages.placement import Placement
from ocgen.pages.sections import SECTIONS, SHARED, PageSection
from ocgen.pages.view import PageView
from ocgen.tables import hub_rows, rows
from ocgen.text.phrases import ENGLISH

_MODEL: tuple[ModuleType, ...] = (connector, errata, parameter, platform, resource, values)
_MODULES: tuple[ModuleType, ...] = (
    view,
    platform_view,
    secrets,
    use,
    sections,
    index,
    sequence,
    rows,
    hub_rows,
    call,
    samples,
    *_MODEL,
)
_ROOTS: tuple[type, ...] = (PageView, PageSection, Hub)
_WORD = re.compile(r"[A-Za-z_]+")

_HEAD = """\
# What templates can use

Made from the source by `ocgen docs context`. The templates of the pages are
[Jinja](https://jinja.palletsprojects.com/templates/) in `templates/docs/`; a file of the same name in the directory
that `templates` of `[tool.ocgen]` names stands in front of ours, and `ocgen docs eject` copies ours there. An undefined
name is an error. Nothing is escaped by itself: text from a spec goes through a filter, `text` as a rule.

## Names

In `docs/connector.md.j2`, and in all that it includes:

- `page`: [`PageView`](#pageview), the whole page
- `c`: [`Connector`](#connector), the same as `page.connector`
- `sections`: list of [`PageSection`](#pagesection), rendered already; only in `docs/connector.md.j2`
- `contents`: whether the page lists its sections; only in `docs/connector.md.j2`
- `platform`: [`PlatformView`](#platformview), what is the same for all connectors
- `language`: the page's language, such as `en`
- `notice`: the lines of the notice that the file is generated
- `variables`: the environment variables of the examples, by `user`, `organization`, `instance`, `base`
  and `region`
- `package`: the name that the Python client is imported by
- `section`, in `docs/partials/section.md.j2`: the [`PageSection`](#pagesection) that is shown
- `m` and `step`, in other partials and steps: [`MethodView`](#methodview) and [`Step`](#step-of-a-method)

In `docs/index.md.j2`: `platform` ([`Platform`](#platform)), `hubs` (list of [`Hub`](#hub)), `count` of connectors,
`language` and `notice`.

## Sections

A page has these, in this order: {sections}.
What is the same for all connectors has pages of its own, `docs/platform/NAME.md`, and `sections` can put it on each
connector's page instead: {shared}. Their templates have `platform`, and neither `page` nor `c`. `errata` is for those
who keep the specs.

`sections` of `[tool.ocgen.docs]` leaves out, reorders and adds. Each is a file `docs/sections/NAME.md.j2`, and its
first heading is its title. A section that renders to nothing is left out. One of your own can include a file
that only some connectors have:

```jinja
## Support
{{% include ["docs/extra/" ~ c.key ~ ".md", "docs/extra/default.md"] ignore missing %}}
```

## Documents

The same templates fill `ocgen:begin page KEY` and `ocgen:begin section KEY NAME` in documents (`ocgen docs inject
--help`). What depends on where the text stands comes from filters: an id is `<a id="{{{{ m.anchor | id }}}}"></a>`,
and `#{{{{ m.anchor | id }}}}` leads there; ids of your own are made the same way. `jump` links to the sections that the
document has, `page` and `file` return relative addresses. Whatever else a template writes stays as it is, but for
headings: those that begin with `#` get the level that the marker asks for.

## Phrases

A phrase stands in `_("...")` or `{{% trans %}}`, and comes out in the page's language. `docs/locale/LANGUAGE.mo` in
your templates directory adds a language, or other words for ours: what it lacks is taken from ours, then from English.

## Filters
"""


def context_page() -> str:
    """Return the page, in Markdown."""
    sections, shared = (", ".join(f"`{name}`" for name in names) for names in (SECTIONS, SHARED))
    lines = [_HEAD.format(sections=sections, shared=shared)]
    lines += [
        f"- `{name}`: {_summary(function)}" for name, function in sorted(filters(Placement(SECTIONS), ENGLISH).items())
    ]
    lines += ["", "## Types"]
    for cls in _reachable():
        lines += ["", f"### {_title(cls)}", "", cleandoc(cls.__doc__ or "").replace("``", "`"), "", *_members(cls)]
    return "\n".join(lines) + "\n"


def _title(cls: type) -> str:
    """Return a class's heading; two classes are called Step: that of a method, and that at the provider."""
    return "Step of a method" if cls is view.StepView else cls.__name__


def _summary(function: Callable[..., object]) -> str:
    return (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")


def _reachable() -> list[type]:
    """Return every dataclass that a value of a root can lead to, in the order of the way there."""
    found: dict[type, None] = {}
    waiting = list(_ROOTS)
    while waiting:
        cls = waiting.pop(0)
        if cls not in found:
            found[cls] = None
            waiting += [other for _, annotation, _ in _fields(cls) for other in _named(cls, annotation)]
    return list(found)


def _named(cls: type, annotation: str) -> Iterator[type]:
    known = vars(inspect.getmodule(cls))
    for word in _WORD.findall(annotation):
        other = known.get(word)
        if isinstance(other, type) and is_dataclass(other) and inspect.getmodule(other) in _MODULES:
            yield other


def _members(cls: type) -> Iterator[str]:
    for name, annotation, comment in _fields(cls):
        yield f"- `{name}`: `{annotation}`{f': {comment}' if comment else ''}"
    for name, value in vars(cls).items():
        if isinstance(value, property) or (inspect.isfunction(value) and not name.startswith("_")):
            function = value.fget if isinstance(value, property) else value
            call = "" if isinstance(value, property) else "()"
            assert function is not None
            yield f"- `{name}{call}`: {_summary(function)}"


def _fields(cls: type) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and comment of each field, from the source."""
    source = inspect.getsource(cls)
    lines = source.splitlines()
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.ClassDef)
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            _, _, comment = lines[(node.end_lineno or node.lineno) - 1][node.end_col_offset or 0 :].partition("# ")
            yield node.target.id, ast.unparse(node.annotation).strip("'"), comment.strip()
