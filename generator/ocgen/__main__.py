"""`python -m ocgen`."""

from ocgen.cli import main

if __name__ == "__main__":
    main()
