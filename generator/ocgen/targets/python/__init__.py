"""The Python client: its validators, its connectors' modules, and the runtime that they share."""

from ocgen.targets.python.target import PythonTarget

__all__ = ["PythonTarget"]
