"""All artifacts of a run, who owns which file, and what to do about it: write, check."""
