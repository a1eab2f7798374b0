"""Trophies, and the sums of a person's training that they are given for."""
