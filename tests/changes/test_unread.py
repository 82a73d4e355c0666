"""A page whose requests cannot be read is told, and never passes for one that agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.changes.conftest import PAGE
from tests.conftest import Ocgen
from tests.upstream.styles import STYLES

_BODY = re.compile(r"```json\n.*?```\n", re.DOTALL)
_CALLS = re.compile(r"```bash\n.*?```\n|\| Query.*?\n\n", re.DOTALL)
LOST: dict[str, Callable[[str], str]] = {
    "a picture": lambda page: _BODY.sub("![The request](request.png)\n", page),
    "an empty block": lambda page: _BODY.sub("```json\n```\n", page),
    "dots": lambda page: _BODY.sub("```json\n{ ... }\n```\n", page),
    "no table": lambda page: _BODY.sub("", page).split("| Parameter |")[0],
    "a table alone": lambda page: _BODY.sub("", page).replace("POST /instances\n", ""),
}


@pytest.mark.parametrize("style", [str, *STYLES.values()], ids=["markdown", *STYLES])
@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_no_request_is_a_finding(
    project: Path, ocgen: Ocgen, lose: Callable[[str], str], style: Callable[[str], str]
) -> None:
    page = style(lose(PAGE))
    (project / "page.md").write_text(page, encoding="utf-8")
    shown = ocgen("drift", "acme", "--page", "page.md", "--format", "json")
    (finding,) = (f for f in json.loads(shown.out)["findings"] if f["rule"] == "upstream-no-request")
    assert (shown.code, finding["level"], "no drift" in shown.err) == (1, "error", False)
    place = page.split("\n")[finding["line"] - 1]
    assert "/instances" in place or "oauth.callback.url" in page.split("\n", finding["line"] - 1)[-1]


@pytest.mark.parametrize("style", [str, *STYLES.values()], ids=["markdown", *STYLES])
def test_no_spec_is_made_without_a_way_to_sign_in(project: Path, ocgen: Ocgen, style: Callable[[str], str]) -> None:
    (project / "page").write_text(style(_CALLS.sub("", LOST["a picture"](PAGE))), encoding="utf-8")
    made = ocgen("import", "page", "-o", "draft.yaml")
    assert (made.code, made.out, (project / "draft.yaml").exists()) == (2, "", False)
    assert "upstream-no-request" in made.err
    told = ocgen("import", "page", "--format", "json")
    assert (told.code, len(json.loads(told.out)["configuration"])) == (1, 4)


def test_what_a_draft_lacks_is_told(project: Path, ocgen: Ocgen) -> None:
    (project / "page").write_text(LOST["a picture"](PAGE), encoding="utf-8")
    made = ocgen("import", "page", "-o", "draft.yaml")
    assert (made.code, (project / "draft.yaml").exists()) == (1, True)
    assert "upstream-no-request" in made.err


def test_html_without_its_extra_is_told(project: Path, ocgen: Ocgen, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in list(sys.modules):
        if name.partition(".")[0] == "lxml" or name in {
            f"ocgen.upstream.sources.{part}" for part in ("html", "markup", "grid")
        }:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lxml", None)
    (project / "page.html").write_text(STYLES["plain"](PAGE), encoding="utf-8")
    shown = ocgen("drift", "--page", "page.html")
    assert shown.code == 2
    assert "a help page in HTML needs the package lxml" in shown.err
    assert "pip install 'ocgen[upstream]'" in shown.err


OLD = """\
# Authenticate with Acme CRM

```json
{"element": {"key": "acme"}, "configuration": {"username": "<U>", "password": "<P>"}}
```

| Parameter | Description | Data Type |
| --- | --- | --- |
| `username` | Name. | string |
| `password` | Word. | string |
"""
SECOND = """
```json
{"element": {"key": "acme"}, "providerData": {"code": "<C>"},
 "configuration": {"authentication.type": "oauth2", "oauth.api.key": "<K>"}}
```

| Parameter | Description | Data Type |
| --- | --- | --- |
| `oauth.api.key` | Key. | string |
"""
SELECTOR = "| Sign-in<br>`authentication.type` | {} | string |\n| `username`"
OFFERS = {
    "in its row": (SELECTOR.format("The way. Default: `basic`."), "", False),
    "among its values": (SELECTOR.format("One of `basic` (default) or `oauth2`."), "", False),
    "by a step": (SELECTOR.format("The way."), "1. In **Sign-in**, select one. The default is `basic`.\n", False),
    "not at all": (SELECTOR.format("The way."), "1. In **Sign-in**, select one.\n", True),
}


@pytest.mark.parametrize(("row", "step", "breaks"), OFFERS.values(), ids=OFFERS)
def test_a_second_way_to_sign_in_breaks_nobody_whose_way_stays_the_default(
    project: Path, ocgen: Ocgen, row: str, step: str, breaks: bool
) -> None:
    new = OLD.replace('{"username', '{"authentication.type": "basic", "username').replace("| `username`", row)
    new = new.replace("CRM\n", f"CRM\n\n{step}", 1) + SECOND
    (project / "old.md").write_text(OLD, encoding="utf-8")
    (project / "new.md").write_text(new, encoding="utf-8")
    told = json.loads(ocgen("diff", "old.md", "new.md", "--format", "json").out)["changes"]
    assert {c["key"] for c in told if c["kind"] == "method-added"} == {"oauth2"}
    assert any(c["breaking"] for c in told) == breaks
