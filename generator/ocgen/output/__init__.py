"""What a target makes: a file in memory, the notice at its head, JSON laid out for people."""
