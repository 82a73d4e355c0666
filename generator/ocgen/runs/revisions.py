"""Specs of a git revision as files: they are loaded from a directory, which lives as long as the loading."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocgen.git.tree import Tree
from ocgen.spec.files import PARTS, PLATFORM_FILE

BESIDE = (PLATFORM_FILE, *PARTS)  # what a spec is made from beside itself


@contextmanager
def laid_out(tree: Tree) -> Iterator[Path]:
    """Give a directory that holds the files of a tree, each at its path."""
    with tempfile.TemporaryDirectory(prefix="ocgen-") as name:
        root = Path(name).resolve()
        for path, content in tree.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield root
