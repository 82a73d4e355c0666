"""Two sides' facts -> changes -> levels by one table of rules -> findings, JSON, a changelog."""
