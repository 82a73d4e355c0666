"""What each verb does, as a function: typed arguments, a typed result, and `ocgen.errors` for what cannot be done.

Nothing here prints, exits, or knows the command line, which parses, calls one of these functions and prints. A program
that uses ocgen calls the same functions, from `ocgen` itself.
"""
