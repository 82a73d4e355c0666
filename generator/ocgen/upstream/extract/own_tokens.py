"""Parts of a page on tokens that users hold already: the platform takes them for each connector, so none is told by it.

Such a part shows a request that says so, with nothing else that the page's other requests lack. A connector that wants
more with such tokens has a way to sign in of its own, and its part stays.
"""

from __future__ import annotations

from ocgen.upstream.extract.bodies import RequestBody
from ocgen.upstream.extract.page import Page
from ocgen.upstream.sources.document import Heading, SourceDocument


def without_own_tokens(page: Page) -> Page:
    """Return the page without those parts; the same page where it has none."""
    asks = [body for body in page.requests if _says_so(page, body)]
    others = {m.key for body in page.requests if body not in asks for m in body.configuration}
    known = others | page.words.own_tokens
    left_out: set[int] = set()
    for body in asks:
        if others and {m.key for m in body.configuration} <= known:
            left_out.update(_part(page.document, body.block))
    if not left_out:
        return page
    kept = tuple(block for number, block in enumerate(page.document.blocks) if number not in left_out)
    return Page(page.path, SourceDocument(kept), page.words)


def _says_so(page: Page, body: RequestBody) -> bool:
    constants = page.words.own_tokens_request
    return bool(constants) and all(body.value.text(name) == value for name, value in constants)


def _part(document: SourceDocument, block: int) -> range:
    """Return the blocks from the heading above a block to the next one."""
    headings = [number for number, one in enumerate(document.blocks) if isinstance(one, Heading)]
    begin = max((number for number in headings if number <= block), default=0)
    return range(begin, min((number for number in headings if number > block), default=len(document.blocks)))
