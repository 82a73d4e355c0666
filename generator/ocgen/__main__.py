"""The command `ocgen`, and `python -m ocgen`."""

import io
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 could not run, 130 interrupted."""
    try:
        _prepare()
        from ocgen.runs.up_to_date import answer

        if said := answer(sys.argv[1:]):
            code = _tell(said)
        else:
            from ocgen.cli import run

            code = run()
    except KeyboardInterrupt:  # it can come while the modules are still being imported
        code = 130
    sys.exit(code)


def _prepare() -> None:
    """Make stdout and stderr write a character that their encoding lacks as an escape, in place of raising an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell(said: str) -> int:
    with suppress(OSError):  # a reader that has closed the pipe changes nothing of what was found
        if sys.stderr:
            sys.stderr.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    main()
