"""Regular expressions of specs: parsed, judged for portability and runaway backtracking, and compared."""
