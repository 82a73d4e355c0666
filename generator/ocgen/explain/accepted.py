"""What is said of `ocgen.accepted.yaml`."""

from __future__ import annotations

from ocgen.linter.rule import Rule

ACCEPTED: tuple[Rule, ...] = (
    Rule.page(
        "accepted-broad",
        "warning",
        """
        An acceptance is about more than one thing.

        An entry of ocgen.accepted.yaml without a fingerprint that names no connector, or nothing beside one, also
        accepts what nobody has looked at yet: the next breaking change passes unseen.

        How to fix it: name the fingerprint, or the connector together with a rule or a key.

            - rule: field-removed         # wrong: of every connector, for good
              reason: known
              expires: 2027-01-31

            - fingerprint: 2f1c4d5e6a7b8c9d   # right
              reason: acme.mode is gone upstream since March
              expires: 2027-01-31
        """,
    ),
    Rule.page(
        "accepted-conflict",
        "error",
        """
        A merge has left both sides in ocgen.accepted.yaml.

        Two branches have changed the file at the same place, and git has written its conflict markers into it. Until
        that is resolved, the entries of both sides count.

        How to fix it: `ocgen accept --resolve` keeps the entries of both sides, each with its comments, and takes the
        markers away. Entries go by their fingerprints, so that this seldom happens.
        """,
    ),
    Rule.page(
        "accepted-expired",
        "warning",
        """
        An acceptance has ended.

        The day that the entry of ocgen.accepted.yaml names has passed, so that it accepts nothing any more: what it
        was about counts again. An acceptance without an end would never be looked at again.

        How to fix it: remove the entry when the change is dealt with, or accept the change again with a later day.
        """,
    ),
    Rule.page(
        "accepted-expiring",
        "info",
        """
        An acceptance ends within two weeks.

        After the day that the entry of ocgen.accepted.yaml names, what it is about counts again, and a build that
        passes today fails then. This is the notice beforehand.

        How to fix it: deal with the change before that day, or accept it again with a later one.
        """,
    ),
    Rule.page(
        "accepted-invalid",
        "error",
        """
        An entry of ocgen.accepted.yaml cannot be used.

        It has a key that is unknown, lacks its reason or its end, or is about nothing. It is never passed over in
        silence, since then a change would count that somebody has accepted, or the other way round.

        How to fix it: do what the help under the finding says.

            accepted:
              - fingerprint: 2f1c4d5e6a7b8c9d
                rule: field-removed
                connector: acme
                text: configuration field "acme.mode" removed
                reason: acme.mode is gone upstream since March
                owner: integrations
                expires: 2027-01-31
        """,
    ),
    Rule.page(
        "accepted-unused",
        "warning",
        """
        An acceptance is about nothing that is there.

        The connector that the entry of ocgen.accepted.yaml names was looked at, or all of them, and nothing fits the
        entry: what it is about was fixed, or has become something else. A leftover may accept something later that
        nobody meant.

        How to fix it: remove the entry. If only one verb can see the change, name it in the entry (verb: drift), so
        that the other one passes over it.
        """,
    ),
)
