"""What is wrong, in words: a table of fields for each body, made when something is wrong for the first time.

A field is known by the JSON Pointer (RFC 6901) to where its value is.
"""

from .choices import Choice, Constant
from .field import Field
from .plain import Flag, Group, Json, Listing
from .table import Table
from .texts import Number, Text

__all__ = ["Choice", "Constant", "Field", "Flag", "Group", "Json", "Listing", "Number", "Table", "Text"]
