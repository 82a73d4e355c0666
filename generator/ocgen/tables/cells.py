"""A parameter as cells, one a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ocgen.model import Choice, Parameter, bounds_of
from ocgen.tables.columns import cell_maker
from ocgen.tables.prose import linked
from ocgen.tables.rich import (
    Cell,
    Code,
    Emphasis,
    Inline,
    Line,
    Reference,
    Strong,
    Text,
    cell,
    filled,
    followed,
    joined,
    prose,
    stopped,
    text,
)
from ocgen.tables.rows import PageReference, PageRow, When
from ocgen.tables.table import Column
from ocgen.tables.values import accepted, always, sent, yes_no
from ocgen.text.characters import spelled
from ocgen.text.paragraphs import sentences
from ocgen.text.phrases import N_, Phrases

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


@dataclass(frozen=True, slots=True)
class ParameterCells:
    """Makes the cells of parameters, for tables and for pages.

    ``refer`` returns how the output names a parameter that it describes elsewhere: a `Reference` where it can lead
    there. ``numbered_steps`` says whether readers know the calls of a sign-in by the numbers of their steps.
    """

    phrases: Phrases
    provider: str
    refer: Callable[[PageReference], Inline]
    numbered_steps: bool = False

    def cell(self, row: PageRow, column: str) -> Cell:
        """Return one cell of a parameter, by the id of its column or ``called``; raises ValueError for another id."""
        return cell_maker(_CELLS, column)(self, row)

    def of(self, row: PageRow) -> dict[str, Cell]:
        """Return the cells of a parameter, by the ids of their columns, and ``called``."""
        return {column: make(self, row) for column, make in _CELLS.items()}

    def required(self, row: PageRow) -> Cell:
        """Return whether the value is required, or what that depends on."""
        _ = self.phrases.gettext
        requirement = row.parameter.required
        if not requirement.conditional:
            return yes_no(requirement.always, self.phrases)
        said: list[Line] = []
        if row.unless:
            others = joined([(self.refer(field),) for field in row.unless], _(" or "))
            said.append(filled(_("unless %(fields)s is given"), fields=others))
        if row.when:
            conditions = joined(map(self._condition, row.when), _(" and "))
            said.append(filled(_("when %(conditions)s"), conditions=conditions))
        if requirement.methods:
            methods = _(" or ").join(requirement.methods)
            said.append((Text(_("when signing in by %(methods)s", methods=methods)),))
        if requirement.note:
            said.append((Text(requirement.note),))
        return cell(*joined(said, ", "))

    def accepted(self, row: PageRow) -> Cell:
        """Return which values are taken, a line each: in the reader's words, by name, by pattern, by length."""
        p = row.parameter
        if p.const is not None:
            return self.value(p.const)
        bounds = tuple((Text(said),) for said in self._bounds(p))
        if p.enum or p.accepts:
            return (*text(p.accepts), *map(self._choice_line, p.enum), *bounds)
        return (*cell(Code(p.pattern)), *bounds) if p.pattern else bounds

    def description(self, row: PageRow) -> Cell:
        """Return what the value is, and before it why it should not be used any more."""
        p = row.parameter
        said = prose(p.description)
        if not p.deprecated:
            return said
        reason = prose(p.deprecated)
        warning: Line = (Strong(self.phrases.gettext("Deprecated.")), Text(" "), *reason[0])
        return followed((warning, *reason[1:]), said, apart=len(reason) > 1)

    def details(self, row: PageRow) -> Cell:
        """Return what the value is, where it comes from, what it may be and where to find it.

        A page that tells all that in another of its tables has a link to it instead.
        """
        if row.told is not None and isinstance(link := self.refer(row.told), Reference):
            return (filled(self.phrases.gettext("Same as %(link)s."), link=(link,)),)
        return (*self.meaning(row), *self.values(row), *self.origin(row))

    def meaning(self, row: PageRow) -> Cell:
        """Return what the value is, where it comes from and what the provider calls it."""
        said, apart = self.description(row), len(prose(row.parameter.description)) > 1
        called = tuple(map(stopped, self.called(row)))
        for more in (self._source(row), called):
            said = followed(said, more, apart=apart)
        return said

    def called(self, row: PageRow) -> Cell:
        """Return what the provider calls the value, where that is another word than its label."""
        if not row.term:
            return ()
        phrase = self.phrases.gettext("%(provider)s calls it %(term)s")
        return (filled(phrase, provider=(Text(self.provider),), term=(Strong(row.term),)),)

    def value(self, value: str | None) -> Cell:
        """Return a value that is sent; the empty one is told in words."""
        return () if value is None else (sent(value, self.phrases),)

    def _condition(self, condition: When) -> Line:
        _ = self.phrases.gettext
        values = joined((sent(value, self.phrases) for value in condition.values), _(" or "))
        return filled(_("%(field)s is %(values)s"), field=(self.refer(condition.field),), values=values)

    def _source(self, row: PageRow) -> Cell:
        _ = self.phrases.gettext
        source = row.source
        if source is None:
            return ()
        field: Line = (Code(source.name),)
        if source.kind == "configuration":
            link = self.refer(source)
            if isinstance(link, Code):
                return (filled(_("The same value goes into the field %(field)s."), field=field),)
            # The key stands before it, and need not be there a second time where the row is not shown.
            named = replace(link, key="") if isinstance(link, Reference) else link
            return (filled(_("The same value goes into the field %(field)s (%(link)s)."), field=field, link=(named,)),)
        if source.kind == "callback":
            return (filled(_("Take it from %(parameter)s in the callback."), parameter=(self.refer(source),)),)
        by_number = _("Take it from %(member)s in the response of step 1.")
        by_name = _("Take it from %(member)s in the response of the oauth/token call.")
        return (filled(by_number if self.numbered_steps else by_name, member=field),)

    def _bounds(self, parameter: Parameter) -> Iterator[str]:
        for bound in bounds_of(parameter):
            yield self.phrases.ngettext(*bound.limit.words, bound.number)

    def values(self, row: PageRow) -> Iterator[Line]:
        """Yield what the value may be, in sentences, what it is when left out, and an example."""
        _ = self.phrases.gettext
        p = row.parameter
        if p.const is not None:
            yield always(p.const, self.phrases)
        if p.accepts:
            first, *lines = prose(p.accepts)
            yield filled(_("Must be %(accepts)s"), accepts=first)
            yield from lines
        elif p.pattern and not p.enum:
            yield filled(_("Must match %(pattern)s."), pattern=(Code(p.pattern),))
        yield from ((Text(f"{said}."),) for said in self._bounds(p))
        if p.enum:
            yield accepted(map(self._choice, p.enum), self.phrases)
        if p.default is not None:
            yield filled(_("Default: %(value)s."), value=sent(p.default, self.phrases))
        if row.example:
            yield filled(_("Example: %(example)s."), example=(Code(spelled(row.example)),))

    def origin(self, row: PageRow) -> Iterator[Line]:
        """Yield where to find the value, and its earlier name."""
        _ = self.phrases.gettext
        p = row.parameter
        if p.where_to_find and not row.source:
            first, *lines = map(linked, sentences(p.where_to_find))
            yield (Emphasis(_("Where to find it:")), Text(" "), *first)
            yield from lines
        if p.renamed_from:
            yield filled(_("Its earlier name was %(name)s."), name=(Code(p.renamed_from),))

    def _choice(self, choice: Choice) -> Line:
        meaning = choice.description.strip().removesuffix(".")
        return (*sent(choice.value, self.phrases), *((Text(f" ({meaning})"),) if meaning else ()))

    def _choice_line(self, choice: Choice) -> Line:
        return (*sent(choice.value, self.phrases), *((Text(f": {choice.description}"),) if choice.description else ()))


_CELLS: Mapping[str, Callable[[ParameterCells, PageRow], Cell]] = {
    "key": lambda _, row: cell(Code(row.parameter.name)),
    "label": lambda _, row: text(row.parameter.label or row.parameter.name),
    "term": lambda _, row: text(row.parameter.term),
    "called": ParameterCells.called,
    "required": ParameterCells.required,
    "type": lambda _, row: text("JSON" if row.parameter.type == "json" else row.parameter.type),
    "secret": lambda cells, row: yes_no(row.parameter.secret, cells.phrases),
    "default": lambda cells, row: cells.value(row.parameter.default),
    "accepted": ParameterCells.accepted,
    "example": lambda cells, row: cells.value(None if row.parameter.secret else row.parameter.example),
    "description": ParameterCells.description,
    "details": ParameterCells.details,
    "where-to-find": lambda _, row: tuple(map(linked, sentences(row.parameter.where_to_find))),
}
