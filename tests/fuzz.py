"""`make fuzz`: N bodies a schema through the generated validator and `jsonschema`, on all cores.

    python -m tests.fuzz [N] [KEY...]

Prints a line a schema and exits with 1 at the first disagreement, with the body that shows it. Seeds are fixed, so that
a run can be repeated; another start is `FUZZ_SEED=...`.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.bodies import nearly_right
from tests.checkers import checkers
from tests.conftest import CONNECTORS


def fuzz(key: str, call: str, number: int) -> tuple[str, int]:
    """Return a line of the report, and how many bodies were valid; raises AssertionError on a disagreement."""
    connector = next(c for c in CONNECTORS if c.key == key)
    pair = next(each for each in checkers(connector) if each.call.name == call)
    random = Random(f"{os.environ.get('FUZZ_SEED', '')} {key} {call}")
    return f"{key} {call}", sum(pair.agree(nearly_right(random, pair.call)) for _ in range(number))


def main() -> int:
    """Fuzz all schemas, or those of the named connectors."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chosen = [c for c in CONNECTORS if c.key in sys.argv[2:]] or CONNECTORS
    jobs = [(c.key, each.call.name) for c in chosen for each in checkers(c)]
    started = time.monotonic()
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(fuzz, key, call, number) for key, call in jobs]
        for future in futures:
            try:
                what, valid = future.result()
            except AssertionError as disagreement:
                print(disagreement, file=sys.stderr)
                pool.shutdown(cancel_futures=True)
                return 1
            print(f"{what}: {number} bodies, {valid} valid, no disagreement", flush=True)
    print(f"{len(jobs)} schemas, {len(jobs) * number} bodies, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
