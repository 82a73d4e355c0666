"""Calls of a source -> `resources:` of a spec, in the words that specs have for them.

What the platform's lists take is not repeated. A collection with calls on one item gets words (list, create, get ...);
what no word says becomes an action with method and path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocgen.draft.found_calls import Branch, is_plural, tree_of, united
from ocgen.draft.naming import alias_of, argued_apart, each_named, named_apart, variable_of, variables_apart
from ocgen.draft.resource_fields import fields_tree, name_list
from ocgen.draft.text import Item, Tree
from ocgen.facts.found_call import FoundCall
from ocgen.model import WITH_MEMBERS, WORDS, Answer, Body, HubApi, ResourceField, usual_answer, usual_body, variables_of
from ocgen.model.names import identifier

_ON_ITEM = {"GET": "get", "PATCH": "update", "PUT": "replace", "DELETE": "delete"}
_VERBS = {"POST": "post", **_ON_ITEM}
_ON_ALL = {"PATCH": "update_all", "PUT": "replace_all", "DELETE": "delete_all"}
_ORDER = tuple(WORDS)
_PAGE = "page"  # the older way to ask for a page, which clients need not use


def resources_tree(calls: Iterable[FoundCall], hub: str, api: HubApi, *, exact: bool) -> dict[str, Tree]:
    """Return what stands below ``resources:``. ``hub`` is the connector's; resources of others name theirs.

    ``exact`` says that the source tells all of each call: then a call that lacks a field of its resource says so. Of
    recorded calls, which hold what one run happened to send, the fields of all count together.
    """
    found = list(calls)
    hubs = dict.fromkeys([hub, *(call.hub or hub for call in found)])
    tree: dict[str, dict[str, Tree]] = {}
    for name in hubs:
        root = tree_of(call for call in found if (call.hub or hub) == name)
        for segment, branch in root.parts.items():
            drafted = _Drafter(api, exact).resource(segment, branch, ())
            key = segment if segment not in tree else f"{segment}-{name}"
            more: dict[str, Tree] = {"path": segment} if key != segment else {}
            tree[key] = {**more, **({"hub": name} if name != hub else {}), **drafted}
    named_apart(tree, ())
    return dict(tree)


@dataclass(frozen=True, slots=True)
class _Said:
    """A call under its word, and the same call with the item's path in the query."""

    word: str
    call: FoundCall
    twin: FoundCall | None = None


class _Drafter:
    def __init__(self, api: HubApi, exact: bool) -> None:
        self.common = frozenset(f.name for f in api.list_query) | {_PAGE}
        self.arguments = frozenset(f.argument for f in api.list_query)
        self.exact = exact

    def resource(
        self, name: str, branch: Branch, above: tuple[str, ...], inherited: Sequence[str] = ()
    ) -> dict[str, Tree]:
        """Return a resource of a segment, and all below it; ``inherited`` is how the item above can be named."""
        item, single = branch.item, is_single(name, branch)
        variable = variable_of(name, item, above)
        words = sorted(self._words(branch, single=single), key=lambda said: _ORDER.index(said.word))
        fields = self._fields(words)
        below = (*above, variable) if item else above
        addresses = _addresses(item) if item and not above else ()
        tree: dict[str, Tree] = {
            **({"id": variable} if item and variable != "id" else {}),
            **({"single": True} if single and not item and _on_itself(words) else {}),
            **({"address": list(addresses)} if addresses else {}),
            "calls": [self._call(said, fields, addresses or inherited, below) for said in words],
        }
        where = tuple(dict.fromkeys(name for said in words for name in said.call.where))
        if where:
            tree["where"] = list(where)
        if fields:
            tree["fields"] = fields_tree(fields)
        actions = each_named(self._actions(branch, words, below, addresses or inherited))
        taken = {*(said.word for said in words), "item"}  # the way to one item, where resources lie below it
        children: dict[str, dict[str, Tree]] = {}
        if item is not None:
            children = self._resources(item, below, actions, f"{{{variable}}}/", addresses or inherited)
            taken |= named_apart(children, {*taken, *actions})
        nested = self._resources(branch, above, actions, "", inherited, taken)
        named_apart(nested, {*taken, *actions})
        tree |= {"actions": actions} if actions else {}
        tree |= {"resources": nested} if nested else {}
        tree |= {"children": children} if children else {}
        return {key: value for key, value in tree.items() if value or key != "calls"}

    def _resources(
        self,
        branch: Branch,
        above: tuple[str, ...],
        actions: dict[str, Tree],
        prefix: str,
        addresses: Sequence[str],
        taken: Collection[str] = (),
    ) -> dict[str, dict[str, Tree]]:
        """Return the resources of the parts of a branch; a part that is one call only becomes an action."""
        found: dict[str, dict[str, Tree]] = {}
        for segment, part in branch.parts.items():
            name = identifier(segment)
            if variables_of(segment):  # text around a variable, as in {id}.json, is no name of a resource
                apart = variables_apart(segment, above)
                deep = self._deep(part, prefix + apart, "by", (*above, *variables_of(apart)))
                actions |= each_named(deep, actions)
                continue
            alone = _alone(part)
            if alone and name not in {*actions, *WORDS, *taken} and name == alias_of(name):
                actions[name] = self._action(alone, f"{alone.method} {prefix}{segment}", addresses, part, above)
            else:
                found[segment] = self.resource(segment, part, above, addresses)
        return found

    def _words(self, branch: Branch, *, single: bool) -> Iterator[_Said]:
        for method, call in branch.calls.items():
            if method == "GET":
                yield _said("get" if single else "list", call, branch)
            elif method == "POST":
                yield _said("upload" if call.multipart else "create", call, branch)
            elif single:
                yield _said(_ON_ITEM[method], call, branch)
        for method, call in (branch.item.calls if branch.item else {}).items():
            if method in _ON_ITEM and branch.item:
                word = "download" if method == "GET" and call.answer == "file" else _ON_ITEM[method]
                yield _said(word, call, branch.item)

    def _actions(
        self, branch: Branch, words: Sequence[_Said], below: tuple[str, ...], addresses: Sequence[str]
    ) -> Iterator[tuple[str, Tree]]:
        """Yield the calls on the collection and on one item that are no words; ``below`` are the variables so far."""
        named = {said.call.method for said in words if not WORDS[said.word].on_item or not branch.item}
        for method, call in branch.calls.items():
            if method not in named:
                yield _ON_ALL[method], self._action(call, method, addresses, branch, below)
        if branch.item is None:
            return
        for method, call in branch.item.calls.items():
            if method not in _ON_ITEM:
                yield "post", self._action(call, f"{method} {{{below[-1]}}}", addresses, branch.item, below)
        if branch.item.item is not None:  # two variables in a row, which no resource has
            yield from self._deep_item(branch.item.item, f"{{{below[-1]}}}", "by", below)

    def _deep_item(self, item: Branch, path: str, name: str, above: tuple[str, ...]) -> Iterator[tuple[str, Tree]]:
        """Yield every call on an item and below it as an action; ``path`` is that of what it is an item of."""
        variable = variable_of("item", item, above)
        yield from self._deep(item, f"{path}/{{{variable}}}", name, (*above, variable))

    def _deep(self, branch: Branch, path: str, name: str, above: tuple[str, ...]) -> Iterator[tuple[str, Tree]]:
        """Yield every call of a branch and below it as an action; ``path`` is that of the branch."""
        for method, call in branch.calls.items():
            said = f"{method} {path}"
            yield (
                f"{_VERBS[method]}_{name}_{alias_of(identifier(path))}",
                self._action(call, said, ("id",), branch, above),
            )
        for segment, part in branch.parts.items():
            apart = variables_apart(segment, above)
            yield from self._deep(part, f"{path}/{apart}", name, (*above, *variables_of(apart)))
        if branch.item:
            yield from self._deep_item(branch.item, path, name, above)

    def _fields(self, words: Sequence[_Said]) -> tuple[ResourceField, ...]:
        """Return the fields of a resource's objects, as bodies and answers tell them together."""
        sent: tuple[ResourceField, ...] = ()
        for said in words:
            created = said.word == "create"
            sent = united(sent, (f if created else replace(f, required=False) for f in said.call.fields))
        answered: tuple[ResourceField, ...] = ()
        for said in words:
            answered = united(answered, said.call.answer_fields)
        names = {f.name for f in sent}
        readable = (f if f.name in names else replace(f, read_only=True, required=False) for f in answered)
        return united(sent, readable)

    def _call(
        self, said: _Said, fields: Sequence[ResourceField], addresses: Sequence[str], variables: Sequence[str]
    ) -> Item:
        """Return an entry of ``calls``: the word alone, or with what differs from what the word says."""
        meaning, call = WORDS[said.word], said.call
        options = self._options(call, meaning.body, meaning.answer, variables, listed=said.word == "list")
        if call.multipart:
            options |= {"multipart": list(call.multipart)} if call.multipart != meaning.multipart else {}
            options |= {"fields": fields_tree(call.fields)} if call.fields else {}
        elif self.exact and call.body in WITH_MEMBERS:
            expected = {f.name: (said.word == "create" and f.required) for f in fields if not f.read_only}
            if {f.name: f.required for f in call.fields} != expected:
                options["fields"] = fields_tree(call.fields)
        if meaning.on_item and "path" in addresses and self.exact and said.twin is None:
            options["address"] = ["id"]
        return {said.word: options} if options else said.word

    def _action(self, call: FoundCall, said: str, addresses: Sequence[str], at: Branch, above: Sequence[str]) -> Tree:
        call = _with_twin(call, at.twins.get(call.method))
        options = self._options(call, usual_body(call.method), usual_answer(call.method), (*above, *variables_of(said)))
        options |= {"multipart": list(call.multipart)} if call.multipart else {}
        if call.fields:
            options["fields"] = fields_tree(call.fields)
        if call.answer_fields:
            options["answer_fields"] = fields_tree(call.answer_fields)
        if "path" in addresses and self.exact and call.method not in at.twins:
            options["address"] = ["id"]
        return {"call": said, **options} if options else said

    def _options(
        self, call: FoundCall, body: Body, answer: Answer, variables: Sequence[str], *, listed: bool = False
    ) -> dict[str, Tree]:
        query = [f for f in call.query if not (listed and f.name in self.common) and f.name != _PAGE]
        taken = {*map(identifier, variables), *(self.arguments if listed else ())}
        query, headers = argued_apart(query, taken), argued_apart(call.headers, taken)
        options: dict[str, Tree] = {}
        if call.description:
            options["description"] = call.description
        if call.deprecated:
            options["deprecated"] = call.deprecated
        if query:
            options["query"] = name_list(query) or fields_tree(query)
        if headers:
            options["headers"] = name_list(headers) or fields_tree(headers)
        if call.body is not None and call.body != body:
            options["body"] = call.body
        if call.answer and call.answer != answer:
            options["answer"] = call.answer
        return options


def _said(word: str, call: FoundCall, at: Branch) -> _Said:
    twin = at.twins.get(call.method)
    return _Said(word, _with_twin(call, twin), twin)


def is_single(name: str, branch: Branch) -> bool:
    """Whether an address is one object: nothing is called on an item of it, and it is read without being a list."""
    read = branch.calls.get("GET")
    if branch.item:
        return False
    if read is None:
        return bool(branch.calls) and not is_plural(name) and set(branch.calls) <= {"PUT", "PATCH", "DELETE"}
    return not read.lists and (read.answer in ("item", "file", "link") or not is_plural(name))


def _on_itself(words: Sequence[_Said]) -> bool:
    return any(WORDS[said.word].on_item for said in words)


def _addresses(item: Branch) -> tuple[str, ...]:
    return ("id", "path") if any(branch.twins for branch in item.walk()) else ()


def _with_twin(call: FoundCall, twin: FoundCall | None) -> FoundCall:
    """Return a call with what only its twin was seen to take; the path in the query is said by the address."""
    if twin is None:
        return call
    query = united(call.query, (f for f in twin.query if f.name != "path"))
    where = tuple(dict.fromkeys(call.where + twin.where))
    fields = united(call.fields, twin.fields)
    return replace(call, query=query, fields=fields, body=call.body or twin.body, where=where)


def _alone(part: Branch) -> FoundCall | None:
    """Return the only call of a branch, where it sends something and nothing lies below."""
    if part.parts or part.item or len(part.calls) != 1:
        return None
    call = next(iter(part.calls.values()))
    return call if call.method in ("POST", "PUT") else None
