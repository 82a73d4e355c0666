"""What a module of validators needs above its functions: patterns, their searches, names that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ocgen.model import TYPE_PATTERNS, Format, Platform
from ocgen.model.names import UniqueNames
from ocgen.patterns.python import python_pattern
from ocgen.targets.python.checks import CheckScope, SharedGroup, short_identifier
from ocgen.targets.python.literal import literal

TESTS = ("are_texts", "is_json", "is_number", "is_same", "is_whole", "with_member")

# Importing `typing` for it would cost more than all the rest.
TYPES = "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from {} import {}\n"

_PUBLIC = re.compile(r"(?:@\w+\n)?(?:def )?([A-Za-z]\w*)(?:\(| = )")


def public(blocks: Iterable[str]) -> list[str]:
    """Return the names that blocks define for others: functions and constants."""
    return [found[1] for block in blocks if (found := _PUBLIC.match(block))]


def format_names(platform: Platform) -> tuple[str, ...]:
    """Return the names of the constants that hold the patterns of formats and of numbers, and their reasons."""
    return (
        *(f.name.upper() for f in platform.formats),
        *map(reasons_name, platform.formats),
        *map(str.upper, TYPE_PATTERNS),
    )


def reasons_name(known: Format) -> str:
    """Return the name of the constant that holds why a format refuses a value."""
    return f"{known.name.upper()}_REASONS"


@dataclass
class ValidatorModule:
    """Collects what the parts of one module need above them; ``taken`` are names that it imports."""

    platform: Platform
    groups: tuple[SharedGroup, ...] = ()
    taken: set[str] = field(default_factory=set)
    compiled: bool = True  # whether patterns are compiled on import, for those who use the module will use them
    patterns: dict[str, str] = field(default_factory=dict)  # pattern -> name of its constant
    searches: dict[str, str] = field(default_factory=dict)  # name of a pattern's constant -> name of its search
    names: UniqueNames = field(init=False)

    def __post_init__(self) -> None:
        self.names = UniqueNames(set(self.taken))
        self.patterns |= {pattern: type_.upper() for type_, pattern in TYPE_PATTERNS.items()}
        self.patterns |= {f.pattern: f.name.upper() for f in self.platform.formats}

    def scope(self, table: str, variables: Mapping[str, str] | None = None) -> CheckScope:
        """Return what statements may call; ``table`` is the source of a call that returns their table."""
        taken = frozenset(self.taken)
        return CheckScope(self._pattern, self._search, self._reasons, self.groups, table, taken, variables or {})

    def definitions(self) -> Iterator[str]:
        """Return the constants, of whatever was asked for so far."""
        for pattern, name in self.patterns.items():
            if name.startswith("_"):
                yield f"{name} = {literal(python_pattern(pattern))}"
        for constant, search in self.searches.items():
            yield f"{search} = compiled({constant}).search"

    def _pattern(self, pattern: str, member: str) -> str:
        if pattern not in self.patterns:
            self.patterns[pattern] = self.names.unique(f"_{short_identifier(member)}_pattern")
        return self.patterns[pattern]

    def _reasons(self, pattern: str) -> str:
        return next((reasons_name(f) for f in self.platform.formats if f.pattern == pattern and f.reasons), "")

    def _search(self, pattern: str, member: str) -> str:
        constant = self._pattern(pattern, member)
        if not self.compiled:
            return f"search({constant}, x)"
        if constant not in self.searches:
            named = constant.lower().removeprefix("_").removesuffix("_pattern")
            self.searches[constant] = self.names.unique(f"_search_{named}")
        return f"{self.searches[constant]}(x)"
