"""README, the manual, and what they are made of."""
