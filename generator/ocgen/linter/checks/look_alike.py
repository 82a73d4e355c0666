"""A name holds a letter or a sign that is taken for another one.

A Cyrillic "a" looks like the Latin one, a letter of double width like the plain one, and a word processor makes a dash
of a hyphen. Who types the name as it looks does not get it. Told are letters of several scripts in one word, words of
another script that could as well be Latin, and signs that stand in the place of typed ones.

How to fix it: type the name again on a keyboard of its own script. If the platform really has it so, `ocgen accept` the
finding.

    configuration:
      - key: "\\u0430cme.key"      # wrong: the first letter is CYRILLIC SMALL LETTER A
"""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.linter.context import Context
from ocgen.linter.spelling import names
from ocgen.text.confusables import code_point, look_alikes, shown

LEVEL: Level = "warning"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each name with such a character. What a user interface shows may hold any letters."""
    told = {finding.location for finding in context.loaded.findings}
    for tree in context.documents.values():
        for written in names(tree):
            if written.kind != "label" and written.location not in told and (odd := list(look_alikes(written.text))):
                char, twin = odd[0]
                private = written.kind == "constant"  # it may be a secret
                where = "the value" if private else shown(written.text, "".join(c for c, _ in odd))
                like = f'looks like "{twin}"' if twin else "is among letters of another script"
                message, remedy = f"in {where} {code_point(char)} {like}", "type the name again, in one script"
                yield Finding("look-alike", LEVEL, message, written.location, remedy, secret=private)
