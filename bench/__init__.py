"""Speed, as ratios against peers measured in the same run. Nothing here asserts; `make bench` prints."""
