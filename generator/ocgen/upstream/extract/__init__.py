"""A page in its neutral form -> what it says of a connector: keys, names, requests, methods, fields, values."""
