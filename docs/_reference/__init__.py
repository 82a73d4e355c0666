"""The pages of the reference, made from what they are about: `make reference` writes them to docs/reference/."""
