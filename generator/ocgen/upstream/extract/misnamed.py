"""Fields that a page's tables name otherwise than its requests do."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_FEW = 50  # with more unmatched names than that nothing can be told


def misnamed(
    shown: Sequence[str], told: Sequence[str], standard: Collection[str], everywhere: Collection[str] = ()
) -> dict[str, str]:
    """Return the names of the tables (``told``) that are wrong, each with the right one of the requests (``shown``).

    Wrong is a name that differs only in case, one that is the end of a field that no table has, and the unmatched
    names of both sides when they are as many. A standard name is wrong only when it is the one name left, and no field
    that each connector takes: no request has it, and one field of the requests has no table.
    """
    folded = {key.lower(): key for key in shown}
    wrong = {n: folded[n.lower()] for n in told if n not in shown and n not in standard and n.lower() in folded}
    taken = set(wrong.values())
    undocumented = [key for key in shown if key not in told and key not in taken and key not in standard]
    unmatched = [name for name in told if name not in shown and name not in wrong and name not in standard]
    if not unmatched:
        strays = [name for name in told if name in standard and name not in shown and name not in everywhere]
        return wrong | ({strays[0]: undocumented[0]} if len(strays) == len(undocumented) == 1 else {})
    if not undocumented or len(undocumented) > min(_FEW, len(unmatched)) or len(unmatched) > _FEW:
        return wrong
    for key in undocumented:
        end = next((name for name in unmatched if key.endswith(f".{name}") and name not in wrong), None)
        if end:
            wrong[end] = key
    rest = [key for key in undocumented if key not in wrong.values()]
    stems = {key.rpartition(".")[0] for key in shown if "." in key}
    left = [name for name in unmatched if name not in wrong and not name.startswith(tuple(f"{s}." for s in stems))]
    if len(rest) == len(left):
        wrong |= dict(zip(left, rest, strict=True))
    return wrong
