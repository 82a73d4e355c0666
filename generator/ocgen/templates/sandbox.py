"""Templates of somebody's own are data, not code: they read what they are given, and take a bounded number of steps.

Jinja's sandbox (https://jinja.palletsprojects.com/en/stable/sandbox/) refuses what leads from a value into Python and
changes of what is handed over. It leaves loops without end to us: each turn of a loop and each call is a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING

from jinja2 import TemplateRuntimeError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from ocgen.templates.compiler import PhraseCompiler, PhraseEnvironment

if TYPE_CHECKING:
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

MAX_STEPS = 1_000_000  # the largest of our pages takes some thousands
MAX_SIZE = 1_000_000  # of a text or a list that is multiplied, and of a number's digits


class SandboxCompiler(PhraseCompiler):
    """The compiler of such templates."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Compile a template with its loops counted."""
        super().visit_Template(_Counter().visit(node), frame)


class SandboxEnvironment(PhraseEnvironment, ImmutableSandboxedEnvironment):
    """The environment of a run whose templates are not all ours."""

    code_generator_class = SandboxCompiler
    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.globals["range"] = _bounded_range
        self._left = 0

    def begin(self) -> None:
        """Give the next text all of its steps."""
        self._left = MAX_STEPS

    def counted(self, values: Iterable[object]) -> Iterable[object]:
        """Return the values of a loop, each of which takes a step."""
        return _Counted(self, values)

    def step(self) -> None:
        """Take a step; raises TemplateRuntimeError when there were too many."""
        self._left -= 1
        if self._left < 0:
            raise TemplateRuntimeError(f"it takes more than {MAX_STEPS:,} steps: turns of loops and calls")

    def call(__self, __context: Context, __obj: object, *args: object, **kwargs: object) -> object:  # noqa: N805
        """Call what Jinja's sandbox lets a template call; each call is a step."""
        __self.step()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Multiply, or raise to a power, unless the result would be huge."""
        if _size(operator, left, right) > MAX_SIZE:
            raise TemplateRuntimeError(f"the result of {operator} is too large: more than {MAX_SIZE:,}")
        return super().call_binop(context, operator, left, right)


class _Counted:
    def __init__(self, environment: SandboxEnvironment, values: Iterable[object]) -> None:
        self._environment, self._values = environment, values

    def __iter__(self) -> Iterator[object]:
        for value in self._values:
            self._environment.step()
            yield value

    def __len__(self) -> int:
        if isinstance(self._values, Sized):
            return len(self._values)
        raise TypeError  # as the values themselves do: the loop then counts them


class _Counter(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        self.generic_visit(node)
        function = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = nodes.Call(function, [node.iter], [], None, None, lineno=node.lineno)
        return node


def _bounded_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(range(*bounds)[: MAX_STEPS + 1]) > MAX_STEPS:
        raise TemplateRuntimeError(f"range makes at most {MAX_STEPS:,} numbers here")
    return numbers


def _size(operator: str, left: object, right: object) -> float:
    """Return how long the result will be, a number's in bits; 0 where that is no matter."""
    if operator == "**":
        bounded = isinstance(left, int) and isinstance(right, int)
        return left.bit_length() * right if bounded else 0  # type: ignore[attr-defined]
    for one, other in ((left, right), (right, left)):
        if isinstance(one, int) and isinstance(other, Sized):
            return one * len(other)
    return 0
