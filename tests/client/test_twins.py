"""Classes that exist for synchronous and for asynchronous code: the first is what is derived from the second."""

from __future__ import annotations

import ast
from itertools import zip_longest

import pytest

from tests.client.conftest import SOURCE

PACKAGE = SOURCE / "openconnectors"

# The names in asynchronous code that are other ones in synchronous code.
_NAMES = {
    "AsyncBulk": "Bulk",
    "AsyncLists": "Lists",
    "AsyncCreates": "Creates",
    "AsyncGets": "Gets",
    "AsyncUpdates": "Updates",
    "AsyncReplaces": "Replaces",
    "AsyncDeletes": "Deletes",
    "AsyncByteStream": "ByteStream",
    "AsyncCaller": "Caller",
    "AsyncClient": "Client",
    "AsyncDownload": "Download",
    "AsyncHttpxTransport": "HttpxTransport",
    "AsyncInstanceIterator": "InstanceIterator",
    "AsyncInstanceClient": "InstanceClient",
    "AsyncItemIterator": "ItemIterator",
    "AsyncIterable": "Iterable",
    "AsyncIterator": "Iterator",
    "AsyncJob": "Job",
    "AsyncListing": "Listing",
    "AsyncObjects": "Objects",
    "AsyncPageIterator": "PageIterator",
    "AsyncResource": "Resource",
    "AsyncSignInCalls": "SignInCalls",
    "AsyncWholeBody": "WholeBody",
    "AsyncTransport": "Transport",
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "async_instance_client": "instance_client",
    "asyncio": "time",
    "run_async": "run",
}


class _Synchronous(ast.NodeTransformer):
    """Makes synchronous code of asynchronous code: nothing is awaited, and names are those of `_NAMES`."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        made = ast.FunctionDef(**{name: getattr(node, name) for name in node._fields})
        return self.visit_FunctionDef(ast.copy_location(made, node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = _NAMES.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = _NAMES.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        made = ast.For(**{name: getattr(node, name) for name in node._fields})
        return self.generic_visit(ast.copy_location(made, node))

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        made = ast.With(**{name: getattr(node, name) for name in node._fields})
        return self.generic_visit(ast.copy_location(made, node))

    def visit_Await(self, node: ast.Await) -> ast.AST:
        return self.visit(node.value)  # type: ignore[no-any-return]

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "AsyncGenerator":
            assert isinstance(node.slice, ast.Tuple)
            node.value.id = "Generator"
            node.slice.elts.append(ast.Constant(None))  # what it returns, which an asynchronous one does not
        awaited = isinstance(node.value, ast.Name) and node.value.id == "Awaitable"
        return self.visit(node.slice) if awaited else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        # What is told to either kind of client alike how it is used.
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "awaited"]
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = _NAMES.get(node.id, node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        node.attr = _NAMES.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        node.module = _NAMES.get(node.module or "", node.module)
        for name in node.names:
            name.name = _NAMES.get(name.name, name.name)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):  # such as the beginning of a repr
            for before, after in _NAMES.items():
                node.value = node.value.replace(before, after)
        return node


def written(file: str) -> str:
    return (PACKAGE / file).read_text(encoding="utf-8")


def class_of(text: str, name: str) -> ast.ClassDef:
    """Return a class of a module, without its own docstring: each says there how it is used."""
    found = next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name)
    if ast.get_docstring(found):
        del found.body[0]
    return found


def differences(one: ast.ClassDef, awaited: ast.ClassDef) -> list[tuple[str, str]]:
    """Return how a class and what is derived from another differ: their heads and members, as each is written."""
    derived: ast.ClassDef = _Synchronous().visit(awaited)
    heads = [[node.name, *map(ast.unparse, node.bases)] for node in (one, derived)]
    members = zip_longest(map(ast.unparse, one.body), map(ast.unparse, derived.body), fillvalue="")
    return [(mine, theirs) for mine, theirs in (*zip_longest(*heads, fillvalue=""), *members) if mine != theirs]


@pytest.mark.parametrize(
    ("file", "name", "awaited_file", "awaited_name"),
    [
        ("client.py", "Client", "async_client.py", "AsyncClient"),
        ("sign_in_calls.py", "SignInCalls", "async_sign_in_calls.py", "AsyncSignInCalls"),
        ("paging.py", "InstanceIterator", "paging.py", "AsyncInstanceIterator"),
        ("listings.py", "PageIterator", "listings.py", "AsyncPageIterator"),
        ("listings.py", "ItemIterator", "listings.py", "AsyncItemIterator"),
        ("listings.py", "Listing", "listings.py", "AsyncListing"),
        ("downloads.py", "Download", "downloads.py", "AsyncDownload"),
        ("streams.py", "ByteStream", "streams.py", "AsyncByteStream"),
        ("streams.py", "WholeBody", "streams.py", "AsyncWholeBody"),
        ("jobs.py", "Job", "jobs.py", "AsyncJob"),
        ("jobs.py", "Bulk", "jobs.py", "AsyncBulk"),
        ("callers.py", "Caller", "callers.py", "AsyncCaller"),
        ("resources.py", "Resource", "async_resources.py", "AsyncResource"),
        ("objects.py", "Objects", "async_objects.py", "AsyncObjects"),
        ("resource_calls.py", "Lists", "async_resource_calls.py", "AsyncLists"),
        ("resource_calls.py", "Creates", "async_resource_calls.py", "AsyncCreates"),
        ("resource_calls.py", "Gets", "async_resource_calls.py", "AsyncGets"),
        ("resource_calls.py", "Updates", "async_resource_calls.py", "AsyncUpdates"),
        ("resource_calls.py", "Replaces", "async_resource_calls.py", "AsyncReplaces"),
        ("resource_calls.py", "Deletes", "async_resource_calls.py", "AsyncDeletes"),
        ("instance_client.py", "InstanceClient", "async_instance_client.py", "AsyncInstanceClient"),
    ],
)
def test_the_synchronous_class_is_what_is_derived(file: str, name: str, awaited_file: str, awaited_name: str) -> None:
    assert differences(class_of(written(file), name), class_of(written(awaited_file), awaited_name)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("callback=callback, token=token", "callback=callback, token=None"),  # an argument that is not handed on
        ("search: str | None = None", 'search: str | None = ""'),  # another default
        ('"""Read one instance."""', '"""Read an instance."""'),
        ("        value = Secret.of(value)\n", ""),
        ("await self._run(operations.ping", "self._run(operations.pong"),
        ("    async def _read(", "    async def _fetch("),
        ("class AsyncClient(AsyncSignInCalls):", "class AsyncClient(AsyncSignInCalls, dict):"),
    ],
)
def test_a_difference_shows(before: str, after: str) -> None:
    text = written("async_client.py")
    assert text.count(before) == 1
    changed = class_of(text.replace(before, after), "AsyncClient")
    assert len(differences(class_of(written("client.py"), "Client"), changed)) == 1
