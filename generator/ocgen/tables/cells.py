"""A parameter as cells, one a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocgen.characters import spelled
from ocgen.model import Choice, Condition, Parameter, Requirement
from ocgen.paragraphs import sentences
from ocgen.phrases import N_, Phrases
from ocgen.tables.prose import linked
from ocgen.tables.rich import (
    Cell,
    Code,
    Inline,
    Line,
    Reference,
    Strong,
    Text,
    cell,
    filled,
    joined,
    prose,
    text,
)
from ocgen.tables.table import Column
from ocgen.targets.docs.rows import PageRow

PARAMETER_COLUMNS: tuple[Column, ...] = (
    Column("key", N_("Key")),
    Column("label", N_("Name")),
    Column("term", N_("Provider's term")),
    Column("required", N_("Required")),
    Column("type", N_("Type")),
    Column("secret", N_("Secret")),
    Column("default", N_("Default")),
    Column("accepted", N_("Accepted values")),
    Column("example", N_("Example")),
    Column("description", N_("Description")),
    Column("details", N_("Description")),
    Column("where-to-find", N_("Where to find it")),
    Column("method", N_("Method")),
    Column("group", N_("Group")),
    Column("documentation", N_("Documentation")),
)
PARAMETER_DEFAULT = ("key", "required", "type", "secret", "details")


def yes_no(value: bool, phrases: Phrases) -> Cell:
    """Return the cell of a yes or no."""
    return text(phrases.gettext("yes") if value else phrases.gettext("no"))


@dataclass(frozen=True, slots=True)
class ParameterCells:
    """Makes the cells of parameters; ``anchors`` are the ids of the fields that the same table shows, by key."""

    phrases: Phrases
    provider: str
    anchors: Mapping[str, str]

    def of(self, row: PageRow, requirement: Requirement) -> dict[str, Cell]:
        """Return the cells of a parameter, by the ids of their columns."""
        p = row.parameter
        return {
            "key": cell(Code(p.name)),
            "label": text(p.label or p.name),
            "term": text(p.term),
            "required": self._required(requirement),
            "type": text("JSON" if p.type == "json" else p.type),
            "secret": yes_no(p.secret, self.phrases),
            "default": () if p.default is None else (self._value(p.default),),
            "accepted": self._accepted(p),
            "example": () if p.example is None or p.secret else (self._value(p.example),),
            "description": self._description(p),
            "details": tuple(self._details(row)),
            "where-to-find": tuple(map(linked, sentences(p.where_to_find))),
        }

    def _field(self, key: str) -> Inline:
        return Reference(key, self.anchors[key]) if key in self.anchors else Code(key)

    def _value(self, value: str) -> Line:
        return (Code(spelled(value)) if value else Text(self.phrases.gettext("empty")),)

    def _required(self, requirement: Requirement) -> Cell:
        _ = self.phrases.gettext
        if not requirement.conditional:
            return yes_no(requirement.always, self.phrases)
        conditions = [self._condition(c) for c in requirement.when]
        said: list[Line] = []
        if conditions:
            said.append(filled(_("when %(conditions)s"), conditions=joined(conditions, _(" and "))))
        if requirement.unless:
            others = joined([(self._field(name),) for name in requirement.unless], _(" or "))
            said.append(filled(_("unless %(fields)s is given"), fields=others))
        if requirement.methods:
            methods = _(" or ").join(requirement.methods)
            said.append((Text(_("when signing in by %(methods)s", methods=methods)),))
        if requirement.note:
            said.append((Text(requirement.note),))
        return cell(*joined(said, ", "))

    def _condition(self, condition: Condition) -> Line:
        values = joined(map(self._value, condition.values), self.phrases.gettext(" or "))
        return filled(
            self.phrases.gettext("%(field)s is %(values)s"), field=(self._field(condition.field),), values=values
        )

    def _accepted(self, p: Parameter) -> Cell:
        if p.const is not None:
            return (self._value(p.const),)
        if p.enum:
            return tuple(
                (*self._value(choice.value), *((Text(f": {choice.description}"),) if choice.description else ()))
                for choice in p.enum
            )
        if p.accepts:
            return text(p.accepts)
        return cell(Code(p.pattern))

    def _description(self, p: Parameter) -> Cell:
        said = prose(p.description)
        if not p.deprecated:
            return said
        warning = (Strong(self.phrases.gettext("Deprecated.")), Text(" "))
        reason = prose(p.deprecated)
        first = ((*warning, *reason[0]), *reason[1:])
        return (joined((*first, *said), " "),) if len(first) == 1 and len(said) <= 1 else (*first, *said)

    def _details(self, row: PageRow) -> Iterator[Line]:
        """Yield what it is, where it comes from, what it may be and where to find it, a line each."""
        _ = self.phrases.gettext
        p = row.parameter
        said, more = self._description(p), [line for line in (self._source(row), self._term(p)) if line]
        if len(said) > 1:
            yield from said
        else:
            more = [*said, *more]
        if more:
            yield joined(more, " ")
        if p.const is not None:
            yield filled(_("Always %(value)s."), value=self._value(p.const))
        elif p.enum:
            yield filled(_("Accepted: %(values)s."), values=joined(map(self._choice, p.enum), ", "))
        elif p.accepts:
            yield filled(_("Must be %(accepts)s"), accepts=(Text(" ".join(sentences(p.accepts))),))
        elif p.pattern:
            yield filled(_("Must match %(pattern)s."), pattern=(Code(p.pattern),))
        if p.default is not None:
            yield filled(_("Left out, it is %(value)s."), value=self._value(p.default))
        if row.example:
            yield filled(_("Example: %(example)s."), example=(Code(spelled(row.example)),))
        if p.where_to_find and not row.source:
            first, *lines = map(linked, sentences(p.where_to_find))
            yield (Text(f"{_('Where to find it:')} "), *first)
            yield from lines
        if p.renamed_from:
            yield filled(_("Its earlier name was %(name)s."), name=(Code(p.renamed_from),))

    def _term(self, p: Parameter) -> Line:
        if not p.term:
            return ()
        phrase = self.phrases.gettext("%(provider)s calls it %(term)s")
        return (*filled(phrase, provider=(Text(self.provider),), term=(Strong(p.term),)), Text("."))

    def _source(self, row: PageRow) -> Line:
        _ = self.phrases.gettext
        source = row.source
        if source is None:
            return ()
        if source.kind == "configuration":
            return filled(_("The same value goes into the field %(field)s."), field=(self._field(source.name),))
        if source.kind == "callback":
            return filled(_("Take it from %(parameter)s in the callback."), parameter=(Code(source.name),))
        return filled(_("Take it from %(member)s in the answer of the oauth/token call."), member=(Code(source.name),))

    def _choice(self, choice: Choice) -> Line:
        meaning = choice.description.strip().removesuffix(".")
        return (*self._value(choice.value), *((Text(f" ({meaning})"),) if meaning else ()))
