"""Templates -> code with the phrases of one language in it: what every page says is looked up once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import TYPE_CHECKING, cast

from jinja2 import Environment, TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator
from jinja2.filters import FILTERS
from jinja2.visitor import NodeTransformer

from ocgen.text.phrases import Part, parts, stopped

if TYPE_CHECKING:
    from gettext import NullTranslations

    from jinja2.compiler import Frame

_STOPPED = "end of sentence"  # a filter of ours; no template can write its name
_OTHER_PLACE = re.compile(r"%\(\w+\)[^s]")  # what else Python's % can put in, by a form of its own


class PhraseCompiler(CodeGenerator):
    """Jinja's compiler, which says a template's phrases once, while it compiles.

    A phrase is ``_("...")`` or a ``trans`` block; one with plural forms depends on a number and is said later. The
    environment has the translations under ``phrases``; each language needs an environment of its own.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Compile a template; raises TemplateAssertionError for a translation with a value that its phrase lacks."""
        phrases = cast("NullTranslations", vars(self.environment)["phrases"])
        filters = self.environment.filters
        # Jinja calls a filter of a fixed text while it compiles. What our filters return may be another thing in the
        # next run, so here they fail, which Jinja takes for a reason to call them later.
        self.environment.filters = {n: f if f is FILTERS.get(n) else _later for n, f in filters.items()}
        try:
            super().visit_Template(_Speaker(phrases, self.name, self.filename).visit(node), frame)
        finally:
            self.environment.filters = filters


class PhraseEnvironment(Environment):
    """Jinja's environment for templates that are compiled with their phrases.

    Filters that take the place of Jinja's must be the same ones by name in all uses: Jinja compiles a call of its own
    filter in another way.
    """

    code_generator_class = PhraseCompiler

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._used: Mapping[str, Callable[..., object]] = {}
        self.filters[_STOPPED] = lambda value: stopped(str(value))

    def use(self, filters: Mapping[str, Callable[..., object]]) -> None:
        """Let templates call these filters from here on, also in the place of Jinja's own of the same name.

        Jinja looks a filter up when it imports a macro, and keeps it. So it finds what looks the filter up once more.
        """
        self._used = filters
        for name, known in ((name, self.filters.get(name)) for name in filters):
            if known is None or known is FILTERS.get(name):
                self.filters[name] = partial(self._call_filter, name)

    def _call_filter(self, name: str, *values: object, **options: object) -> object:
        return self._used[name](*values, **options)

    def begin(self) -> None:
        """Begin another text; nothing has to be done for templates of ours."""

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Return what every template can name, as a plain dict: Jinja's chain of two is slow to look through."""
        return {**self.globals, **(d or {})}


def _later(*_: object) -> object:
    raise nodes.Impossible


class _Speaker(NodeTransformer):
    def __init__(self, phrases: NullTranslations, name: str | None, filename: str | None) -> None:
        self._phrases, self._name, self._filename = phrases, name, filename

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        """A phrase with values becomes pieces of the output that it stands in."""
        self.generic_visit(node)
        pieces = (child.nodes if isinstance(child, nodes.Concat) else [child] for child in node.nodes)
        node.nodes = [piece for some in pieces for piece in some]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        """A call of ``_`` or ``gettext`` with a fixed phrase becomes what it returns.

        A call whose values are not all written out in it, or want a form of their own, is left to Jinja.
        """
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext") and len(node.args) == 1):
            return node
        phrase = node.args[0]
        if not (isinstance(phrase, nodes.Const) and isinstance(phrase.value, str)) or node.dyn_args or node.dyn_kwargs:
            return node
        said = self._phrases.gettext(phrase.value)
        if _OTHER_PLACE.search(said):
            return node
        values = {keyword.key: keyword.value for keyword in node.kwargs}
        pieces = [self._piece(part, values, node.lineno) for part in parts(said)] or [nodes.TemplateData("")]
        if len(pieces) == 1:
            return pieces[0]
        return nodes.Concat(pieces, lineno=node.lineno)

    def _piece(self, part: Part, values: Mapping[str, nodes.Expr], line: int) -> nodes.Expr:
        if not part.name:
            return nodes.TemplateData(part.text, lineno=line)  # as the text around it, which no escaping touches
        if part.name not in values:
            fault = f'a translation names "{part.name}", which its phrase has not'
            raise TemplateAssertionError(fault, line, self._name, self._filename)
        value = values[part.name]
        return nodes.Filter(value, _STOPPED, [], [], None, None, lineno=line) if part.stop else value
