"""How a sign-in is when the user holds tokens already: the method less its consent, with the fields for the tokens.

What such a request takes is the platform's to say (`own_tokens` of its file), for each type of sign-in; a method of a
connector changes parts of that or turns it off. A connector that has a method of its own for such requests needs none
made for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping as Dict, Sequence
from dataclasses import replace

from ocgen.model import Method, OwnTokens, Parameter, Requirement
from ocgen.spec.merge import name_of, overlay_item
from ocgen.spec.tree import Mapping, Node


def own_token_fields(fields: Sequence[Mapping], standard: Dict[str, Mapping]) -> list[Mapping]:
    """Return the fields of a request with own tokens: ``standard`` laid over ``fields``, the method's own, in order."""
    known = {name_of(field) for field in fields}
    laid = [_laid(field, standard.get(name_of(field))) for field in fields]
    return laid + [field for name, field in standard.items() if name not in known]


def own_token_method(
    method: Method, fields: Iterable[Parameter], offer: OwnTokens, said: Collection[str], description: str
) -> Method:
    """Return ``method`` for users who hold tokens already. ``said`` are the fields whose form the spec itself chose."""
    made = tuple(f if f.name in said else _without_consent(f, offer.not_needed) for f in fields)
    return Method(
        name=method.name,
        type=method.type,
        flow="none",
        description=description,
        deprecated=method.deprecated,
        configuration=made,
        request=(*method.request, *(c for c in offer.request if c not in method.request)),
        of_own_tokens=True,
        location=method.location,
    )


def without_twins(methods: Sequence[Method], offer: OwnTokens) -> Iterator[Method]:
    """Yield the methods, those without their ``own_tokens`` for which another method is such a request itself.

    Where several methods of one type are left, their constants still have to tell them apart.
    """
    several = {m.type for m in methods if sum(m.type == o.type and o.own_tokens is not None for o in methods) > 1}
    for method in methods:
        own = method.own_tokens
        if own and any(_is_such(other, method.type, offer) for other in methods):
            own = None
        elif own and method.type in several:
            told = {f.name: f for f in method.configuration if f.const is not None}
            own = replace(own, configuration=tuple(told.get(f.name, f) for f in own.configuration))
        yield replace(method, own_tokens=own)


def _is_such(method: Method, kind: str, offer: OwnTokens) -> bool:
    """Whether a method of a spec says that the user brings tokens, and takes tokens of this kind and of no other."""
    kinds = dict(offer.configuration)
    mine, tokens = kinds.get(kind, ()), {f.name for fields in kinds.values() for f in fields}
    taken = tokens.intersection(f.name for f in method.configuration)
    says = bool(offer.request) and set(offer.request) <= set(method.request)
    needed = [f for f in mine if f.required.always or f.required.unless]
    whole = all(f.name in taken or taken.intersection(f.required.unless) for f in needed)
    return says and whole and taken <= {f.name for f in mine}


def _laid(field: Mapping, over: Node | None) -> Mapping:
    """Return a connector's field with the requirement that the platform sets for requests with own tokens."""
    requirement = over.entry("required") if isinstance(over, Mapping) else None
    if requirement is None:
        return field
    changed = overlay_item(field, Mapping((requirement,), field.location))
    assert isinstance(changed, Mapping)
    return changed


def _without_consent(field: Parameter, not_needed: Collection[str]) -> Parameter:
    """Return a field as it is without a consent: no callback gives its value, and constants of methods are optional."""
    optional = field.name in not_needed or field.const is not None
    if field.value_from.startswith(("callback:", "token:")):
        field = replace(field, value_from="")
    return replace(field, required=Requirement()) if optional else field
