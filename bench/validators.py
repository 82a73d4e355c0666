"""The generated validators against other validators, on the same bodies in the same run; ratios of ours to theirs."""

from __future__ import annotations

import copy
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.peers import inlined, peers
from bench.processes import Command, line, measure, ratio

GENERATED = Path(__file__).parents[1] / "generated"
KEY = "infusionsoftmarketing"
GOALS = {
    ("fastjsonschema, first", "valid"): 0.28,
    ("pydantic TypedDict, all", "valid"): 0.65,
    ("msgspec, first", "valid"): 0.85,
    ("jsonschema-rs, all", "valid"): 1.25,
    **{("fastjsonschema, all", body): 0.25 for body in ("one missing", "two bad patterns", "seven errors")},
    **{("pydantic TypedDict, all", body): 0.70 for body in ("one missing", "two bad patterns", "seven errors")},
}


def bodies(valid: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a valid body, and that with one, two and seven errors."""
    missing, patterns, seven = (copy.deepcopy(valid) for _ in range(3))
    del missing["configuration"]["oauth.api.key"]
    for body in (patterns, seven):
        body["configuration"]["oauth.callback.url"] = "https;//mycoolapp.com"
        body["configuration"]["infusionsoft.server"] = "evil.com/?infusionsoft.com"
    for name in ("oauth.api.key", "oauth.api.secret"):
        del seven["configuration"][name]
    seven["configuration"]["event.vendor.type"] = "carrier pigeon"
    seven["configuration"]["quite.another"] = "x"
    seven["name"] = 7
    return {"valid": valid, "one missing": missing, "two bad patterns": patterns, "seven errors": seven}


def main() -> None:
    """Print the ratios of all peers and bodies, and what an import costs."""
    schema = inlined(GENERATED / "schemas" / KEY / "instance-request.schema.json")
    sys.path.insert(0, str(GENERATED / "python" / "src"))
    from openconnectors.validators.infusionsoftmarketing import validate_instance_request as ours

    # The peers know no `if`: they are given the schema of the form that these bodies have, by consent.
    others = peers(schema["else"])
    sent = bodies(schema["examples"][0])
    for name, check in others.items():
        deaf = [kind for kind, body in sent.items() if _refuses(check, body) == (kind == "valid")]
        if deaf:
            raise SystemExit(f"{name} is no peer: it is wrong about the bodies {', '.join(deaf)}")
    for kind, body in sent.items():
        for name, check in others.items():
            print(line(f"{kind}: ours / {name}", _ratio(ours, check, body), GOALS.get((name, kind))), flush=True)
    _imports()


def _refuses(check: Callable[[object], object], body: object) -> bool:
    """Whether a check finds something wrong: it returned an exception, some errors, or false."""
    said = check(body)
    return said is False or isinstance(said, Exception) or (isinstance(said, list) and bool(said))


def _ratio(ours: Callable[[object], object], theirs: Callable[[object], object], body: object) -> float:
    """Return the median of nine ratios, each of two runs side by side."""
    number = max(20, int(0.02 / max(_time(theirs, body, 20) / 20, 1e-7)))
    return statistics.median(_time(ours, body, number) / _time(theirs, body, number) for _ in range(9))


def _time(check: Callable[[object], object], body: object, number: int) -> float:
    gc.disable()
    started = time.perf_counter()
    for _ in range(number):
        check(body)
    took = time.perf_counter() - started
    gc.enable()
    return took


def _imports() -> None:
    path = str(GENERATED / "python" / "src")
    statement = f"import sys; sys.path.insert(0, {path!r}); import openconnectors.validators.{KEY}"
    timings = measure(
        [Command("pass", [sys.executable, "-c", "pass"]), Command("import", [sys.executable, "-c", statement])],
        rounds=15,
    )
    print(line("importing a validator / python -c pass", ratio(timings, "import", "pass"), 2.0))
