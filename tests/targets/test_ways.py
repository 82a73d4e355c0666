"""The classes of ways to sign in: their names stay however many ways there are, and one name stands for all."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.client import samples
from tests.conftest import REPOSITORY, Ocgen
from tests.modules import executed

RICH = (REPOSITORY / "tests/lint/rich.yaml").read_text(encoding="utf-8")
OAUTH2 = RICH[RICH.index("  oauth2:\n") : RICH.index("  oauth1:\n")]
ALL = RICH[RICH.index("  oauth2:\n") : RICH.index("configuration:\n  - key: acme.server")]
APP = {**samples.APP, "acme_server": "a.b"}


def made(ocgen: Ocgen, place: Path, ways: str) -> ModuleType:
    """Return the connector's module when it has these ways to sign in."""
    (place / "specs").mkdir(exist_ok=True)
    (place / "specs" / "rich.yaml").write_text(RICH.replace(ALL, ways), encoding="utf-8")
    assert ocgen("generate", "-q", "--target", "python").code == 0
    path = place / "generated/python/src/openconnectors/connectors/rich.py"
    return executed(path.read_text(encoding="utf-8"), "openconnectors.connectors", str(path))


def test_names_stay_when_ways_are_added(ocgen: Ocgen, tmp_path: Path) -> None:
    alone, several = (made(ocgen, tmp_path, ways) for ways in (OAUTH2, ALL))
    assert {"Configuration", "UrlQuery", "OwnTokensConfiguration", "AnyConfiguration"} <= {*alone.__all__}
    assert {*alone.__all__} < {*several.__all__}
    for name in ("Configuration", "OwnTokensConfiguration"):
        assert getattr(alone, name).METHOD.name == getattr(several, name).METHOD.name == "oauth2"
    assert {"OAuth1Configuration", "BasicConfiguration"} <= {*several.__all__}


def test_an_alias_pins_names_whatever_the_order(ocgen: Ocgen, tmp_path: Path) -> None:
    # a way that is put in front leaves the plain names to the one that had them
    first = "  partner: {type: apiKey, alias: partner-key}\n"
    with pytest.raises(AssertionError):
        made(ocgen, tmp_path, first + OAUTH2)  # it is no name
    module = made(ocgen, tmp_path, first.replace("partner-key", "partnerKey") + OAUTH2)
    assert module.PartnerKeyConfiguration.METHOD.name == "partner"
    assert module.Configuration.METHOD.name == "oauth2"
    # one that gets another name on the wire keeps that of its classes
    renamed = ALL.replace("  oauth1:\n", "  legacy:\n    type: oauth1\n    alias: oauth1\n")
    assert made(ocgen, tmp_path, renamed).OAuth1Configuration.METHOD.name == "legacy"


def test_one_name_stands_for_all_ways_and_makes_none(ocgen: Ocgen, tmp_path: Path) -> None:
    module = made(ocgen, tmp_path, ALL)
    configuration = module.Configuration(**APP)
    assert isinstance(configuration, module.AnyConfiguration)
    assert isinstance(module.BasicConfiguration(username="x", acme_server="a.b"), module.AnyConfiguration)
    tokens = {name: value for name, value in APP.items() if name != "oauth_callback_url"}
    assert not isinstance(module.OwnTokensConfiguration(**tokens), module.AnyConfiguration)
    assert issubclass(module.OAuth1Configuration, module.AnyConfiguration)
    assert module.AnyConfiguration | None
    said = "stands for any way to sign in to rich; call Configuration (oauth2) or OAuth1Configuration (oauth1) or"
    with pytest.raises(TypeError, match=re.escape(said)):
        module.AnyConfiguration(**APP)


def test_the_only_way_can_be_meant_by_both_names(ocgen: Ocgen, tmp_path: Path) -> None:
    module = made(ocgen, tmp_path, OAUTH2)
    assert isinstance(module.Configuration(**APP), module.AnyConfiguration)
    with pytest.raises(TypeError, match=r"call Configuration \(oauth2\)"):
        module.AnyConfiguration(**APP)


def test_a_way_without_a_field_of_its_own(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    bare = (REPOSITORY / "examples/acme/specs/acme.yaml").read_text(encoding="utf-8")
    bare = bare[: bare.index("configuration:")] + bare[bare.index("sources:") :]
    (tmp_path / "specs" / "acme.yaml").write_text(bare, encoding="utf-8")
    assert ocgen("generate", "-q", "--target", "python").code == 0
    source = (tmp_path / "generated/python/src/openconnectors/connectors/acme.py").read_text(encoding="utf-8")
    assert "*,\n            **common" not in source
    ast.parse(source)


def docstrings(ocgen: Ocgen, place: Path, name: str) -> dict[str, str]:
    """Return what the docstrings of a class say of its attributes, on one line each."""
    made(ocgen, place, ALL)
    source = (place / "generated/python/src/openconnectors/connectors/rich.py").read_text(encoding="utf-8")
    kind = next(n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef) and n.name == name)
    return {
        node.target.id: " ".join(after.value.value.split())
        for node, after in zip(kind.body, kind.body[1:], strict=False)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
    }  # fmt: skip


def test_docstrings_say_what_pages_say(ocgen: Ocgen, tmp_path: Path) -> None:
    said = docstrings(ocgen, tmp_path, "Configuration")
    assert said["acme_server"] == (
        "Host of the account. Acme calls it Host. "
        "Must be a host name such as files.example.com, without a scheme or path. "
        "Example: ``dt123.acme.example``. "
        "Needed when ``acme_kind`` is ``cloud``. Where to find it: In the address bar."
    )
    assert said["acme_kind"] == "Kind of the account. Accepted: ``cloud``, ``server``. Default: ``cloud``."
    asked = docstrings(ocgen, tmp_path, "UrlQuery")
    assert asked["prompt"].endswith(
        "Accepted: ``none``, ``login`` (Ask again). Where to find it: It is yours to choose."
    )
