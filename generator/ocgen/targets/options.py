"""Options of targets: what a project can set in ``[tool.ocgen.targets.NAME]``, declared by the target itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ocgen.templates import Setting

OptionType: TypeAlias = Literal["text", "flag", "number", "names"]

_TYPES: Mapping[OptionType, str] = {
    "text": "a string",
    "flag": "true or false",
    "number": "a whole number",
    "names": "a list of strings",
}


def _any(value: Setting) -> str:
    return ""


class TargetOption(NamedTuple):
    """One option of a target.

    ``default`` is what holds where a project sets nothing, and ``default_words`` says it where it isn't one value.
    ``example`` is a value as it is written in TOML. ``fault`` returns what a value of the right type must be, to follow
    the words "NAME must be"; nothing for one that can be used.

    A tuple, so that a run that finds nothing to do need not wait for `dataclasses` to be imported.
    """

    name: str
    type: OptionType
    default: Setting
    description: str
    example: str
    default_words: str = ""
    fault: Callable[[Setting], str] = _any

    @property
    def kind(self) -> str:
        """What a value of it is, in words: a string, true or false."""
        return _TYPES[self.type]

    def read(self, value: object) -> Setting:
        """Return a value of TOML as an option's; raises TypeError, which says what it must be."""
        read = _typed(self.type, value)
        if read is None:
            raise TypeError(self.kind)
        if fault := self.fault(read):
            raise TypeError(fault)
        return read


def option_values(target: str, options: Sequence[TargetOption], settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """Return the value of each option by its name: that of ``settings`` (``TARGET.NAME``), or else its default.

    A target calls it with ``templates.settings``, by which it learns of what a project sets.
    """
    return {option.name: settings.get(f"{target}.{option.name}", option.default) for option in options}


def _typed(type_: OptionType, value: object) -> Setting | None:
    """Return a value of TOML that is of a type of options; None for any other."""
    if type_ == "flag":
        return value if isinstance(value, bool) else None
    if type_ == "number":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if type_ == "text":
        return value if isinstance(value, str) else None
    strings = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return tuple(value) if isinstance(value, list) and strings else None
