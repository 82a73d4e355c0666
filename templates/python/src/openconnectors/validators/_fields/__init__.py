"""What is wrong, in words: a table of fields for each body, made when something is wrong for the first time.

A field is known by the JSON Pointer (RFC 6901) to where its value is.
"""

from openconnectors.validators._fields.choices import Choice, Constant
from openconnectors.validators._fields.field import Field
from openconnectors.validators._fields.plain import Flag, Group, Json, Listing
from openconnectors.validators._fields.table import Table
from openconnectors.validators._fields.texts import Number, Text

__all__ = ["Choice", "Constant", "Field", "Flag", "Group", "Json", "Listing", "Number", "Table", "Text"]
