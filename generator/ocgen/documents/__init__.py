"""Generated blocks between markers in documents that belong to somebody else."""
