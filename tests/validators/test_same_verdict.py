"""The generated validators and `jsonschema` on the generated schemas say the same of every body."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from tests.amount import examples
from tests.bodies import nearly_right
from tests.checkers import Checkers, checkers
from tests.conftest import CONNECTORS
from tests.representatives import representatives

ALL = [each for connector in CONNECTORS for each in checkers(connector)]
VARIOUS = [each for connector in representatives(CONNECTORS) for each in checkers(connector)]
NAMES = [f"{each.key}-{each.call.name}" for each in VARIOUS]


@pytest.mark.parametrize("pair", VARIOUS, ids=NAMES)
def test_bodies_that_are_nearly_right(pair: Checkers) -> None:
    """A seed of its own for each schema, so that a failure comes again."""
    random = Random(f"{pair.key} {pair.call.name}")
    verdicts = [pair.agree(nearly_right(random, pair.call)) for _ in range(20 if pair.call.like else 60)]
    assert 0 < sum(verdicts) < len(verdicts), "the bodies teach nothing: they are all right or all wrong"


@given(pair=st.sampled_from(ALL), random=st.randoms(use_true_random=False))
@settings(max_examples=examples(300))
def test_any_seed(pair: Checkers, random: Random) -> None:
    pair.agree(nearly_right(random, pair.call))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(pair=st.sampled_from(ALL), body=_json)
def test_any_json(pair: Checkers, body: object) -> None:
    pair.agree(body)
