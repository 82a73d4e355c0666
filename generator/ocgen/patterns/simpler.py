"""A pattern that accepts the same and has fewer ways to read a text, where one is easily found.

Known are the forms in which most runaways are written: a counter of a counter, a loop whose rounds end in what may be
left out, alternatives that are one set. What comes out is offered only when it is safe and proved to accept the same.
"""

from __future__ import annotations

from ocgen.patterns.analysis import judge
from ocgen.patterns.inclusion import inclusion
from ocgen.patterns.nodes import Alternation, Chars, CharSet, Concatenation, Node, Repeat, charset, complement
from ocgen.patterns.parser import parse

_SYNTAX = r"^$\.*+?()[]{}|/"
_SET_SYNTAX = r"^\[]-"
_COUNTERS = {(0, None): "*", (1, None): "+", (0, 1): "?", (1, 1): ""}
_CONTROLS = {9: r"\t", 10: r"\n", 11: r"\v", 12: r"\f", 13: r"\r"}


def simpler(pattern: str) -> str:
    """Return a safe pattern that accepts the same, or an empty text."""
    parsed = parse(pattern)
    if parsed.root is None or parsed.problems or not (parsed.starts and parsed.ends) or parsed.branches > 1:
        return ""
    written = f"^{_written(_simpler(parsed.root))}$"
    if judge(written).growth != "linear":
        return ""
    same = inclusion(pattern, written).holds and inclusion(written, pattern).holds
    return written if same else ""


def _simpler(node: Node) -> Node:
    match node:
        case Chars():
            return node
        case Concatenation(items=items):
            return _joined([_simpler(item) for item in items])
        case Alternation(branches=branches):
            return _chosen([_simpler(branch) for branch in branches])
        case Repeat(body=body):
            return _repeated(Repeat(_simpler(body), node.low, node.high, node.at))


def _joined(items: list[Node]) -> Node:
    """Make one loop of neighbours that repeat the same."""
    found: list[Node] = []
    for item in items:
        before = found[-1] if found else None
        if isinstance(item, Repeat) and isinstance(before, Repeat) and _same(item.body, before.body):
            found[-1] = Repeat(item.body, before.low + item.low, _sum(before.high, item.high), item.at)
        else:
            found.append(item)
    return found[0] if len(found) == 1 else Concatenation(tuple(found))


def _chosen(branches: list[Node]) -> Node:
    """Make one set of the alternatives that are one character, and leave out what is there twice."""
    chars = [branch for branch in branches if isinstance(branch, Chars)]
    rest = [branch for branch in branches if not isinstance(branch, Chars)]
    found: list[Node] = [Chars(charset(r for one in chars for r in one.accepted))] if chars else []
    for branch in rest:
        if not any(_same(branch, other) for other in found):
            found.append(branch)
    return found[0] if len(found) == 1 else Alternation(tuple(found))


def _repeated(node: Repeat) -> Node:
    body = node.body
    if isinstance(body, Repeat):
        return Repeat(body.body, node.low * body.low, _product(node.high, body.high), node.at)
    if isinstance(body, Concatenation) and len(body.items) == 2 and node.high is None and node.low < 2:
        loop, end = body.items
        if isinstance(loop, Repeat) and isinstance(end, Repeat) and (loop.high, end.low, end.high) == (None, 0, 1):
            again = Repeat(Concatenation((end.body, loop)), 0, None, node.at)
            rounds = Concatenation((loop, again, end))
            return rounds if node.low else Repeat(rounds, 0, 1, node.at)
    return node


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _product(one: int | None, other: int | None) -> int | None:
    return 0 if 0 in (one, other) else None if one is None or other is None else one * other


def _same(one: Node, other: Node) -> bool:
    return _written(one) == _written(other)


def _written(node: Node) -> str:
    match node:
        case Chars(accepted=accepted):
            return _set(accepted)
        case Concatenation(items=items):
            return "".join(_part(item) if isinstance(item, Alternation) else _written(item) for item in items)
        case Alternation(branches=branches):
            return "|".join(map(_written, branches))
        case Repeat(body=body, low=low, high=high):
            counter = f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"
            return _part(body) + _COUNTERS.get((low, high), counter)


def _part(node: Node) -> str:
    return _written(node) if isinstance(node, Chars) else f"({_written(node)})"


def _set(accepted: CharSet) -> str:
    if len(accepted) == 1 and accepted[0][0] == accepted[0][1]:
        return _char(accepted[0][0], _SYNTAX)
    negated = bool(accepted) and accepted[-1][1] > 0xFFFF
    ranges = complement(accepted) if negated else accepted
    ends = ((_char(low, _SET_SYNTAX), _char(high, _SET_SYNTAX)) for low, high in ranges)
    members = "".join(low if low == high else f"{low}-{high}" for low, high in ends)
    return f"[{'^' if negated else ''}{members}]"


def _char(code: int, escaped: str) -> str:
    char = chr(code)
    if char in escaped:
        return f"\\{char}"
    if code in _CONTROLS:
        return _CONTROLS[code]
    return char if char.isprintable() else f"\\u{code:04X}"
