"""Facts of an upstream source -> a draft of a spec, for a person to finish."""
