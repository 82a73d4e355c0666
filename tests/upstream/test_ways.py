"""Fields that only some ways to sign in have, on a page and in the lock of it."""

from __future__ import annotations

from ocgen.changes.compare import compare
from ocgen.facts.lock import lock_text, read_lock, silenced
from tests.upstream.conftest import Facts
from tests.upstream.pages import SEVERAL_WAYS


def test_a_way_requires_what_others_lack(facts: Facts) -> None:
    page = facts(SEVERAL_WAYS)
    partial = {f.name for f in page.configuration if (f.condition or "").startswith("when signing in by")}
    assert partial
    told = {field.name: field.required for method in page.methods for field in method.overrides}
    assert told == dict.fromkeys(partial, True)


def test_a_page_is_what_its_lock_says(facts: Facts) -> None:
    page = facts(SEVERAL_WAYS)
    locked = read_lock(lock_text({"page": page}).encode(), "x.lock.json", page.key)["page"]
    assert compare(locked, silenced(page)) == ()
