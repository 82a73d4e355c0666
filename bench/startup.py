"""Start-up: `ocgen --version` against a click hello-world."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.processes import Command, line, measure, ratio

HELLO = """\
import click


@click.command()
@click.version_option("1.0", prog_name="hello")
def hello() -> None:
    click.echo("hello")


hello()
"""


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as directory:
        hello = Path(directory) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        timings = measure(
            [
                Command("pass", [sys.executable, "-c", "pass"]),
                Command("hello", [sys.executable, str(hello), "--version"]),
                Command("ocgen", [str(Path(sys.executable).parent / "ocgen"), "--version"]),
            ],
            rounds=15,
        )
    print(line("ocgen --version / click hello-world --version", ratio(timings, "ocgen", "hello"), 1.2))
    print(line("ocgen --version / python -c pass", ratio(timings, "ocgen", "pass")))
