"""What Poetry runs before it builds a wheel."""

from ocgen import generate

generate()
