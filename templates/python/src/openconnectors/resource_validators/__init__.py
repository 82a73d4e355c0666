"""Checks of what the calls of resources send and answer: one module a connector that has resources with known members.

``BODIES`` has a check for each call whose body is known (``BODIES["files.copy"]``), ``ANSWERS`` one for the objects of
a resource (``ANSWERS["files"]``) and for those that a single call answers with. Each gives all violations. Objects are
open: a member that is not known is no violation, and ``hints`` tells those that look misspelt.
"""

from ..validators._bodies import Answer, Body, Checks

__all__ = ["Answer", "Body", "Checks"]
