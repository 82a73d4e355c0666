"""`make bench`: every benchmark, or those named: `python -m bench startup validators`."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = ("startup", "validators", "generation", "hub_calls")


def main() -> None:
    """Run the benchmarks that the command line names, all of them by default."""
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
