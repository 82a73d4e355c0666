"""A spec changed in one place: every leaf and branch removed, doubled, renamed, swapped or given an odd value."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from typing import Any, TypeAlias

import yaml

Tree: TypeAlias = Any  # plain values, as YAML has them
Change: TypeAlias = Callable[[Any, Any], bool]  # what holds the place, and the step to it -> whether it can be changed

ODD: tuple[Tree, ...] = (
    *(None, True, 0, -1, 1.5, float("inf"), float("nan"), 10**30, [], ["x"], {}, {"x": "x"}, {"en": "x"}),
    *("", " ", "x", "class", "index", "values", "con", "a.b", "+5", "1e999", "0x10", "{name}", "{{ x }}", '"""', "\\"),
    *("\u200bx", "x\n", "straße", "名前", "🙂", "2026-02-30", "^[a-z]+$", "authentication.type"),
    *("configuration:acme.server", "configuration:oauth.api.key", "callback:code", "callback:shop", "token:secret"),
)
NAMES = ("x", "element", "class", "1", "名前", "x\n", "name", "configuration", "oauth", "common")


def mutations(tree: Tree, stride: int = 1) -> Iterator[tuple[str, Tree]]:
    """Yield every change of one place, with words for it; with a stride, one out of so many."""
    for path, what in islice(product(list(_places(tree)), CHANGES), 0, None, stride):
        whole = copy.deepcopy(tree)
        if CHANGES[what](_at(whole, path[:-1]), path[-1]):
            yield f"{'/'.join(map(str, path))} {what}", whole


def text(tree: Tree) -> str:
    """Return a tree as YAML."""
    dumped: str = yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
    return dumped


def tree_of(content: str) -> Tree:
    """Return a spec as plain values; dates stay texts, as they are in specs."""
    return yaml.load(content, Loader=_Loader)


class _Loader(yaml.CSafeLoader):
    pass


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _places(tree: Tree, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, node in inner:
        yield (*path, step)
        yield from _places(node, (*path, step))


def _at(tree: Tree, path: tuple[Any, ...]) -> Tree:
    for step in path:
        tree = tree[step]
    return tree


def _removed(holder: Any, step: Any) -> bool:
    del holder[step]
    return True


def _doubled(holder: Any, step: Any) -> bool:
    if isinstance(holder, list):
        holder.insert(step, copy.deepcopy(holder[step]))
    return isinstance(holder, list)


def _swapped(holder: Any, step: Any) -> bool:
    if isinstance(holder, list) and step:
        holder[step - 1], holder[step] = holder[step], holder[step - 1]
    return isinstance(holder, list) and step > 0


def _renamed(name: str) -> Change:
    def change(holder: Any, step: Any) -> bool:
        if not isinstance(holder, dict) or name in holder:
            return False
        items = [(name if key == step else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(items)
        return True

    return change


def _set_to(value: Tree) -> Change:
    def change(holder: Any, step: Any) -> bool:
        holder[step] = copy.deepcopy(value)
        return True

    return change


CHANGES: Mapping[str, Change] = {
    "removed": _removed,
    "doubled": _doubled,
    "swapped": _swapped,
    **{f"renamed to {name!r}": _renamed(name) for name in NAMES},
    **{f"= {value!r}": _set_to(value) for value in ODD},
}
