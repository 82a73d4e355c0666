"""What `ocgen new` does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ocgen.errors import SelectionError
from ocgen.files.reading import SMALL, read_text
from ocgen.files.resources import specs_directory
from ocgen.files.writing import write_new
from ocgen.findings.finding import Finding
from ocgen.model import SIGN_INS, AuthType
from ocgen.project.config import Config
from ocgen.project.connectors import spec_findings
from ocgen.project.project import open_project
from ocgen.runs.project import check_directories, read_config
from ocgen.spec.files import PLATFORM_FILE, connector_files, family_names, is_connector_key
from ocgen.spec.proposals import proposals_of
from ocgen.spec.schema import KINDS, schema_text
from ocgen.templates import Templates
from ocgen.text.suggest import did_you_mean

_NO_TEXT = frozenset({"true", "false", "null"})  # what YAML takes for something else when it stands without quotes


def new(
    key: str,
    type: AuthType = "oauth2",  # noqa: A002 (it is the name of the option, and of the spec's key)
    *,
    name: str | None = None,
    hub: str | None = None,
    provider: str | None = None,
    family: str | None = None,
    bundled: str | None = None,
    config: Config | None = None,
) -> Path:
    """Write the skeleton of a new connector's spec, and return where it is; what is not given is marked TODO.

    With ``family``, it holds only what differs from the family. With ``bundled``, the key of a bundled connector, it is
    a copy of that one's spec under the new key, and nothing else may be given. Raises ConfigError, and SelectionError
    for a key that is none or has a spec already, and for an unknown family or bundled connector.
    """
    config = config or read_config()
    check_directories(config)  # as the verbs do that come next: what was written would be of no use
    path = _place(key, config)
    if bundled is not None:
        text = _copied(bundled, key)
        _write_schemas(config.specs)
        write_new(path, text)
        return path
    if family is not None:
        _check_family(family, config.specs)
    context = {
        "key": key,
        "type": type,
        "kind": SIGN_INS[type],
        "name": name,
        "hub": hub,
        "provider": provider,
        "family": family,
    }
    text = Templates().render("new/connector.yaml.j2", {"quoted": _quoted}, context)
    _write_schemas(config.specs)
    write_new(path, text)
    return path


def notes_on(key: str, config: Config) -> tuple[Finding, ...]:
    """Return what is to be known of a spec that was just written: that it hides a bundled one, or is left out."""
    return tuple(spec_findings(open_project(config, (key,), catalogue=True)))


def _copied(bundled: str, key: str) -> str:
    """Return the spec of a bundled connector under another key; raises SelectionError when there is no such one."""
    known = connector_files([specs_directory()])
    if bundled not in known:
        hint = did_you_mean(bundled, known) or "`ocgen list --bundled` lists those that are"
        raise SelectionError(f'no connector named "{bundled}" is bundled; {hint}')
    return re.sub(r"(?m)^key: .*$", lambda _: f"key: {_quoted(key)}", read_text(known[bundled], SMALL), count=1)


def _place(key: str, config: Config) -> Path:
    """Return where the spec of a connector is to be; raises SelectionError when it cannot be there."""
    if f"{key}.yaml" == PLATFORM_FILE:
        raise SelectionError(f"{PLATFORM_FILE} describes the platform; a connector needs another key")
    if not is_connector_key(key):
        raise SelectionError(f'"{key}" is no connector key: up to 100 letters, digits, dots, dashes and underscores')
    path = config.specs / f"{key}.yaml"
    if path.exists():
        raise SelectionError(f"{path} exists; `ocgen new` overwrites nothing")
    return path


def _check_family(name: str, specs: Path) -> None:
    """Raise SelectionError when no such family is there or bundled."""
    known = family_names([specs, specs_directory()])
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}; a family is a file families/{name}.yaml"
        raise SelectionError(f'no family is named "{name}"; {hint}')


def _write_schemas(specs: Path) -> None:
    """Write the schemas that the modelines of specs point to, where they are not there."""
    (specs / "schema").mkdir(parents=True, exist_ok=True)
    schemas = {kind: specs / "schema" / f"{kind}.schema.json" for kind in KINDS}
    missing = [kind for kind in KINDS if not schemas[kind].exists()]
    proposals = proposals_of(specs) if missing else {}
    for kind in missing:
        write_new(schemas[kind], schema_text(kind, proposals))


def _quoted(text: str | None) -> str:
    """Return a text as a YAML scalar: plain where that is safe, else in double quotes, as JSON has them."""
    if text is None:
        return "TODO"
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9.]", text) and text.lower() not in _NO_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)
