"""The rules, one a module. A new rule is a new module and its name here."""

from __future__ import annotations

from ocgen.lint.checks import (
    copied_description,
    duplicate_name,
    erratum_about,
    example_mismatch,
    file_name,
    identifier_collision,
    lost_line_break,
    missing_description,
    missing_example,
    missing_source,
    missing_translation,
    missing_where_to_find,
    pattern_backtracking,
    pattern_portability,
    real_credential,
    todo,
    unknown_reference,
    unmarked_secret,
    unused_erratum,
    unused_family,
)
from ocgen.lint.rule import RuleModule

CHECKED: tuple[RuleModule, ...] = (
    copied_description,
    duplicate_name,
    erratum_about,
    example_mismatch,
    file_name,
    identifier_collision,
    lost_line_break,
    missing_description,
    missing_example,
    missing_source,
    missing_translation,
    missing_where_to_find,
    pattern_backtracking,
    pattern_portability,
    real_credential,
    todo,
    unknown_reference,
    unmarked_secret,
    unused_erratum,
    unused_family,
)
