"""Which specs a block is made from, and a short digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from ocgen.documents.block import Block
from ocgen.files.reading import LARGE, read_file, with_lf
from ocgen.tables.build import Catalogue, keys_of, known_key

_SHORT = 8


def needed(block: Block, known: Collection[str], others: Collection[str] = ()) -> tuple[str, ...]:
    """Return the keys of the connectors that a block needs; raises TableError for a key that is not known.

    Tables may be of ``others`` too; pages may not, since what they link to is not generated.
    """
    if block.is_page:
        return (known_key(block.key, known, others),)
    return keys_of(block.key, block.section, known, others)


def spec_digest(block: Block, catalogue: Catalogue) -> str:
    """Return a digest of the spec files that a block is made from; empty when they cannot be read again."""
    files = dict.fromkeys([catalogue.platform.location.path])
    for key in needed(block, catalogue.listed, catalogue.connectors):
        files |= dict.fromkeys(catalogue.connectors[key].files)
    whole = hashlib.sha256()
    try:
        for file in files:
            whole.update(hashlib.sha256(with_lf(read_file(file, LARGE))).digest())
    except OSError:
        return ""
    return whole.hexdigest()[:_SHORT]
