"""Regular expressions of specs: parsed, judged for portability, and searched for runaway backtracking."""
