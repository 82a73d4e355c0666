"""Which value and which method of one side is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ocgen.facts.connector import MethodFacts, ValueFacts
from ocgen.text.suggest import closest

_FEW = 50
Pairs = list[tuple[ValueFacts, ValueFacts]]


def pair_values(a: Sequence[ValueFacts], b: Sequence[ValueFacts]) -> tuple[Pairs, list[ValueFacts], list[ValueFacts]]:
    """Return the values that both sides have, those of the first side only and those of the second only.

    Values belong together by name, else when one of them tells that it bore the other's name (`renamed_from`).
    """
    old, new = {v.name: v for v in a}, {v.name: v for v in b}
    pairs = [(old[name], new[name]) for name in old if name in new]
    only_old, only_new = [v for v in old.values() if v.name not in new], [v for v in new.values() if v.name not in old]
    renamed = _renamed(only_old, only_new)
    pairs += renamed
    taken = {value.name for pair in renamed for value in pair}
    return pairs, [v for v in only_old if v.name not in taken], [v for v in only_new if v.name not in taken]


def _renamed(only_old: Sequence[ValueFacts], only_new: Sequence[ValueFacts]) -> Pairs:
    """Return the pairs that `renamed_from` tells; of several candidates, the same whichever side is the first."""
    left, right = {v.name: v for v in only_old}, {v.name: v for v in only_new}
    candidates = [(left[v.renamed_from], v) for v in only_new if v.renamed_from in left]
    candidates += [(v, right[v.renamed_from]) for v in only_old if v.renamed_from in right]
    pairs: Pairs = []
    taken: set[str] = set()
    for first, second in sorted(candidates, key=lambda pair: sorted(v.name for v in pair)):
        if taken.isdisjoint((first.name, second.name)):
            taken |= {first.name, second.name}
            pairs.append((first, second))
    return pairs


def alike(value: ValueFacts, others: Sequence[ValueFacts]) -> str:
    """Return the name of the one that looks like ``value`` under another name, or nothing; none of very many does."""
    if len(others) > _FEW:
        return ""
    same_label = [other.name for other in others if value.label and other.label == value.label]
    return same_label[0] if same_label else closest(value.name, [other.name for other in others]) or ""


def pair_methods(
    a: Sequence[MethodFacts], b: Sequence[MethodFacts]
) -> tuple[list[tuple[MethodFacts, MethodFacts]], list[MethodFacts], list[MethodFacts]]:
    """Return the methods that both sides have, those of the first side only and those of the second only.

    Methods belong together by name, by type and flow, or by type. Where each side has but one, that is the same method:
    the way to sign in has changed.
    """
    pairs: list[tuple[MethodFacts, MethodFacts]] = []
    only_old, only_new = list(a), list(b)
    tests: list[Callable[[MethodFacts, MethodFacts], bool]] = [
        lambda first, second: first.name == second.name,
        lambda first, second: first.type is not None and (first.type, first.flow) == (second.type, second.flow),
        lambda first, second: first.type is not None and first.type == second.type,
        lambda _, __: len(a) == len(b) == 1,
    ]
    for same in tests:
        for first in tuple(only_old):
            second = next((m for m in only_new if same(first, m)), None)
            if second:
                pairs.append((first, second))
                only_old.remove(first)
                only_new.remove(second)
    return pairs, only_old, only_new
