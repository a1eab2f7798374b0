"""Rows to measure with: the same ones in every run, in numbers and sizes as a large public catalogue has them."""
