"""Generation: the whole catalogue cold, unchanged, one spec changed, and thousands of specs, as whole processes.

The peer, openapi-python-client, makes a client alone (no validators, schemas or pages) of the same connectors, with its
formatters switched off.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from bench.peers import Schema, inlined
from bench.processes import Command, Timing, line, measure, ratio

REPOSITORY = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
EQUAL = 150
# Memory in place of a disk, where there is such a place: the disks of shared machines stall for seconds.
SHELF = "/dev/shm" if Path("/dev/shm").is_dir() else None
MANY = (1_000, 10_000)


def main() -> None:
    """Print the ratios of a catalogue's runs, then time and memory of runs over many specs."""
    with tempfile.TemporaryDirectory(dir=SHELF) as directory:
        _catalogue(Path(directory))
    with tempfile.TemporaryDirectory(dir=SHELF) as directory:
        _peer(Path(directory))
    for size in MANY:
        with tempfile.TemporaryDirectory(dir=SHELF) as directory:
            _many(Path(directory), size)


def _catalogue(place: Path) -> None:
    shutil.copytree(REPOSITORY / "specs", place / "specs")
    number = sum(1 for _ in (place / "specs").glob("*.yaml")) - 1
    timings = measure(
        [
            Command("pass", [sys.executable, "-c", "pass"]),
            Command("cold", _ocgen("generate", "-q"), place, lambda: _clear(place)),
            Command("unchanged", _ocgen("generate", "-q"), place),
            Command("check", _ocgen("check"), place),
            Command("one changed", _ocgen("generate", "-q"), place, _changes(place / "specs" / "sftp.yaml")),
        ],
        rounds=5,
    )
    print(line(f"{number} connectors, cold / python -c pass", ratio(timings, "cold", "pass"), 32))
    print(line("unchanged generate / python -c pass", ratio(timings, "unchanged", "pass"), 6.5))
    print(line("unchanged check / python -c pass", ratio(timings, "check", "pass"), 6.5))
    print(line("one changed / cold", ratio(timings, "one changed", "cold"), 0.55))


def _peer(place: Path) -> None:
    """Measure both on the same connectors; the peer reads all of them from one OpenAPI document."""
    schemas = _multiply(place / "specs", EQUAL)
    (place / "api.json").write_text(json.dumps(_openapi(schemas)), encoding="utf-8")
    (place / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    peer = [str(BIN / "openapi-python-client"), "generate", "--path", "api.json", "--config", "config.yaml",
            "--output-path", "client", "--overwrite"]  # fmt: skip
    commands = [
        Command("ocgen", _ocgen("generate", "-q"), place, lambda: _clear(place)),
        Command("peer", peer, place, lambda: shutil.rmtree(place / "client", ignore_errors=True)),
    ]
    timings = measure(commands, rounds=5)
    name = f"{EQUAL} connectors: ours, all targets / openapi-python-client"
    print(line(name, ratio(timings, "ocgen", "peer"), 0.10))
    print(_cost(f"{EQUAL} connectors, openapi-python-client", timings["peer"], EQUAL))


def _many(place: Path, size: int) -> None:
    _multiply(place / "specs", size)
    cold = measure([Command("cold", _ocgen("generate", "-q"), place, lambda: _clear(place))], rounds=1)
    print(_cost(f"{size} connectors, cold", cold["cold"], size))
    again = measure([Command("unchanged", _ocgen("generate", "-q"), place)], rounds=1)
    print(_cost(f"{size} connectors, unchanged", again["unchanged"], size))


def _cost(what: str, timing: Timing, number: int) -> str:
    each = 1000 * timing.median / number
    return f"{what:<58} {timing.median:6.2f} s  {each:5.1f} ms each  {timing.memory:5.0f} MiB peak"


def _ocgen(*arguments: str) -> list[str]:
    return [str(BIN / "ocgen"), *arguments]


def _clear(place: Path) -> None:
    shutil.rmtree(place / "generated", ignore_errors=True)


def _changes(spec: Path) -> Callable[[], object]:
    """Return what changes a text of a spec, differently each time."""
    text = spec.read_text(encoding="utf-8")
    numbers = count(1)
    return lambda: spec.write_text(
        text.replace("description: ", f"description: ({next(numbers)}) ", 1), encoding="utf-8"
    )


def _multiply(specs: Path, size: int) -> list[str]:
    """Fill a directory with copies of our own specs under new keys; return the keys that they were copied from."""
    own = sorted(path for path in (REPOSITORY / "specs").glob("*.yaml") if path.stem != "platform")
    shutil.copytree(REPOSITORY / "specs", specs, ignore=lambda folder, names: [n for n in names if n in _names(own)])
    copied = []
    for number, path in islice(_around(own), size):
        text = path.read_text(encoding="utf-8")
        key = f"{path.stem}n{number}"
        (specs / f"{key}.yaml").write_text(text.replace(f"key: {path.stem}\n", f"key: {key}\n", 1), encoding="utf-8")
        copied.append(path.stem)
    return copied


def _names(paths: list[Path]) -> set[str]:
    return {path.name for path in paths}


def _around(paths: list[Path]) -> Iterator[tuple[int, Path]]:
    for number in count():
        for path in paths:
            yield number, path


def _openapi(keys: list[str]) -> Schema:
    """Return an OpenAPI document with the calls of as many connectors, made of the schemas that we emit."""
    paths: Schema = {}
    for number, key in enumerate(keys):
        folder = REPOSITORY / "generated" / "schemas" / key
        url = folder / "oauth-url-query.schema.json"
        if url.is_file():
            paths[f"/c{number}/oauth/url"] = {"get": _operation(f"c{number}Url", query=inlined(url))}
        request, response = (inlined(folder / f"instance-{part}.schema.json") for part in ("request", "response"))
        paths[f"/c{number}/instances"] = {"post": _operation(f"c{number}Create", body=request, answer=response)}
    return {"openapi": "3.1.0", "info": {"title": "Connectors", "version": "1"}, "paths": paths}


def _operation(
    name: str, *, query: Schema | None = None, body: Schema | None = None, answer: Schema | None = None
) -> Schema:
    operation: Schema = {"operationId": name, "responses": {"200": {"description": "OK"}}}
    if query:
        wanted = query.get("required", ())
        operation["parameters"] = [
            {"name": key, "in": "query", "required": key in wanted, "schema": _plain(part, f"{name}{number}")}
            for number, (key, part) in enumerate(query.get("properties", {}).items())
        ]
    if body:
        content = {"application/json": {"schema": _plain(body, f"{name}Request")}}
        operation["requestBody"] = {"required": True, "content": content}
    if answer:
        operation["responses"]["200"]["content"] = {"application/json": {"schema": _plain(answer, f"{name}Answer")}}
    return operation


def _plain(schema: Schema, title: str) -> Schema:
    """Leave out what the peer cannot read; titles must differ, since it names classes by them."""
    dropped = {"$schema", "$id", "$defs", "title", "examples", "if", "then", "allOf", "anyOf", "oneOf", "default"}
    kept = {key: value for key, value in schema.items() if key not in dropped}
    if not kept.get("type") and "properties" not in kept and (schema.get("anyOf") or schema.get("oneOf")):
        return _plain((schema.get("anyOf") or schema["oneOf"])[0], title)
    if kept.get("type") == "array":
        kept = {"items": {}, **kept}
    if "enum" in kept:  # texts alone: the peer takes no mixed ones
        kept = {**kept, "type": "string", "enum": [value for value in kept["enum"] if isinstance(value, str)]}
    if "properties" in kept:
        parts = kept["properties"].items()
        kept["properties"] = {key: _plain(part, f"{title}{number}") for number, (key, part) in enumerate(parts)}
    return {**kept, "title": title}
