"""Files as every part reads and writes them: bounded, whole or not at all; the cache; the bundled data."""
